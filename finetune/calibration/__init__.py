"""Calibration: from scores to the probability that a hit is right, fitted to judged hits."""
