"""Gallery: the catalogue's pictures, kept so that the service can show them."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from service.engine.sqlite_file import open_file

# What a product page shows; larger originals are stored reduced.
SHOWN_SIDE: Final = 768
_JPEG_QUALITY: Final = 88
_MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS pictures (
    key TEXT PRIMARY KEY, media_type TEXT NOT NULL, data BLOB NOT NULL
);
"""


def picture_key(data: bytes) -> str:
    """Return the key of a picture: the first 32 hexadecimal digits of its sha256."""
    return sha256(data).hexdigest()[:32]


class Gallery:
    """Pictures by key in one SQLite file; equal pictures are stored once.

    Generations share it: a picture is named by its content, so it never changes. One writer at a
    time; readers in other processes are not blocked (write-ahead log).
    """

    def __init__(self, path: Path) -> None:
        self._db = open_file(path, _TABLES, synchronous="NORMAL")

    def add(self, pictures: Iterable[tuple[str, str, bytes]]) -> None:
        """Store (key, media type, bytes) rows; keys that are there already stay as they are."""
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO pictures VALUES (?, ?, ?)", pictures)

    def having(self, keys: Sequence[str]) -> set[str]:
        """Return those of at most a few hundred keys that are there."""
        rows = self._db.execute(
            "SELECT key FROM pictures WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {row[0] for row in rows}

    def get(self, key: str) -> tuple[str, bytes] | None:
        """Return (media type, bytes), or `None` when there is no such picture."""
        row = self._db.execute(
            "SELECT media_type, data FROM pictures WHERE key = ?", (key,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def keep_only(self, keys: Iterable[str]) -> int:
        """Remove all pictures but these; return how many are gone."""
        with self._db:
            self._db.execute("CREATE TEMP TABLE kept (key TEXT PRIMARY KEY) WITHOUT ROWID")
            self._db.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keys))
            gone = self._db.execute(
                "DELETE FROM pictures WHERE key NOT IN (SELECT key FROM kept)"
            ).rowcount
            self._db.execute("DROP TABLE kept")
        return gone

    def close(self) -> None:
        """Release the file."""
        self._db.close()


def shown_form(data: bytes, decoded: Image.Image, *, whole: bool = True) -> tuple[str, bytes]:
    """Return the media type and bytes to show: the original if browsers take it and it is small.

    Of a picture that is not `whole`, what was decoded is shown.
    """
    with Image.open(BytesIO(data)) as original:
        media_type = _MEDIA_TYPES.get(original.format or "")
        small = max(original.size) <= SHOWN_SIDE
    if media_type and small and whole:
        return media_type, data
    reduced = decoded.copy()
    reduced.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    reduced.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return "image/jpeg", buffer.getvalue()
