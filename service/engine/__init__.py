"""Products in, hits out: knows vectors and Qdrant, never HTTP."""
