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


INFO: dict[str, Any] = {
    "version": "1",
    "model": {"name": "tiny", "digest": "ab" * 32, "dimension": 8, "preprocessing": "{}"},
    "generation": "gen-000007",
    "created": "2026-01-02T03:04:05+00:00",
    "source": "spring",
    "products": 643,
    "fields": [
        {"name": "price", "kind": "number", "facet": False},
        {"name": "year", "kind": "integer", "facet": True},
        {"name": "gender", "kind": "keyword", "facet": True},
    ],
}
PICTURE = "data:image/png;base64,aGk="


class Service:
    """A service that can be told what to answer, and remembers what it was asked."""

    def __init__(self, **answers: httpx.Response) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.answers = {
            "facets": httpx.Response(200, json={"facets": FACETS}),
            "info": httpx.Response(200, json=INFO),
            "search": httpx.Response(200, json=answer(hit(1), hit(2), total=50, next_offset=24)),
            "similar": httpx.Response(200, json=answer(hit(3))),
            "product": httpx.Response(
                200, json={"id": "1", "image_url": None, "product": hit(1)["product"]}
            ),
        } | answers

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.rsplit("/", 1)[-1]
        if request.method == "POST" and request.content.startswith(b"{"):
            body = json.loads(request.content)
            if "exists" in str(body.get("filters")):  # the ends of the price
                end = {"title": None, "description": None, "brand": None, "attributes": {}}
                end["price"] = 9_000.0 if body["sort"].startswith("-") else 90.0
                return httpx.Response(200, json=answer(hit(1, product=end)))
            self.bodies.append(body)
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
    assert 'data-low="90.0" data-high="9000.0"' in shown["filters"]
    assert (shown["next"], shown["query_id"], shown["total"]) == (24, "q1", "50 products")
    assert service.bodies[-1]["facets"] == ["gender"]


def test_a_further_page_brings_cards_only_and_counts_nothing_again() -> None:
    service = Service()

    shown = service.ask(lambda desk: desk.search({"text": "red", "offset": 24}))

    assert set(shown) == {"cards", "next"}
    assert service.bodies == [
        {"text": "red", "mode": "auto", "limit": 24, "offset": 24, "explain": True},
    ]


def test_nothing_found_under_a_filter_offers_to_clear_it() -> None:
    service = Service(search=httpx.Response(200, json=answer()))

    shown = service.ask(lambda desk: desk.search({"text": "red", "filters": {"gender": ["Men"]}}))

    assert "clear-filters" in shown["empty"]


def test_far_matches_are_called_far() -> None:
    service = Service(search=httpx.Response(200, json=answer(hit(1, match=0.05))))

    assert "nearest" in service.ask(lambda desk: desk.search({"text": "spoon"}))["remarks"]


def test_a_degraded_answer_says_so() -> None:
    service = Service(search=httpx.Response(200, json=answer(hit(1), degraded=True)))

    assert "out of order" in service.ask(lambda desk: desk.search({"text": "red"}))["remarks"]


def test_what_is_out_of_order_is_said_once() -> None:
    said = answer(hit(1), degraded=True, warnings=["the index is away", "nothing is close"])
    service = Service(search=httpx.Response(200, json=said))

    remarks = service.ask(lambda desk: desk.search({"text": "red"}))["remarks"]

    assert "out of order.</b> The index is away. What you see" in remarks
    assert remarks.count("The index is away.") == 1
    assert '<p class="remark">Nothing is close.</p>' in remarks


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
    assert shown["words"].index("women") < shown["words"].index("something for a wedding")
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


def test_what_was_understood_is_shown_and_handed_over_as_filters() -> None:
    read = {"gender": "Women", "price": {"lte": 2000.0}}
    understood = {"filters": read, "corrected": "red dress"}
    service = Service(search=httpx.Response(200, json=answer(hit(1), understood=understood)))

    shown = service.ask(lambda desk: desk.search({"text": "red dres"}))

    assert shown["read"] == read
    for said in ("Women", "up to 2,000", "red dress", "what I wrote"):
        assert said in shown["understood"]
    unread = service.ask(lambda desk: desk.search({"text": "red dres", "understand": False}))
    assert unread["understood"] == ""


def test_results_come_without_a_slider_when_the_ends_of_the_price_do_not() -> None:
    shown = Service(info=httpx.Response(500)).ask(lambda desk: desk.search({"text": "red"}))

    assert "640" in shown["filters"]
    assert "data-low" not in shown["filters"]


def test_a_rated_product_that_is_gone_can_be_forgotten() -> None:
    gone = httpx.Response(404, json=problem(404, "like: no product has the id '9'"))

    shown = Service(search=gone).ask(lambda desk: desk.search({"text": "red", "like": ["9"]}))

    assert 'data-do="forget-taste"' in shown["notice"]


