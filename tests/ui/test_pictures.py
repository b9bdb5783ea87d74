import asyncio
from io import BytesIO

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image

from ui import pictures
from ui.answers import Picture
from ui.client import AsyncClient
from ui.pictures import CARD_SIDE, Pictures, reduced
from ui.wire.retries import Retries


def drawn(width: int, height: int, form: str = "JPEG") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, form)
    return buffer.getvalue()


class Shelf:
    """A service that has one picture, and counts how often it is asked."""

    def __init__(self, data: bytes, media_type: str = "image/jpeg", status: int = 200) -> None:
        self.asked = 0
        self._response = (status, data, media_type)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        status, data, media_type = self._response
        return httpx.Response(status, content=data, headers={"content-type": media_type})

    def client(self) -> AsyncClient:
        transport = httpx.MockTransport(self)
        return AsyncClient("http://shop", retries=Retries(count=0), transport=transport)


def get(shelf: Shelf, *queries: str) -> list[httpx.Response]:
    app = FastAPI()
    app.add_route("/picture", Pictures(shelf.client()).respond)

    async def all_of_them() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
            return [await client.get(f"/picture?{query}") for query in queries]

    return asyncio.run(all_of_them())


def test_a_card_gets_a_reduced_picture_and_the_product_view_the_whole_one() -> None:
    card, full = get(Shelf(drawn(900, 1200)), "id=1&size=card", "id=1&size=full")

    assert max(Image.open(BytesIO(card.content)).size) == CARD_SIDE
    assert Image.open(BytesIO(full.content)).size == (900, 1200)
    assert card.headers["content-type"] == "image/jpeg"
    assert "max-age" in card.headers["cache-control"]


def test_a_picture_that_is_small_already_is_left_as_it_is() -> None:
    small = drawn(60, 80, "PNG")

    (card,) = get(Shelf(small, "image/png"), "id=1&size=card")

    assert card.content == small


def test_a_picture_is_fetched_once() -> None:
    shelf = Shelf(drawn(60, 80))

    get(shelf, "id=1", "id=1", "id=1&size=card")

    assert shelf.asked == 1


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    one = drawn(60, 80)
    monkeypatch.setattr(pictures, "MAX_KEPT_BYTES", 2 * len(one))
    shelf = Shelf(one)

    get(shelf, "id=1", "id=2", "id=3", "id=3", "id=2", "id=1")

    assert shelf.asked == 4


@pytest.mark.parametrize("query", ["", "id=", "id=1&size=huge", f"id={'9' * 513}"])
def test_what_is_no_product_is_not_asked_for(query: str) -> None:
    shelf = Shelf(drawn(6, 8))

    (answer,) = get(shelf, query)

    assert (answer.status_code, shelf.asked) == (404, 0)


@pytest.mark.parametrize(
    ("shelf", "status"),
    [
        (Shelf(b"<svg onload=alert(1)>", "image/svg+xml"), 404),
        (Shelf(b"<html>", "text/html"), 404),
        (Shelf(b"{}", "application/problem+json", 404), 404),
        (Shelf(b"{}", "application/problem+json", 500), 502),
        (Shelf(b"{}", "application/problem+json", 503), 502),
    ],
)
def test_what_is_no_picture_never_reaches_the_browser(shelf: Shelf, status: int) -> None:
    (answer,) = get(shelf, "id=1")

    assert (answer.status_code, answer.content) == (status, b"")


def test_bytes_that_cannot_be_read_are_left_to_the_browser() -> None:
    broken = Picture("image/jpeg", b"\xff\xd8 not much")

    assert reduced(broken) is broken
