"""From a path to the catalogue that lies there."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ingest.readers.delimited import DelimitedCatalogue
from ingest.readers.folder import PICTURES, PictureFolder
from ingest.readers.jsonl import JsonlCatalogue
from ingest.readers.kaggle import KaggleCatalogue
from ingest.readers.parquet import ParquetCatalogue
from ingest.readers.row import Catalogue
from service.engine.errors import CatalogueError

EXPECTED: Final = (
    "a .parquet, .csv, .tsv or .jsonl file, a folder of .parquet parts, a folder with styles.csv "
    "and images/, a folder with one such file, or a folder of pictures"
)


def _parquet_file(path: Path) -> Catalogue:
    return ParquetCatalogue((path,), root=path.parent)


_READERS: Final[dict[str, Callable[[Path], Catalogue]]] = {
    ".parquet": _parquet_file,
    ".pq": _parquet_file,
    ".csv": DelimitedCatalogue,
    ".tsv": DelimitedCatalogue,
    ".tab": DelimitedCatalogue,
    ".jsonl": JsonlCatalogue,
    ".ndjson": JsonlCatalogue,
}


def open_catalogue(path: Path) -> Catalogue:
    """Open the catalogue at a path, whatever its format.

    Raises:
        CatalogueError: saying what was expected and what was found.
    """
    if path.is_dir():
        return _open_folder(path)
    if not path.exists():
        raise CatalogueError(f"there is nothing at {path}; give {EXPECTED}")
    if not path.is_file():
        raise CatalogueError(f"{path} is neither a file nor a folder; give {EXPECTED}")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        hint = "; write JSON as one object a line" if path.suffix.lower() == ".json" else ""
        kind = f"of the kind {path.suffix!r}" if path.suffix else "without an extension"
        raise CatalogueError(f"{path} is a file {kind}; give {EXPECTED}{hint}")
    return reader(path)


def _open_folder(folder: Path) -> Catalogue:
    if (folder / "generations").is_dir():
        raise CatalogueError(
            f"{folder} is a data folder, which ingest has written (--data); give {EXPECTED}"
        )
    if KaggleCatalogue.recognises(folder):
        return KaggleCatalogue(folder)
    names = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    parts = tuple(path for path in names if path.suffix.lower() in (".parquet", ".pq"))
    if parts:
        return ParquetCatalogue(parts, root=folder)
    tables = [path for path in names if path.suffix.lower() in _READERS]
    if len(tables) > 1:
        raise CatalogueError(
            f"{folder} holds several catalogues ({', '.join(p.name for p in tables[:8])}); "
            "give the path of one of them"
        )
    if tables:
        return _READERS[tables[0].suffix.lower()](tables[0])
    pictures = PictureFolder(folder)
    if pictures.total() == 0:
        found = ", ".join(path.name for path in names[:8]) or "no files"
        raise CatalogueError(
            f"nothing in {folder} can be read: found {found}, and no pictures "
            f"({', '.join(sorted(PICTURES))}) under it; give {EXPECTED}"
        )
    return pictures
