"""Engines: where pictures are decoded and embedded, in this process or on a cluster."""

from ingest.engines.local import LocalEngine
from ingest.engines.protocol import Engine

__all__ = ["Engine", "LocalEngine"]
