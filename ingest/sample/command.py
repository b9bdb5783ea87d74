"""The command line of the sample catalogue."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.sample.compose import compose
from ingest.sample.render import DEFAULT_SIZE
from ingest.sample.writer import write_catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()) or not all(
        24 <= int(side) <= 2000 for side in (width, height)
    ):
        raise argparse.ArgumentTypeError(
            f"{text!r}: give WIDTHxHEIGHT, each side 24 to 2000, like 300x400"
        )
    return int(width), int(height)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r}: give a number of products, 1 to 100000")
    return int(text)


def main(arguments: Sequence[str]) -> int:
    """Draw a catalogue; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.sample", description="Draw a sample fashion catalogue."
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder to write products.csv and images/ to"
    )
    parser.add_argument("--count", type=_count, default=720, help="number of products (720)")
    parser.add_argument(
        "--seed", type=int, default=7, help="another seed draws another catalogue (7)"
    )
    parser.add_argument(
        "--size", type=_size, default=DEFAULT_SIZE, help="size of the pictures (300x400)"
    )
    asked = parser.parse_args(arguments)
    products = compose(asked.count, abs(asked.seed))
    start = time.monotonic()

    def tell(n: int) -> None:
        if n % 100 == 0 or n == len(products):
            rate = n / max(1e-6, time.monotonic() - start)
            print(f"{n}/{len(products)} pictures, {rate:.1f} a second", file=sys.stderr)  # noqa: T201 - it is a command

    try:
        write_catalogue(asked.out, products, size=asked.size, done=tell)
    except OSError as error:
        print(f"cannot write the catalogue: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0
