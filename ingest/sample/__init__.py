"""The sample catalogue: drawn fashion products with words, prices and facets."""
