"""Clothes for the upper body."""
