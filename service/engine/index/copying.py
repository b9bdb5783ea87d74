"""Copying a shard's folder: holes stay holes, and blocks are shared where the file system can."""

import errno
import os
import shutil
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 24


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder of files; `target` appears only when all of it is there, and is durable.

    The engine allocates its files ahead (a shard of 30 MB looks like 170 MB), so holes are not
    written out.

    Raises:
        OSError: a full disk, for one; nothing is left of the copy then.
    """
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        for path in sorted(source.rglob("*")):
            copied = part / path.relative_to(source)
            if path.is_dir():
                copied.mkdir(parents=True, exist_ok=True)
            else:
                copied.parent.mkdir(parents=True, exist_ok=True)
                _copy_file(path, copied)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        size = os.fstat(read.fileno()).st_size
        if hasattr(os, "copy_file_range"):
            _copy_data(read.fileno(), written.fileno(), size)
        else:
            shutil.copyfileobj(read, written, _CHUNK)
        written.truncate(size)
        os.fsync(written.fileno())


def _copy_data(source: int, target: int, size: int) -> None:
    start = 0
    while start < size:
        try:
            start = os.lseek(source, start, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # nothing but a hole is left
                return
            raise
        end = os.lseek(source, start, os.SEEK_HOLE)
        while start < end:
            copied = os.copy_file_range(source, target, min(end - start, _CHUNK), start, start)
            if not copied:
                return
            start += copied
