"""Hostile input: generated requests, mutated pictures, bombs."""
