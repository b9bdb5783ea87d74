"""The digest of a catalogue: equal when nothing that the index is made of has changed."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Final

from ingest.columns.drafts import Columns, picture_of
from ingest.columns.mapping import ColumnMapping
from ingest.readers import Catalogue
from service.engine.encoder import Fingerprint

# Raise it when the same catalogue is read into other products than before.
READING: Final = 2
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


def _state(root: Path, path: str) -> bytes:
    try:
        found = (root / path.replace("\\", "/")).stat()
    except (OSError, ValueError):  # missing, or no path at all; the row's own problem later
        return f"\0{path}\0missing".encode("utf-8", "replace")
    return f"\0{path}\0{found.st_size}\0{found.st_mtime_ns}".encode("utf-8", "replace")
