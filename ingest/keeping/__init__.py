"""Keeping generations: what one must pass before it goes live, going back, and clearing up."""
