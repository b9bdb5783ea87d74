"""Encoders: texts and pictures -> unit vectors of one space."""

from service.engine.encoder.calibration import Calibration
from service.engine.encoder.protocol import Encoder, Fingerprint, Vectors, unit_rows

__all__ = ["Calibration", "Encoder", "Fingerprint", "Vectors", "unit_rows"]
