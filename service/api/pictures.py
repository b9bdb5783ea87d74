"""Pictures of requests: from base64 or a file to a decoded picture, in a thread."""

import base64
import re
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from time import perf_counter
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from PIL.Image import Image

from service.api.errors import RequestError
from service.engine.errors import BadQueryError, OverloadedError
from service.engine.picture import crop, decode_picture

# Pictures that wait to be decoded, each held in memory meanwhile.
MAX_WAITING: Final = 64

_DATA_URI: Final = re.compile(r"data:[\w.+/-]{0,80}(;[\w=.+-]{0,80})*,", re.ASCII)
_SPACE: Final = re.compile(r"\s+")


def picture_from_base64(text: str, *, max_bytes: int, region: list[float] | None) -> Image:
    """Decode a picture given as base64, with or without a `data:` prefix; crop it.

    Raises:
        BadQueryError: when it is no base64.
        RequestError: 413, when the picture has more than `max_bytes`.
        PictureError: when the bytes are no usable picture.
    """
    data = bytes_of_base64(text, max_bytes=max_bytes)
    return picture_from_bytes(data, max_bytes=max_bytes, region=region)


def bytes_of_base64(text: str, *, max_bytes: int) -> bytes:
    """Return the bytes of base64, with or without a `data:` prefix.

    Raises:
        BadQueryError: when it is no base64.
        RequestError: 413, when there are more than `max_bytes`.
    """
    prefix = _DATA_URI.match(text)
    encoded = _SPACE.sub("", text[prefix.end() :] if prefix else text)
    if len(encoded) // 4 * 3 > max_bytes + 3:
        raise _too_large(max_bytes)
    try:
        return base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except ValueError:
        raise BadQueryError(
            "image",
            "this is no base64; encode the bytes of the picture's file, "
            "or post the file itself to /v1/search/upload",
        ) from None


def picture_from_bytes(data: bytes, *, max_bytes: int, region: list[float] | None) -> Image:
    """Decode a picture and crop it.

    Raises:
        RequestError: 413, when it has more than `max_bytes`.
        PictureError: when the bytes are no usable picture.
    """
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    image = decode_picture(data, max_bytes=max_bytes)
    if region is None:
        return image
    x0, y0, x1, y1 = region
    return crop(image, (x0, y0, x1, y1))


class PictureDecoder:
    """Decodes pictures off the event loop, a few at once.

    Args:
        max_bytes: largest picture.
        at_once: how many are decoded at the same time, each in a thread of its own.
        took: told the seconds that each took, its waiting included.
    """

    def __init__(self, *, max_bytes: int, at_once: int, took: Callable[[float], None]) -> None:
        self.max_bytes = max_bytes
        self._limiter = CapacityLimiter(at_once)
        self._took = took

    async def decode(self, source: str | bytes, *, region: list[float] | None = None) -> Image:
        """Decode base64 or bytes, and crop.

        Raises:
            OverloadedError: when `MAX_WAITING` others wait already.
            RequestError: 413, when the picture has too many bytes.
            BadQueryError: when it is no base64.
            PictureError: when the bytes are no usable picture.
        """
        if self._limiter.statistics().tasks_waiting >= MAX_WAITING:
            raise OverloadedError("more pictures come than can be decoded; try again in a second")
        read: Any = picture_from_base64 if isinstance(source, str) else picture_from_bytes
        work = partial(read, source, max_bytes=self.max_bytes, region=region)
        started = perf_counter()
        image: Image = await to_thread.run_sync(work, limiter=self._limiter)
        self._took(perf_counter() - started)
        return image


def _too_large(max_bytes: int) -> RequestError:
    return RequestError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"the picture has more than {max_bytes:,} bytes; send a smaller one",
        field="image",
    )
