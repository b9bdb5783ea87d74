"""Loading pictures: from what a catalogue holds to a decoded picture."""

import base64
import binascii
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL.Image import Image

from ingest.looks import picture_hash
from ingest.pictures.files import read_file
from ingest.pictures.refusal import RefusedError
from ingest.pictures.salvaging import decode_or_salvage
from ingest.problem import Problem
from ingest.readers import StoredPicture
from service.engine.errors import PictureError
from service.engine.gallery import picture_key, shown_form
from service.engine.picture import MAX_BYTES

_INLINE: Final = re.compile(
    r"data:[\w.+/-]{0,80}(;[\w=.+-]{0,80})*;base64,", re.ASCII | re.IGNORECASE
)
_URL: Final = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|data:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture that was decoded, as it is shown.

    Attributes:
        key: its key in the gallery.
        media_type: of `shown`.
        shown: the encoded picture that the gallery keeps.
        likeness: its perceptual hash, 64 bits.
        shortfall: what is missing of a picture that was cut off; `None` for a whole one.
    """

    key: str
    media_type: str
    shown: bytes
    likeness: int
    shortfall: Problem | None


@dataclass(frozen=True, slots=True)
class LoadedPicture(ShownPicture):
    """A picture, ready to be embedded and shown.

    Attributes:
        image: decoded, upright, RGB.
    """

    image: Image


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it was read, not decoded.

    Attributes:
        key: its key in the gallery and among the embeddings.
        data: the encoded picture; `None` once nothing needs it any more.
    """

    key: str
    data: bytes | None


def read_picture(picture: StoredPicture, *, root: Path) -> PictureFile | Problem:
    """Read one picture without decoding it; safe to call from several threads.

    Args:
        picture: bytes, a path relative to `root`, or a `data:` URL; pictures behind other URLs
            are downloaded before (`download_ahead`).
        root: the catalogue's folder, resolved; nothing outside it is read.
    """
    if picture.problem is not None:
        return picture.problem
    try:
        data = picture.data if picture.data is not None else _read(picture.path or "", root)
    except RefusedError as refused:
        return refused.problem
    except PictureError as error:
        return _unusable(error)
    return PictureFile(picture_key(data), data)


def decode(picture: PictureFile) -> LoadedPicture | Problem:
    """Decode a picture that was read; safe to call from several threads."""
    data = picture.data or b""
    try:
        image, missing = decode_or_salvage(data)
        media_type, shown = shown_form(data, image, whole=missing is None)
    except RefusedError as refused:
        return refused.problem
    except PictureError as error:
        return _unusable(error)
    shortfall = Problem("truncated picture", missing, "upload it again") if missing else None
    return LoadedPicture(picture.key, media_type, shown, picture_hash(image), shortfall, image)


def load_picture(picture: StoredPicture, *, root: Path) -> LoadedPicture | Problem:
    """Read and decode a picture; see `read_picture`."""
    found = read_picture(picture, root=root)
    return decode(found) if isinstance(found, PictureFile) else found


def _unusable(error: PictureError) -> Problem:
    return Problem(
        "unusable picture", str(error), "replace the picture by a whole JPEG, PNG or WebP"
    )


def _read(path: str, root: Path) -> bytes:
    if inline := _INLINE.match(path):
        try:
            if (len(path) - inline.end()) // 4 * 3 > MAX_BYTES:
                raise PictureError(f"the picture has more than {MAX_BYTES:,} bytes")
            return base64.b64decode(path[inline.end() :], validate=True)
        except (binascii.Error, ValueError):
            raise PictureError("the text behind data: is no base64") from None
    if _URL.match(path):
        raise RefusedError(
            Problem(
                "picture behind a URL",
                f"{path[:200]}: only http, https, s3 and gs URLs are fetched",
                "give a full URL of one of these, or a path",
            )
        )
    return read_file(path, root)
