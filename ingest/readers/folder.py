"""A plain folder of pictures: each is a product."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ingest.readers.row import Row, StoredPicture

PICTURES: Final = frozenset(
    (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff")
)
# What cameras and phones put into names, and what says nothing about a product.
_MACHINE_WORDS: Final = frozenset(
    (
        *("img", "image", "images", "pic", "pics", "picture", "photo", "photos", "scan"),
        *("dsc", "dscn", "dscf", "pxl", "mvimg", "whatsapp", "untitled", "download", "copy"),
        *("final", "screenshot"),
    )
)
_SEPARATORS: Final = re.compile(r"[\W_]+")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


class PictureFolder:
    """Every picture under a folder, in the order of their names; hidden files are passed over."""

    layout = "folder of pictures"

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.files: tuple[Path, ...] = ()
        self._count, others = 0, 0
        for path in _files(folder):
            if path.suffix.lower() in PICTURES:
                self._count += 1
            else:
                others += 1
        passed = f"Passed over in {folder.name}: {others} of the files, which are no pictures."
        self.notes = (passed,) if others else ()

    def total(self) -> int:
        """Return how many pictures there are."""
        return self._count

    def rows(self, *, pictures: bool = True) -> Iterator[Row]:  # noqa: ARG002 -- holds paths only
        """See `Catalogue.rows`."""
        position = 0
        for path in _files(self.root):
            if path.suffix.lower() in PICTURES:
                position += 1
                relative = path.relative_to(self.root)
                yield Row(position, str(relative), _values(relative))


def title_of(stem: str) -> str | None:
    """Return a file name as a title, or `None` when no word in it says anything."""
    tokens = [token for token in _SEPARATORS.split(stem) if token]
    words = [t for t in tokens if _WORD.fullmatch(t) and t.casefold() not in _MACHINE_WORDS]
    return " ".join(tokens) if words else None


def _values(relative: Path) -> dict[str, object]:
    levels = relative.parts[:-1]
    return {
        "title": title_of(relative.stem),
        "image": StoredPicture(path=relative.as_posix()),
        "folder": list(levels) if len(levels) > 1 else "".join(levels),
    }


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(where, name)
