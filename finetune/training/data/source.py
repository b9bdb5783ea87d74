"""From a catalogue on disk to products with their pictures, by ingest's readers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from finetune.training.data.product import TrainingProduct, canonical_attributes
from ingest.columns.drafts import Columns, Draft
from ingest.columns.mapping import ColumnMapping, read_mapping
from ingest.job import SAMPLE_ROWS
from ingest.problem import Problem
from ingest.readers import Catalogue, StoredPicture, open_catalogue
from service.engine.picture import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class CatalogueSource:
    """The products of a catalogue, read as ingest reads them.

    Args:
        path: of the catalogue: any layout that ingest knows.
        mapping: a mapping file for its columns.

    Raises:
        CatalogueError: when there is nothing, or nothing that can be read.
    """

    def __init__(self, path: Path, mapping: Path | None = None) -> None:
        self._catalogue: Catalogue = open_catalogue(path)
        said = read_mapping(mapping) if mapping else ColumnMapping()
        self._columns = Columns(
            list(islice(self._catalogue.rows(pictures=False), SAMPLE_ROWS)), said
        )

    @property
    def total(self) -> int | None:
        """About how many products there are."""
        return self._catalogue.total()

    def products(self) -> Iterator[TrainingProduct]:
        """Read the products in the catalogue's order; rows that cannot be read are left out."""
        root = self._catalogue.root.resolve()
        for row in self._catalogue.rows():
            draft = self._columns.draft(row, _ignore)
            if not isinstance(draft, Problem):
                yield _product(draft, root)


def _product(draft: Draft, root: Path) -> TrainingProduct:
    data, problem = _bytes_of(draft.picture, root) if draft.picture else (None, None)
    return TrainingProduct(
        id=draft.ids[0],
        title=draft.title,
        description=draft.description,
        attributes=canonical_attributes(draft.attributes),
        picture=data,
        place=draft.row.place,
        problem=problem,
    )


def _bytes_of(picture: StoredPicture, root: Path) -> tuple[bytes | None, str | None]:
    """Return the bytes, or why there are none; nothing outside the catalogue's folder is read."""
    if picture.data is not None:
        return picture.data, None
    path = (picture.path or "").replace("\\", "/")
    try:
        file = (root / path).resolve(strict=True)
        if not file.is_relative_to(root):
            return None, f"{path} leads out of the catalogue's folder"
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            return None, f"{path} is no file of at most {MAX_BYTES:,} bytes"
        return file.read_bytes(), None
    except FileNotFoundError:
        return None, f"there is no file {path}"
    except (OSError, ValueError, RuntimeError) as error:
        return None, f"{path} cannot be read: {error}"


def _ignore(subject: str, example: str) -> None:
    """Values that do not fit their field are ingest's to report."""
