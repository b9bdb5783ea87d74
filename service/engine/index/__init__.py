"""The index: where points live. One Protocol, one file per home."""

from service.engine.index.protocol import Candidate, Index, IndexQuery, Leg, Record

__all__ = ["Candidate", "Index", "IndexQuery", "Leg", "Record"]
