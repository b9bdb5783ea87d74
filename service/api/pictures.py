"""Pictures of requests: from base64 or a file to a decoded picture, in a thread."""

import base64
import re
from functools import partial
from http import HTTPStatus
from typing import Final

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
    prefix = _DATA_URI.match(text)
    encoded = _SPACE.sub("", text[prefix.end() :] if prefix else text)
    if len(encoded) // 4 * 3 > max_bytes + 3:
        raise _too_large(max_bytes)
    try:
        data = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except ValueError:
        raise BadQueryError(
            "image",
            "this is no base64; encode the bytes of the picture's file, "
            "or post the file itself to /v1/search/upload",
        ) from None
    return picture_from_bytes(data, max_bytes=max_bytes, region=region)


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


async def decoded(
    source: str | bytes, *, max_bytes: int, region: list[float] | None, limiter: CapacityLimiter
) -> Image:
    """Decode base64 or bytes off the event loop, no more at once than `limiter` allows.

    Raises:
        OverloadedError: when `MAX_WAITING` others wait already.
    """
    if limiter.statistics().tasks_waiting >= MAX_WAITING:
        raise OverloadedError("more pictures come than can be decoded; try again in a second")
    if isinstance(source, str):
        work = partial(picture_from_base64, source, max_bytes=max_bytes, region=region)
    else:
        work = partial(picture_from_bytes, source, max_bytes=max_bytes, region=region)
    return await to_thread.run_sync(work, limiter=limiter)


def _too_large(max_bytes: int) -> RequestError:
    return RequestError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"the picture has more than {max_bytes:,} bytes; send a smaller one",
        field="image",
    )
