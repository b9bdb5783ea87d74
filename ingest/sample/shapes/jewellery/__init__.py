"""Jewellery."""
