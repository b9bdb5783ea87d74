"""The ingest job: a catalogue in, a live generation of the index that says the same out."""

from ingest.job.options import SAMPLE_ROWS, Options
from ingest.job.running import run

__all__ = ["SAMPLE_ROWS", "Options", "run"]
