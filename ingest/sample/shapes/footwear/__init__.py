"""Shoes and sandals."""
