"""The search service: an engine that finds products, and the HTTP API in front of it."""
