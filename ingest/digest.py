"""The digest of a catalogue: equal when nothing that the index is made of has changed."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ingest.columns.drafts import Columns, picture_of
from ingest.columns.mapping import ColumnMapping
from ingest.readers import Catalogue
from service.engine.encoder import Fingerprint
from service.engine.errors import CatalogueError

# Raise it when the same catalogue is read into other products than before.
READING: Final = 3
_CHUNK: Final = 1 << 20


def catalogue_digest(
    catalogue: Catalogue,
    *,
    columns: Columns,
    mapping: ColumnMapping,
    fingerprint: Fingerprint,
    limit: int | None,
) -> str:
    """Return a digest of the catalogue and everything that shapes its index.

    Files of the catalogue count by their bytes, pictures beside it by path, size and time of
    change, so that 40,000 of them take a second.
    """
    digest = sha256()
    made_by = (fingerprint.digest, fingerprint.dimension, fingerprint.preprocessing)
    settings = {"reading": READING, "limit": limit, "model": made_by, "layout": catalogue.layout}
    digest.update(json.dumps(settings).encode() + mapping.model_dump_json().encode())
    for path in catalogue.files:
        digest.update(f"\0{path.name}\0".encode("utf-8", "replace"))
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    if columns.roles.image:
        for row in catalogue.rows(pictures=False):
            picture = picture_of(row.values.get(columns.roles.image))
            if picture and picture.path:
                digest.update(_state(catalogue.root, picture.path))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Stamps:
    """When the files of a catalogue were written, to notice that one changes while it is read."""

    files: tuple[tuple[Path, tuple[int, int, int] | None], ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Stamps":
        """Take the stamps of all files."""
        return cls(tuple((path, _stamp(path)) for path in catalogue.files))

    def check(self) -> None:
        """Raise when a file is another than it was.

        Raises:
            CatalogueError: naming the file.
        """
        for path, stamp in self.files:
            if _stamp(path) != stamp:
                raise CatalogueError(
                    f"{path} was changed while it was read; run the same command again once it is "
                    "whole. The live index is as it was"
                )


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _state(root: Path, path: str) -> bytes:
    try:
        found = (root / path.replace("\\", "/")).stat()
    except (OSError, ValueError):  # missing, or no path at all; the row's own problem later
        return f"\0{path}\0missing".encode("utf-8", "replace")
    return f"\0{path}\0{found.st_size}\0{found.st_mtime_ns}".encode("utf-8", "replace")
