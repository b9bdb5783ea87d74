"""Searching: from a query to an order of products, and why."""
