"""Pictures of products for the browser, which may not reach the service itself."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal, TypeAlias

from PIL import Image
from starlette.requests import Request
from starlette.responses import Response

from ui.answers import Picture
from ui.client import AsyncClient
from ui.failures import RefusedError, ServiceError

Size: TypeAlias = Literal["card", "full"]

CARD_SIDE: Final = 560
MAX_ID_CHARS: Final = 512
MAX_KEPT_BYTES: Final = 48 * 1024 * 1024
FRESH_S: Final = 600.0
SHOWN_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
_FETCHES: Final = 8
_MAX_PIXELS: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class _Kept:
    picture: Picture
    until_s: float


class Pictures:
    """Fetches pictures from the service, reduces them for cards, and keeps those asked last.

    Kept are at most `MAX_KEPT_BYTES` bytes, each for `FRESH_S` seconds.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._kept: OrderedDict[tuple[str, Size], _Kept] = OrderedDict()
        self._bytes = 0
        self._fetching = asyncio.Semaphore(_FETCHES)

    async def get(self, product_id: str, size: Size) -> Picture:
        """Return a product's picture.

        Raises:
            ServiceError: when the service has none or does not answer.
        """
        key = (product_id, size)
        kept = self._kept.get(key)
        if kept is not None and kept.until_s > time.monotonic():
            self._kept.move_to_end(key)
            return kept.picture
        async with self._fetching:
            picture = await self._client.picture(product_id)
            if picture.media_type not in SHOWN_TYPES:
                raise RefusedError(415, f"{picture.media_type[:80]!r} is no picture for browsers")
            if size == "card":
                picture = await asyncio.to_thread(reduced, picture)
        self._keep(key, picture)
        return picture

    async def respond(self, request: Request) -> Response:
        """Answer `GET picture?id=...&size=card|full`."""
        product_id = request.query_params.get("id", "")
        size = request.query_params.get("size", "card")
        if not 0 < len(product_id) <= MAX_ID_CHARS or size not in ("card", "full"):
            return Response(status_code=404)
        try:
            picture = await self.get(product_id, "full" if size == "full" else "card")
        except RefusedError:
            return Response(status_code=404)
        except ServiceError:
            return Response(status_code=502)
        return Response(
            picture.data,
            media_type=picture.media_type,
            headers={"Cache-Control": f"private, max-age={int(FRESH_S)}"},
        )

    def _keep(self, key: tuple[str, Size], picture: Picture) -> None:
        old = self._kept.pop(key, None)
        self._bytes += len(picture.data) - (len(old.picture.data) if old else 0)
        self._kept[key] = _Kept(picture, time.monotonic() + FRESH_S)
        while self._bytes > MAX_KEPT_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped.picture.data)


def reduced(picture: Picture) -> Picture:
    """Return the picture no larger than a card shows it; as it is when it is small or odd."""
    try:
        with Image.open(BytesIO(picture.data), formats=("JPEG", "PNG", "WEBP")) as opened:
            if max(opened.size) <= CARD_SIDE or opened.width * opened.height > _MAX_PIXELS:
                return picture
            opened.draft("RGB", (CARD_SIDE, CARD_SIDE))
            small = opened.convert("RGB")
    except OSError:
        return picture
    small.thumbnail((CARD_SIDE, CARD_SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    small.save(buffer, "JPEG", quality=84)
    return Picture("image/jpeg", buffer.getvalue())
