"""The download cache: pictures that were fetched, with what their servers said of them."""

from pathlib import Path
from time import time
from typing import Final

from service.engine.fetching import Validators
from service.engine.sqlite_file import open_file

DEFAULT_MAX_BYTES: Final = 2 * 1024**3
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS pictures (
    url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, used REAL NOT NULL, size INTEGER NOT NULL,
    data BLOB NOT NULL
);
"""


class DownloadCache:
    """Pictures by URL in one SQLite file, so that a server can be asked only what has changed.

    Bounded: when it is closed, the pictures that were asked for longest ago go until it fits.

    Args:
        path: the file.
        max_bytes: of all pictures together.
    """

    def __init__(self, path: Path, *, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._db = open_file(path, _TABLES, synchronous="NORMAL")

    def validators(self, url: str) -> Validators | None:
        """Return what the server said of the picture that is kept; `None` when none is."""
        row = self._db.execute(
            "SELECT etag, last_modified FROM pictures WHERE url = ?", (url,)
        ).fetchone()
        return Validators(row[0], row[1]) if row else None

    def use(self, url: str) -> bytes | None:
        """Return the picture that is kept, and note that it is in use."""
        row = self._db.execute("SELECT data FROM pictures WHERE url = ?", (url,)).fetchone()
        with self._db:
            self._db.execute("UPDATE pictures SET used = ? WHERE url = ?", (time(), url))
        return bytes(row[0]) if row else None

    def keep(self, url: str, validators: Validators, data: bytes) -> None:
        """Keep a picture; without validators it could never be asked about, and is not kept."""
        with self._db:
            if validators and len(data) <= self._max_bytes:
                self._db.execute(
                    "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?)",
                    (url, validators.etag, validators.last_modified, time(), len(data), data),
                )
            else:
                self._db.execute("DELETE FROM pictures WHERE url = ?", (url,))

    def close(self) -> None:
        """Remove what does not fit, and release the file."""
        with self._db:
            self._db.execute(
                "DELETE FROM pictures WHERE url IN (SELECT url FROM (SELECT url, SUM(size) OVER "
                "(ORDER BY used DESC, url) AS together FROM pictures) WHERE together > ?)",
                (self._max_bytes,),
            )
        self._db.close()
