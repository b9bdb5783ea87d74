"""The contract of an engine that is measured."""

from pathlib import Path
from typing import Protocol

from service.engine.index.protocol import DenseVector
from tests.benchmarks.engines.stock import Only, Stock

# The graph that every engine with one builds: the defaults of Qdrant.
M, EF_CONSTRUCT = 16, 100
# How many of each way of searching are fused in a hybrid query.
DEPTH = 50


class Contender(Protocol):
    """An index of a stock's products, built in one process and opened in another.

    Attributes:
        package: the distribution that must be installed; its version is printed.
        setting: what an effort is, for people.
        efforts: settings that trade time for recall, cheapest first; the first one that finds
            enough is measured.
        fuses: whether it has a hybrid of vectors and words of its own.
    """

    package: str
    setting: str
    efforts: tuple[int, ...]
    fuses: bool

    def build(self, stock: Stock, folder: Path) -> None:
        """Index everything durably under an empty folder, and close."""

    def open(self, folder: Path) -> None:
        """Open what was built."""

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """Return the row numbers of the k nearest that pass."""

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """Return the row numbers of the k best by vector and words, fused by reciprocal ranks."""
