"""Modiste's embedded index beside other engines, in one run."""

from tests.benchmarks.engines.command import engines

__all__ = ["engines"]
