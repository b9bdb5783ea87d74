"""Bags, accessories, jewellery and beauty."""
