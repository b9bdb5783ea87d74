import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from ui.client import AsyncClient
from ui.page.desk import Desk
from ui.wire.retries import Retries

from ..wire_answers import answer, hit, problem  # noqa: TID252 - tests are no package

FACETS = {"gender": [{"value": "Women", "count": 640}, {"value": "Men", "count": 3}]}


class Service:
    """A service of two routes that can be told what to answer, and remembers what it was asked."""

    def __init__(self, **answers: httpx.Response) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.answers = {
            "facets": httpx.Response(200, json={"facets": FACETS}),
            "search": httpx.Response(200, json=answer(hit(1), hit(2), total=50, next_offset=24)),
            "similar": httpx.Response(200, json=answer(hit(3))),
            "product": httpx.Response(
                200, json={"id": "1", "image_url": None, "product": hit(1)["product"]}
            ),
        } | answers

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.rsplit("/", 1)[-1]
        if name == "search":
            self.bodies.append(json.loads(request.content))
        return self.answers[name if name in self.answers else "product"]

    def ask(self, question: Callable[[Desk], Any]) -> Any:
        async def once() -> Any:
            transport = httpx.MockTransport(self)
            retries = Retries(count=0)
            async with AsyncClient("http://shop", retries=retries, transport=transport) as client:
                return await question(Desk(client))

        return asyncio.run(once())


def test_a_search_answers_with_cards_summary_filters_and_the_next_page() -> None:
    service = Service()

    shown = service.ask(lambda desk: desk.search({"text": "red"}))

    assert shown["cards"].count('class="card"') == 2
    assert "50 products" in shown["summary"]
    assert "640" in shown["filters"]
    assert shown["next"] == 24
    assert service.bodies[-1]["facets"] == ["gender"]


def test_a_further_page_brings_cards_only_and_counts_nothing_again() -> None:
    service = Service()

    shown = service.ask(lambda desk: desk.search({"text": "red", "offset": 24}))

    assert set(shown) == {"cards", "next"}
    assert service.bodies == [
        {"text": "red", "mode": "auto", "limit": 24, "offset": 24},
    ]


def test_nothing_found_under_a_filter_offers_to_clear_it() -> None:
    service = Service(search=httpx.Response(200, json=answer()))

    shown = service.ask(lambda desk: desk.search({"text": "red", "filters": {"gender": ["Men"]}}))

    assert "clear-filters" in shown["empty"]


def test_far_matches_are_called_far() -> None:
    service = Service(search=httpx.Response(200, json=answer(hit(1, match=0.05))))

    assert "nearest" in service.ask(lambda desk: desk.search({"text": "spoon"}))["summary"]


def test_a_degraded_answer_says_so() -> None:
    service = Service(search=httpx.Response(200, json=answer(hit(1), degraded=True)))

    assert "out of order" in service.ask(lambda desk: desk.search({"text": "red"}))["summary"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({}, "What are you looking for?"),
        ({"text": "  "}, "What are you looking for?"),
        (None, "This search cannot be run"),
        ({"text": "red", "mode": "magic"}, "This search cannot be run"),
        ({"picture": "/etc/passwd"}, "This picture cannot be used"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_notice(raw: object, said: str) -> None:
    service = Service()

    shown = service.ask(lambda desk: desk.search(raw))

    assert set(shown) == {"notice"}
    assert said in shown["notice"]
    assert not any("text" in body and body["text"] == "red" for body in service.bodies)


def test_a_refusal_of_the_service_is_a_notice() -> None:
    refusal = httpx.Response(422, json=problem(422, "text: <b>too long</b>"))

    shown = Service(search=refusal).ask(lambda desk: desk.search({"text": "red"}))

    assert "text: &lt;b&gt;too long&lt;/b&gt;" in shown["notice"]


def test_a_service_without_facets_is_a_notice_at_the_start() -> None:
    shown = Service(facets=httpx.Response(503)).ask(lambda desk: desk.home())

    assert "not ready yet" in shown["notice"]


def test_the_start_shows_a_tile_for_each_kind() -> None:
    shown = Service().ask(lambda desk: desk.home())

    assert shown["tiles"].count('class="tile"') == 2
    assert 'data-value="&#34;Women&#34;"' in shown["tiles"]


def test_a_product_is_shown_with_what_is_like_it() -> None:
    shown = Service().ask(lambda desk: desk.product("1"))

    assert "More like this" in shown["product"]
    assert 'data-product="3"' in shown["product"]


def test_a_product_that_nothing_resembles_is_still_shown() -> None:
    shown = Service(similar=httpx.Response(500)).ask(lambda desk: desk.product("1"))

    assert "Red dress 1" in shown["product"]
    assert "More like this" not in shown["product"]


@pytest.mark.parametrize("product_id", [None, 7, "", "x" * 513, {"id": 1}])
def test_what_is_no_product_id_is_a_notice(product_id: object) -> None:
    shown = Service().ask(lambda desk: desk.product(product_id))

    assert "This product is gone" in shown["notice"]
