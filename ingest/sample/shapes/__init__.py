"""Outlines and details of every kind of product."""
