"""Which pictures may be trained on: a split by the hash of the picture, the same everywhere.

Byte-equal pictures fall on one side. The test side is for the final report only; the dev side is
for selection and calibration.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha1

TEST_SHARE = 0.10
DEV_SHARE = 0.04


class Split(StrEnum):
    """The side of the split that a picture is on."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


def split_of(picture: bytes) -> Split:
    """The side of an encoded picture, from the first 32 bits of its SHA-1."""
    position = int.from_bytes(sha1(picture, usedforsecurity=False).digest()[:4], "big") / 2**32
    if position < TEST_SHARE:
        return Split.TEST
    return Split.DEV if position < TEST_SHARE + DEV_SHARE else Split.TRAIN
