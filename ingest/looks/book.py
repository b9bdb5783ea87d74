"""The book of looks: which look each product is of, and what new ones are compared with.

One SQLite file a generation, so that memory does not grow with the catalogue and a generation that
is made by changing another one goes on from its book.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from ingest.looks.likeness import HASH_BITS, Features, alike, title_key
from service.engine.index.protocol import DenseVector
from service.engine.product import Product

FILE_NAME: Final = "looks.sqlite"
# Hashes that differ in two bits agree in one of three bands.
_BANDS: Final = 3
_BAND_BITS: Final = -(-HASH_BITS // _BANDS)
# A shop that gives everything one title must not compare everything with everything.
_CANDIDATES: Final = 200
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS looks (
    look TEXT PRIMARY KEY, title TEXT NOT NULL, picture TEXT, vector BLOB,
    band0 INTEGER, band1 INTEGER, band2 INTEGER
);
CREATE INDEX IF NOT EXISTS titles ON looks (title);
CREATE INDEX IF NOT EXISTS bands0 ON looks (band0);
CREATE INDEX IF NOT EXISTS bands1 ON looks (band1);
CREATE INDEX IF NOT EXISTS bands2 ON looks (band2);
CREATE TABLE IF NOT EXISTS members (product TEXT PRIMARY KEY, look TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS looks_of_members ON members (look);
"""


class LookBook:
    """Assigns products to looks, one after the other.

    Each look is known by the product that founded it: later ones are compared with the founder and
    not with each other, so that a chain of small differences never joins two unlike products. A
    look bears its founder's id.

    Args:
        folder: a generation's folder; the book that is there is gone on with.
    """

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(
            folder / FILE_NAME, isolation_level=None, check_same_thread=False
        )
        # A job that is killed is gone on with; a power cut may cost looks, never products.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")

    def assign(self, product: Product, *, picture: int | None, vector: DenseVector | None) -> str:
        """Return the look of a product; one that is known already is judged anew.

        Args:
            product: as it is indexed.
            picture: its `picture_hash`, or `None` without a usable picture.
            vector: of its picture, unit length.
        """
        self.forget([product.id])
        half = None if vector is None else vector.astype(np.float16)
        features = Features(title_key(product), picture, half)
        look = self._nearest(features) or self._found(product.id, features)
        self._db.execute("INSERT INTO members VALUES (?, ?)", (product.id, look))
        return look

    def forget(self, product_ids: Iterable[str]) -> None:
        """Take products out; a look without products is gone."""
        for product_id in product_ids:
            row = self._db.execute(
                "DELETE FROM members WHERE product = ? RETURNING look", (product_id,)
            ).fetchone()
            if row is not None and not self._has_members(row[0]):
                self._db.execute("DELETE FROM looks WHERE look = ?", row)

    def shared(self, *, most: int, members: int) -> tuple[list[tuple[str, int, list[str]]], int]:
        """Return the looks that most products share, and how many looks are shared at all.

        Args:
            most: looks that are returned, each with how many products share it.
            members: products of each that are named.
        """
        rows = self._db.execute(
            "SELECT look, count(*) AS n FROM members GROUP BY look HAVING n > 1 "
            "ORDER BY n DESC, look"
        ).fetchall()
        return [
            (
                look,
                count,
                [
                    row[0]
                    for row in self._db.execute(
                        "SELECT product FROM members WHERE look = ? ORDER BY product LIMIT ?",
                        (look, members),
                    )
                ],
            )
            for look, count in rows[:most]
        ], len(rows)

    def commit(self) -> None:
        """Make what was assigned so far survive the end of the process."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Write everything and release the file."""
        self._db.execute("COMMIT")
        self._db.close()

    def _nearest(self, features: Features) -> str | None:
        best, nearest = 0.0, None
        for look, founder in self._candidates(features):
            likeness = alike(features, founder)
            if likeness > best:
                best, nearest = likeness, look
        return nearest

    def _candidates(self, features: Features) -> list[tuple[str, Features]]:
        columns = "SELECT look, title, picture, vector FROM looks"
        rows: list[tuple[str, str, str | None, bytes | None]] = []
        if features.title:
            rows += self._db.execute(
                f"{columns} WHERE title = ? LIMIT {_CANDIDATES}", (features.title,)
            )
        if features.picture is not None:
            for band, value in enumerate(_bands(features.picture)):
                rows += self._db.execute(
                    f"{columns} WHERE band{band} = ? LIMIT {_CANDIDATES}", (value,)
                )
        return [
            (
                look,
                Features(
                    title,
                    None if picture is None else int(picture, 16),
                    None if vector is None else np.frombuffer(vector, dtype=np.float16),
                ),
            )
            for look, title, picture, vector in rows
        ]

    def _found(self, product_id: str, features: Features) -> str:
        # The name may be taken by a look that this product founded and has left since.
        name, number = product_id, 1
        while self._db.execute("SELECT 1 FROM looks WHERE look = ?", (name,)).fetchone():
            number += 1
            name = f"{product_id}~{number}"
        picture = features.picture
        bands = [None] * _BANDS if picture is None else _bands(picture)
        self._db.execute(
            "INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                features.title,
                None if picture is None else f"{picture:x}",
                None if features.vector is None else features.vector.tobytes(),
                *bands,
            ),
        )
        return name

    def _has_members(self, look: str) -> bool:
        return bool(self._db.execute("SELECT 1 FROM members WHERE look = ?", (look,)).fetchone())


def _bands(picture: int) -> list[int]:
    mask = (1 << _BAND_BITS) - 1
    return [picture >> (band * _BAND_BITS) & mask for band in range(_BANDS)]
