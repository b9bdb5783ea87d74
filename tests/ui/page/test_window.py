import asyncio

import httpx
import pytest

from ui.answers import FacetCount, Facets
from ui.client import AsyncClient
from ui.page.showing.swatches import swatch
from ui.page.window import TILES, Window, main_facet

from ..wire_answers import answer, hit  # noqa: TID252 - tests are no package


def facet(*values: str | int) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(value, 10) for value in values)


@pytest.mark.parametrize(
    ("facets", "main"),
    [
        ({"gender": facet("a", "b"), "articleType": facet("c", "d")}, "articleType"),
        ({"masterCategory": facet("a", "b"), "subCategory": facet("c", "d", "e")}, "subCategory"),
        ({"colour": facet("a", "b", "c"), "gender": facet("d", "e")}, "colour"),
        ({"type": facet(1, 2, 3), "gender": facet("d", "e")}, "gender"),
        ({"type": facet("only")}, None),
        ({}, None),
    ],
)
def test_the_window_is_sorted_by_the_facet_that_says_what_a_thing_is(
    facets: Facets, main: str | None
) -> None:
    assert main_facet(facets) == main


def test_the_window_is_asked_for_once_a_minute_however_many_look() -> None:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/v1/search":
            return httpx.Response(200, json=answer(hit(1, image_url=None), hit(2)))
        values = [{"value": f"kind {number}", "count": number} for number in range(30)]
        return httpx.Response(200, json={"facets": {"type": values}})

    async def look() -> None:
        async with AsyncClient("http://shop", transport=httpx.MockTransport(handle)) as client:
            window = Window(client)
            shown = await asyncio.gather(*(window.tiles() for _ in range(5)))
            assert [tile.value.count for tile in shown[0]] == list(range(29, 29 - TILES, -1))

            assert {tile.product_id for tile in shown[0]} == {"2"}
            assert {tile.other_id for tile in shown[0]} == {"2"}

    asyncio.run(look())
    assert (asked.count("/v1/facets"), asked.count("/v1/search")) == (1, TILES)


def test_tiles_whose_pictures_did_not_come_are_asked_for_again() -> None:
    statuses = iter([500, 500, 200, 200])

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/search":
            return httpx.Response(next(statuses), json=answer(hit(2)))
        values = [{"value": "bags", "count": 2}, {"value": "hats", "count": 1}]
        return httpx.Response(200, json={"facets": {"type": values}})

    async def look() -> None:
        async with AsyncClient("http://shop", transport=httpx.MockTransport(handle)) as client:
            window = Window(client)
            assert [tile.product_id for tile in await window.tiles()] == [None, None]
            assert [tile.product_id for tile in await window.tiles()] == ["2", "2"]

    asyncio.run(look())


@pytest.mark.parametrize(
    ("value", "field", "shown"),
    [("Navy Blue", "baseColour", True), ("sky-blue", "color", True), ("Multi", "colour", True)],
)
def test_a_colour_is_seen(value: str, field: str, shown: bool) -> None:  # noqa: FBT001
    assert bool(swatch(value, field)) is shown


@pytest.mark.parametrize(
    ("value", "field"),
    [("Red", "brand"), ("red;} body{display:none", "colour"), ("Unheard", "colour"), (7, "colour")],
)
def test_what_is_no_known_colour_is_not_painted(value: object, field: str) -> None:
    assert swatch(value, field) == ""