def test_suggestions_tell_what_was_typed_from_what_was_not() -> None:
    found = [{"text": "red <dress>", "kind": "query", "count": 1400}]
    service = Service(suggest=httpx.Response(200, json={"suggestions": found}))

    shown = service.ask(lambda desk: desk.suggest("Red"))

    assert "red<b> &lt;dress&gt;</b>" in shown["suggestions"]
    assert "1,400" in shown["suggestions"]


@pytest.mark.parametrize("begun", ["", "  ", None, 7, ["red"]])
def test_nothing_typed_suggests_nothing(begun: object) -> None:
    assert Service().ask(lambda desk: desk.suggest(begun)) == {"suggestions": ""}


def test_a_service_that_cannot_suggest_disturbs_nobody() -> None:
    service = Service(suggest=httpx.Response(500))

    assert service.ask(lambda desk: desk.suggest("red")) == {"suggestions": ""}


def test_tags_that_are_sure_and_can_be_filtered_by_become_chips() -> None:
    tags = {
        "gender": [{"value": "Women", "confidence": 0.91}],
        "mood": [{"value": "Glad", "confidence": 0.99}],
    }
    service = Service(tag=httpx.Response(200, json={"tags": tags}))

    shown = service.ask(lambda desk: desk.tags(PICTURE))

    assert "Women" in shown["tags"]
    assert "91%" in shown["tags"]
    assert "Glad" not in shown["tags"]
    assert service.ask(lambda desk: desk.tags("no picture")) == {"tags": ""}


def test_a_comparison_runs_each_mode_and_marks_what_only_one_found() -> None:
    service = Service(search=httpx.Response(200, json=answer(hit(1), hit(2))))

    shown = service.ask(lambda desk: desk.compare({"text": "red", "sort": "price"}))

    assert sorted(body["mode"] for body in service.bodies) == ["dense", "hybrid", "lexical"]
    assert all("sort" not in body for body in service.bodies)
    assert shown["compare"].count('class="all"') == 6
    assert "agree on 2 products" in shown["compare"]


def test_a_comparison_without_words_leaves_bm25_out_and_without_a_wish_asks_for_one() -> None:
    service = Service(search=httpx.Response(200, json=answer(hit(1))))

    assert "has none" in service.ask(lambda desk: desk.compare({"like": ["5"]}))["compare"]
    nothing = service.ask(lambda desk: desk.compare({"filters": {"gender": ["Men"]}}))
    assert "What shall be compared?" in nothing["notice"]


def test_the_catalogue_says_what_is_indexed_and_by_which_model() -> None:
    shown = Service().ask(lambda desk: desk.catalogue())

    for said in ("643", "gen-000007", "tiny", "spring", "2026-01-02 03:04", "90 to 9,000"):
        assert said in shown["catalogue"]


def test_the_catalogue_says_how_good_the_model_is_and_which_rows_were_left_out() -> None:
    row = {"row": 1200, "id": None, "reason": "no id", "repair": "give every product an id"}
    said = INFO | {
        "model": INFO["model"] | {"quality": {"title_r10": 0.624, "ece_text": 0.035, "other": 1}},
        "with_picture": 640,
        "rejected": {"count": 31, "examples": [row]},
    }

    shown = Service(info=httpx.Response(200, json=said)).ask(lambda desk: desk.catalogue())

    for words in ("62%", "3.5%", "640", "31", "1,200", "no id", "give every product an id"):
        assert words in shown["catalogue"]
    assert "1 of 31 are shown" in shown["catalogue"]
    whole = Service(
        info=httpx.Response(200, json=INFO | {"rejected": {"count": 0, "examples": []}})
    )
    assert "None: every row" in whole.ask(lambda desk: desk.catalogue())["catalogue"]


def test_feedback_is_passed_on_and_never_disturbs() -> None:
    service = Service(feedback=httpx.Response(202, json={"accepted": True}))
    said = {"query_id": "0" * 32, "product_id": "1", "event": "like"}

    assert service.ask(lambda desk: desk.feedback(said)) == {"kept": True}
    assert service.bodies == [said]
    assert service.ask(lambda desk: desk.feedback(said | {"event": "steal"})) == {"kept": False}
    broken = Service(feedback=httpx.Response(503))
    assert broken.ask(lambda desk: desk.feedback(said)) == {"kept": False}


def test_a_products_variants_are_those_of_its_look_and_not_itself() -> None:
    other = {"id": "2", "image_url": None, "product": hit(2)["product"]}
    group = hit(1, variants=[other], variant_count=1)
    service = Service(search=httpx.Response(200, json=answer(hit(7), group)))

    shown = service.ask(lambda desk: desk.product("1"))["product"]

    assert "Also as" in shown
    assert 'data-product="2"' in shown
    assert 'data-product="1"' not in shown
    assert service.bodies[-1]["group_by"] == "look"
    refused = httpx.Response(422, json=problem(422, "group_by: this catalogue has no looks"))
    assert "Also as" not in Service(search=refused).ask(lambda desk: desk.product("1"))["product"]
