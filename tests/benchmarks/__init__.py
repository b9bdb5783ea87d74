"""Measurements of a running service: speed, self-match and what comes back, to look at."""
