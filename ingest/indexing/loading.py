"""Loading pictures: from what a catalogue holds to a decoded picture, within the folder's walls."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from PIL.Image import Image

from ingest.looks import picture_hash
from ingest.problem import Problem
from ingest.readers import StoredPicture
from service.engine.errors import PictureError
from service.engine.gallery import picture_key, shown_form
from service.engine.picture import MAX_BYTES, decode_picture

_URL: Final = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|data:", re.IGNORECASE)
_MAX_PATH_CHARS: Final = 1_024


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """A picture, ready to be embedded and shown.

    Attributes:
        key: its key in the gallery.
        image: decoded, upright, RGB.
        media_type: of `shown`.
        shown: the encoded picture that the gallery keeps.
        likeness: its perceptual hash, 64 bits.
    """

    key: str
    image: Image
    media_type: str
    shown: bytes
    likeness: int


class _RefusedError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def load_picture(picture: StoredPicture, *, root: Path) -> LoadedPicture | Problem:
    """Read and decode one picture; safe to call from several threads.

    Args:
        picture: bytes, or a path relative to `root`.
        root: the catalogue's folder, resolved; nothing outside it is read.
    """
    try:
        data = picture.data if picture.data is not None else _read(picture.path or "", root)
        image = decode_picture(data)
        media_type, shown = shown_form(data, image)
    except _RefusedError as refused:
        return refused.problem
    except PictureError as error:
        return Problem(
            "unusable picture", str(error), "replace the picture by a whole JPEG, PNG or WebP"
        )
    return LoadedPicture(picture_key(data), image, media_type, shown, picture_hash(image))


def _read(path: str, root: Path) -> bytes:
    try:
        return _within(path, root).read_bytes()
    except FileNotFoundError:
        raise _missing(f"there is no file {path[:200]}") from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links
        why = getattr(error, "strerror", None) or error
        raise _missing(f"{path[:200]} cannot be read: {why}") from error


def _within(path: str, root: Path) -> Path:
    """Return the file that a path means, once it is sure to be a small one under `root`."""
    if _URL.match(path):
        raise _RefusedError(
            Problem(
                "picture behind a URL",
                f"{path[:200]}: pictures behind URLs are not fetched by this version",
                "download the pictures and give their paths",
            )
        )
    if len(path) > _MAX_PATH_CHARS or "\0" in path:
        raise _outside("the path is too long or has a zero byte in it")
    relative = path.replace("\\", "/")
    if relative.startswith("/") or PureWindowsPath(path).drive:
        raise _outside(f"{path[:200]} is an absolute path")
    resolved = (root / relative).resolve(strict=True)
    if not resolved.is_relative_to(root):
        raise _outside(f"{path[:200]} leads out of the catalogue's folder")
    found = resolved.stat()
    if not stat.S_ISREG(found.st_mode):
        raise _missing(f"{path[:200]} is no file")
    if found.st_size > MAX_BYTES:
        raise PictureError(f"{path[:200]} has {found.st_size:,} bytes; at most {MAX_BYTES:,} do")
    return resolved


def _outside(detail: str) -> _RefusedError:
    return _RefusedError(
        Problem(
            "picture outside the catalogue",
            detail,
            "keep pictures under the catalogue's folder and give relative paths",
        )
    )


def _missing(detail: str) -> _RefusedError:
    return _RefusedError(
        Problem(
            "picture not found", detail, "give paths relative to the folder of the catalogue file"
        )
    )
