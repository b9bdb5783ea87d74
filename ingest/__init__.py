"""Catalogue readers, embedding and indexing of products, and the sample catalogue."""
