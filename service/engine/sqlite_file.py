"""SQLite files: opened alike wherever rows are kept beside the index."""

import sqlite3
from pathlib import Path
from typing import Literal

# Another process may be writing to the same file.
_BUSY_S = 30.0


def open_file(
    path: Path, tables: str, *, synchronous: Literal["OFF", "NORMAL"]
) -> sqlite3.Connection:
    """Open a file, and make it and its tables where they are missing.

    Readers in other processes are not blocked by the one that writes (write-ahead log). Connections
    may be used by several threads, one at a time.

    Args:
        path: of the file.
        tables: statements of the kind `CREATE TABLE IF NOT EXISTS`.
        synchronous: `NORMAL` survives a power cut; `OFF` may lose what was written last.

    Raises:
        sqlite3.Error: for what is no such file.
        OSError: for a folder that cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=_BUSY_S, check_same_thread=False)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute(f"PRAGMA synchronous={synchronous}")
    db.executescript(tables)
    return db
