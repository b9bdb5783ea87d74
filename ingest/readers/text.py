"""Text files of unknown encoding: UTF-8 with or without a mark, UTF-16 with one, else cp1252."""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.engine.errors import CatalogueError

_CHUNK: Final = 1 << 20
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Text:
    """What a pass over a text file found.

    Attributes:
        encoding: to open it with.
        lines: how many there are, the last one with or without its end.
        note: a sentence when the encoding had to be guessed.
    """

    encoding: str
    lines: int
    note: str | None = None


def examine(path: Path) -> Text:
    """Find the encoding of a file and count its lines, in one pass.

    Raises:
        CatalogueError: when the file is empty or is no text.
    """
    if path.stat().st_size == 0:
        raise CatalogueError(f"{path} is empty (0 bytes); give a file with a header and rows")
    with path.open("rb") as file:
        marked = file.read(2) in _UTF16_MARKS
    if marked:
        lines, clean = _decode(path, "utf-16")
        if not clean:
            raise CatalogueError(f"{path} begins as UTF-16 but is broken; save it as UTF-8")
        return Text("utf-16", lines)
    lines, clean = _decode(path, "utf-8")
    if clean:
        return Text("utf-8-sig", lines)
    return Text("cp1252", lines, f"{path.name} is not UTF-8 and was read as Windows-1252 (cp1252).")


def _decode(path: Path, encoding: str) -> tuple[int, bool]:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, clean, last = 0, True, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if encoding == "utf-8" and b"\0" in chunk:
                raise CatalogueError(f"{path} is no text file (it has zero bytes in it)")
            lines += chunk.count(b"\n")
            last = chunk[-2:]
            if clean:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    clean = False
    if clean:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            clean = False
    # In UTF-16 a line end is two bytes.
    return lines + (not last.endswith((b"\n", b"\n\0"))), clean
