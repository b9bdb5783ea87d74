"""Evaluation: how good a model is on a catalogue, and whether it may replace the one in service."""
