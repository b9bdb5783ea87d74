"""Places: what FROM and TO mean on the command line."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from service.engine.index.folder_home import FolderHome
from service.engine.index.generations import gallery_path
from service.engine.index.home import Home
from service.engine.index.server import ServerHome
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """A home, and the data folder that its pictures are in."""

    home: Home
    data: Path


def place_of(said: str, settings: Settings) -> Place:
    """Read an `http://` or `https://` address as a server, anything else as a data folder."""
    if not said.startswith(("http://", "https://")):
        folder = Path(said)
        return Place(FolderHome(folder, storage=settings.storage), folder)
    options = settings.server(said)
    if options is None:
        raise ValueError("an address is a server")
    return Place(ServerHome(options, work=settings.data / "server"), settings.data)


def copy_pictures(source: Path, target: Path) -> bool:
    """Copy the pictures of one data folder into another; whether there was anything to copy.

    A gallery that is being written to is copied as it was at one moment. What the other folder has
    already stays: pictures are named by their content.
    """
    here, there = gallery_path(source), gallery_path(target)
    if not here.is_file() or (there.exists() and here.samefile(there)):
        return False
    there.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(f"{here.resolve().as_uri()}?mode=ro", uri=True)) as read:
        if not there.exists():
            with closing(sqlite3.connect(there)) as written:
                read.backup(written)
            return True
    with closing(sqlite3.connect(there)) as written, written:
        written.execute("ATTACH ? AS other", (str(here.resolve()),))
        written.execute("INSERT OR IGNORE INTO pictures SELECT * FROM other.pictures")
    return True
