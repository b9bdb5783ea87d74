"""Relevance: what passes, what matches, and what is counted of it."""
