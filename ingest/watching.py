"""Watching: a catalogue is ingested again whenever it has changed and come to rest."""

import os
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from time import monotonic, sleep
from typing import Final, TypeAlias

SETTLED_S: Final = 5.0
_LOOK_S: Final = 2.0

Look: TypeAlias = bytes


def look_at(path: Path) -> Look:
    """Return a digest of every file's name, size and time of change under a path.

    What cannot be looked at counts as missing: a catalogue that is being replaced comes back.
    """
    digest = blake2b(digest_size=16)
    for entry in sorted(_files(path)):
        digest.update(repr(entry).encode("utf-8", "replace"))
    return digest.digest()


def _files(path: Path) -> Iterator[tuple[str, int, int]]:
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            if not folder.is_dir():
                found = folder.stat()
                yield str(folder), found.st_size, found.st_mtime_ns
                continue
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    else:
                        about = entry.stat()
                        yield entry.path, about.st_size, about.st_mtime_ns
        except OSError:
            continue


def follow(
    path: Path,
    ingest: Callable[[], None],
    *,
    settled_s: float = SETTLED_S,
    look_s: float = _LOOK_S,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Ingest now, and again after every change, until stopped.

    Looking is asking for names, sizes and times, which works on network drives where the system's
    own notices do not; 40,000 pictures take a tenth of a second.

    Args:
        path: of the catalogue; for a file, the pictures beside it are watched too.
        ingest: what is done; its errors are its own business.
        settled_s: how long nothing may have changed before it is ingested, so that an export that
            takes a while is taken once, whole.
        look_s: between two looks.
        stopped: asked between looks.
    """
    watched = path if path.is_dir() else path.parent
    done: Look | None = None
    seen, since = look_at(watched), monotonic() - settled_s
    while not stopped():
        if seen != done and monotonic() - since >= settled_s:
            # What changes while it is ingested is noticed by the next look.
            done = seen
            ingest()
        sleep(look_s)
        if (now := look_at(watched)) != seen:
            seen, since = now, monotonic()
