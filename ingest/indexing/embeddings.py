"""The cache of embeddings: by picture and model, so that no picture is embedded twice."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np

from ingest.closing import Closing
from service.engine.encoder import Fingerprint
from service.engine.index.protocol import DenseVector
from service.engine.sqlite_file import open_file

FILE_NAME: Final = "embeddings.sqlite"
# What SQLite needs beside a row's vector: key, model, day and the tree.
_ROW_BYTES: Final = 96
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS embeddings (
    model BLOB NOT NULL, picture TEXT NOT NULL, vector BLOB NOT NULL, likeness TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (model, picture)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_use ON embeddings (used);
"""
_FIND: Final = """
SELECT picture, vector, likeness FROM embeddings
WHERE model = :model AND picture IN (SELECT value FROM json_each(:pictures))
"""
_MARK: Final = """
UPDATE embeddings SET used = :run
WHERE model = :model AND picture IN (SELECT value FROM json_each(:pictures)) AND used < :run
"""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is known of a picture.

    Attributes:
        vector: of unit length.
        likeness: its perceptual hash, 64 bits.
    """

    vector: DenseVector
    likeness: int


class EmbeddingCache(Closing):
    """Vectors by the picture's content and the model, in one SQLite file.

    Several jobs and several catalogues may share the file: a picture is named by its content, the
    model by the digest of its weights and preprocessing, so an entry is never stale. What was used
    longest ago is dropped when the file would grow beyond its bound.

    A cache that cannot be used never stops a job: `trouble` then says why, and nothing is found.

    Args:
        path: of the file; `None` keeps nothing.
        fingerprint: of the model that embeds.
        run: a number that grows from run to run; tells what was used lately.
        max_bytes: bound of the file.
    """

    def __init__(
        self, path: Path | None, *, fingerprint: Fingerprint, run: int, max_bytes: int
    ) -> None:
        self.trouble: str | None = None
        self._dimension = fingerprint.dimension
        self._run = run
        self._rows = max_bytes // (4 * fingerprint.dimension + _ROW_BYTES)
        made_by = f"{fingerprint.digest}\0{fingerprint.dimension}\0{fingerprint.preprocessing}"
        self._model = blake2b(made_by.encode(), digest_size=16).digest()
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        if path is not None and self._rows:
            self._open(path)

    def _open(self, path: Path) -> None:
        try:
            # What a power cut takes is embedded again.
            self._db = open_file(path, _TABLES, synchronous="OFF")
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def close(self) -> None:
        """Forget what does not fit, and release the file."""
        self._forget()
        if self._db is not None:
            self._db.close()

    def find(self, pictures: Sequence[str]) -> Mapping[str, Embedding]:
        """Return what is known of a few hundred pictures; others are not in the answer."""
        if self._db is None or not pictures:
            return {}
        asked = {"model": self._model, "pictures": json.dumps(list(pictures)), "run": self._run}
        try:
            with self._lock, self._db:
                rows = self._db.execute(_FIND, asked).fetchall()
                if rows:
                    self._db.execute(_MARK, asked)
        except sqlite3.Error as error:
            self._give_up(error)
            return {}
        return {
            picture: Embedding(np.frombuffer(vector, "<f4"), int(likeness, 16))
            for picture, vector, likeness in rows
            if len(vector) == 4 * self._dimension
        }

    def add(self, embeddings: Iterable[tuple[str, Embedding]]) -> None:
        """Remember embeddings: (picture, what is known of it)."""
        if self._db is None:
            return
        rows = [
            (self._model, key, one.vector.astype("<f4").tobytes(), f"{one.likeness:x}", self._run)
            for key, one in embeddings
        ]
        try:
            with self._lock, self._db:
                self._db.executemany(
                    "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?, ?, ?)", rows
                )
        except sqlite3.Error as error:
            self._give_up(error)

    def _forget(self) -> None:
        """Drop what was used longest ago, down to the bound."""
        if self._db is None:
            return
        try:
            count = self._db.execute("SELECT count(*) FROM embeddings").fetchone()[0]
            surplus = count - self._rows
            if surplus > 0:
                with self._db:
                    self._db.execute(
                        "DELETE FROM embeddings WHERE (model, picture) IN (SELECT model, picture "
                        "FROM embeddings ORDER BY used LIMIT ?)",
                        (surplus,),
                    )
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.trouble = f"the cache of embeddings was not used: {error}"
        if self._db is not None:
            self._db.close()
            self._db = None
