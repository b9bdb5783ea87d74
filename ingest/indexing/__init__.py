"""Indexing: drafts -> decoded pictures -> embeddings -> points and pictures."""
