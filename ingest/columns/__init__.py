"""Columns of a catalogue -> roles, fields and values of products."""
