"""Files: pictures by path, within the walls of the catalogue's folder."""

import stat
from pathlib import Path, PureWindowsPath
from typing import Final

from ingest.pictures.refusal import RefusedError
from ingest.problem import Problem
from service.engine.errors import PictureError
from service.engine.picture import MAX_BYTES

_MAX_PATH_CHARS: Final = 1_024


def read_file(path: str, root: Path) -> bytes:
    """Return the bytes of a picture's file.

    Args:
        path: relative to `root`; backslashes separate as well.
        root: the catalogue's folder, resolved; nothing outside it is read.

    Raises:
        RefusedError: for a path that leads out, or to no file.
        PictureError: for a file that is too large.
    """
    try:
        return _within(path, root).read_bytes()
    except FileNotFoundError:
        raise _missing(f"there is no file {path[:200]}") from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links
        why = getattr(error, "strerror", None) or error
        raise _missing(f"{path[:200]} cannot be read: {why}") from error


def _within(path: str, root: Path) -> Path:
    """Return the file that a path means, once it is sure to be a small one under `root`."""
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


def _outside(detail: str) -> RefusedError:
    return RefusedError(
        Problem(
            "picture outside the catalogue",
            detail,
            "keep pictures under the catalogue's folder and give relative paths",
        )
    )


def _missing(detail: str) -> RefusedError:
    return RefusedError(
        Problem(
            "picture not found", detail, "give paths relative to the folder of the catalogue file"
        )
    )
