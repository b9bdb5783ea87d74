"""Generations on disk: folders that are built aside and made live by replacing one pointer."""

import os
import re
import shutil
from pathlib import Path
from typing import Final

from service.engine.errors import NoGenerationError

_POINTER: Final = "LIVE"
_NAME = re.compile(r"gen-(\d{6})")


def gallery_path(data: Path) -> Path:
    """Return where the pictures of a data folder are."""
    return data / "pictures.sqlite"


class Generations:
    """The generations of one data folder.

    DATA/LIVE                      the name of the live generation
    DATA/generations/gen-000001/   manifest.json and shard/
    DATA/pictures.sqlite           the gallery, shared by all of them
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._root = data / "generations"

    @property
    def gallery_path(self) -> Path:
        """Where the pictures are."""
        return gallery_path(self._data)

    def names(self) -> list[str]:
        """Return the names of all generations, oldest first, finished or not."""
        if not self._root.is_dir():
            return []
        return sorted(path.name for path in self._root.iterdir() if _NAME.fullmatch(path.name))

    def folder(self, name: str) -> Path:
        """Return a generation's folder."""
        return self._root / name

    def live(self) -> str:
        """Return the name of the live generation.

        Raises:
            NoGenerationError: with the command that makes the first one.
        """
        try:
            name = (self._data / _POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            name = ""
        if not _NAME.fullmatch(name) or not self.folder(name).is_dir():
            raise NoGenerationError(
                "nothing has been ingested into this data folder; run: "
                "python -m ingest CATALOGUE --data FOLDER"
            )
        return name

    def begin(self) -> str:
        """Make the folder of a new generation and return its name."""
        names = self.names()
        number = int(names[-1].removeprefix("gen-")) + 1 if names else 1
        name = f"gen-{number:06d}"
        self.folder(name).mkdir(parents=True)
        return name

    def make_live(self, name: str) -> None:
        """Point at a finished generation: readers see the old one or the new one, never neither."""
        temporary = self._data / f"{_POINTER}.new"
        with temporary.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._data / _POINTER)
        descriptor = os.open(self._data, os.O_RDONLY)
        try:
            os.fsync(descriptor)  # the rename itself must survive a power cut
        finally:
            os.close(descriptor)

    def remove(self, name: str) -> None:
        """Delete a generation's folder."""
        shutil.rmtree(self.folder(name), ignore_errors=True)
