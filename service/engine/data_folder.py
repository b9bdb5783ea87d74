"""The data folder: where an index, its generations and its pictures are."""

from pathlib import Path

from service.engine.errors import NoGenerationError


def require_folder(data: Path, *, there: bool = False) -> None:
    """Refuse a data folder that is a file, or, where it must be `there`, one that is not.

    Raises:
        NoGenerationError: naming it.
    """
    if data.exists() and not data.is_dir():
        raise NoGenerationError(f"{data} is a file; give a folder (--data)")
    if there and not data.exists():
        raise NoGenerationError(
            f"there is no data folder {data}; run: python -m ingest CATALOGUE --data {data}"
        )
