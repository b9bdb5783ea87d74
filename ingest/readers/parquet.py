"""Parquet: one file or a folder of part files, with picture bytes or picture paths."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.readers.flat import flatten
from ingest.readers.row import Row, StoredPicture
from service.engine.errors import CatalogueError

# Rows may carry megabytes of picture each, so few are held at once.
_BATCH_ROWS: Final = 64
_READ_BUFFER: Final = 1 << 20


class ParquetCatalogue:
    """Part files with the same columns, read one after the other in the order of their names.

    Raises:
        CatalogueError: when a file is no Parquet, or a part has other columns than the first.
    """

    def __init__(self, files: tuple[Path, ...], *, root: Path) -> None:
        self.files = files
        self.root = root
        self.notes: tuple[str, ...] = ()
        self._schema, self._total = _read_footers(files)

    @property
    def layout(self) -> str:
        """Parquet, and how many files."""
        return f"Parquet, {len(self.files)} file{'s' if len(self.files) > 1 else ''}"

    def total(self) -> int:
        """Return the exact number of rows, from the footers."""
        return self._total

    def rows(self, *, pictures: bool = True) -> Iterator[Row]:
        """See `Catalogue.rows`."""
        position = 0
        for path in self.files:
            first = position
            try:
                for values in self._read(path, pictures=pictures):
                    position += 1
                    place = f"{path.name} row {position - first}"
                    yield Row(position, place, self._flat(values))
            except (pa.ArrowException, OSError) as error:
                raise CatalogueError(
                    f"{path} cannot be read beyond row {position - first}: {_first_line(error)}; "
                    "write the file again"
                ) from error

    def _read(self, path: Path, *, pictures: bool) -> Iterator[dict[str, Any]]:
        columns = None if pictures else [name for field in self._schema for name in _light(field)]
        # Buffered, not mapped or prefetched: a row group may be larger than the memory.
        with pq.ParquetFile(path, buffer_size=_READ_BUFFER, pre_buffer=False) as file:
            for batch in file.iter_batches(_BATCH_ROWS, columns=columns, use_threads=False):
                yield from batch.to_pylist()

    def _flat(self, values: dict[str, Any]) -> dict[str, object]:
        for field in self._schema:
            if _is_binary(field.type):
                values[field.name] = StoredPicture(data=values.get(field.name))
            elif _is_picture_struct(field.type):
                held = values.get(field.name) or {}
                values[field.name] = StoredPicture(held.get("bytes"), held.get("path"))
        return flatten(values)


def _read_footers(files: tuple[Path, ...]) -> tuple[pa.Schema, int]:
    schema, total = None, 0
    for path in files:
        try:
            with pq.ParquetFile(path) as file:
                found, rows = file.schema_arrow, file.metadata.num_rows
        except (pa.ArrowException, OSError) as error:
            empty = path.stat().st_size == 0
            what = "is empty (0 bytes)" if empty else f"is no Parquet file: {_first_line(error)}"
            raise CatalogueError(f"{path} {what}; write it again or leave it out") from error
        schema = found if schema is None else schema
        if found.names != schema.names:
            odd = sorted(set(found.names) ^ set(schema.names)) or found.names
            raise CatalogueError(
                f"{path.name} has other columns than {files[0].name} ({', '.join(odd[:8])}); "
                "parts of one catalogue need the same columns in the same order"
            )
        total += rows
    return schema, total


def _is_binary(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
    )


def _is_picture_struct(kind: pa.DataType) -> bool:
    """Whether this is how Hugging Face datasets store pictures: struct{bytes, path}."""
    names = {field.name for field in kind} if pa.types.is_struct(kind) else set()
    return "bytes" in names and names <= {"bytes", "path"}


def _light(field: pa.Field) -> list[str]:
    """Return the leaves of a column that hold no picture bytes."""
    if _is_binary(field.type):
        return []
    if _is_picture_struct(field.type):
        return [f"{field.name}.path"] if any(f.name == "path" for f in field.type) else []
    return [field.name]


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
