import asyncio
import json
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.ui.browser.serving import free_port, serving
from ui.client import AsyncClient, Client
from ui.failures import BrokenAnswerError, NotReadyError, RefusedError, UnreachableError
from ui.request import SearchRequest
from ui.wire.retries import Retries

from .wire_answers import answer, hit, problem

AT_ONCE = Retries(count=2, first_pause_s=0.0, longest_pause_s=0.0)
Handler = Callable[[httpx.Request], httpx.Response]


def client(handler: Handler, *, api_key: str | None = None) -> Client:
    return Client(
        "http://shop", api_key=api_key, retries=AT_ONCE, transport=httpx.MockTransport(handler)
    )


def in_turn(*outcomes: httpx.Response | Exception) -> tuple[Handler, list[httpx.Request]]:
    """Return a handler that gives one outcome after the other, and the requests it saw."""
    seen: list[httpx.Request] = []
    left: Iterator[httpx.Response | Exception] = iter(outcomes)

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        outcome = next(left)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return handle, seen


def test_a_search_sends_what_is_asked_and_nothing_else() -> None:
    handle, seen = in_turn(httpx.Response(200, json=answer()))
    asked = SearchRequest(text="red", filters={"gender": ["Women"]}, facets=("gender",), limit=5)

    client(handle).search(asked)

    assert (seen[0].method, seen[0].url.path) == ("POST", "/v1/search")
    assert json.loads(seen[0].content) == {
        "text": "red",
        "filters": {"gender": ["Women"]},
        "facets": ["gender"],
        "mode": "auto",
        "limit": 5,
        "offset": 0,
    }


def test_a_search_by_picture_is_an_upload_with_the_rest_beside_it() -> None:
    handle, seen = in_turn(httpx.Response(200, json=answer()))

    client(handle).search(SearchRequest(text="but red", picture=b"\xff\xd8picture"))

    assert seen[0].url.path == "/v1/search/upload"
    assert seen[0].headers["content-type"].startswith("multipart/form-data")
    assert b"\xff\xd8picture" in seen[0].content
    assert b'name="query"' in seen[0].content
    assert b'"text": "but red"' in seen[0].content


def test_an_answer_is_read_into_frozen_values() -> None:
    explain = {
        "dense": {"score": 0.31, "rank": 2},
        "lexical": {"score": 9.7, "rank": None, "terms": ["red"]},
        "attributes": [{"field": "gender", "asked": "women", "has": "Women", "match": "same"}],
    }
    handle, _ = in_turn(
        httpx.Response(200, json=answer(hit(1, explain=explain), next_offset=1, warnings=["mind"]))
    )

    found = client(handle).search(SearchRequest(text="red", explain=True))

    first = found.hits[0]
    assert (first.id, first.rank, first.match, first.has_picture) == ("1", 1, 0.91, True)
    assert first.product.attributes["tags"] == ("new", "summer")
    assert first.explain["dense"].rank == 2
    assert first.explain["lexical"].terms == ("red",)
    assert first.attributes[0].has == "Women"
    assert found.facets["gender"][0].count == 640
    assert (found.next_offset, found.warnings, found.took_ms["total"]) == (1, ("mind",), 6.4)


def test_a_hit_without_match_picture_or_words_is_read_as_such() -> None:
    bare = {"title": None, "description": None, "brand": None, "price": None, "attributes": {}}
    handle, _ = in_turn(
        httpx.Response(200, json=answer(hit(1, match=None, image_url=None, product=bare)))
    )

    first = client(handle).search(SearchRequest(text="red")).hits[0]

    assert first.match is None
    assert not first.has_picture
    assert first.product.title is None


@pytest.mark.parametrize("product_id", ["a/b", "50%off", "sku 7", "Ä-Ö?#", "1/image"])
def test_an_id_stays_one_segment_of_the_path(product_id: str) -> None:
    handle, seen = in_turn(httpx.Response(200, content=b"jpeg", headers={"content-type": "a/b; c"}))

    picture = client(handle).picture(product_id)

    path = seen[0].url.raw_path.decode()
    assert path.count("/") == 4
    assert (picture.media_type, picture.data) == ("a/b", b"jpeg")


def test_a_key_is_shown_in_the_header() -> None:
    handle, seen = in_turn(httpx.Response(200, json={"facets": {}}))

    client(handle, api_key="open sesame").facets()

    assert seen[0].headers["x-api-key"] == "open sesame"


def test_without_a_key_no_header_is_sent() -> None:
    handle, seen = in_turn(httpx.Response(200, json={"facets": {}}))

    client(handle).facets()

    assert "x-api-key" not in seen[0].headers


@pytest.mark.parametrize("status", [400, 401, 404, 413, 422, 429])
def test_a_refusal_carries_the_problems_detail_and_is_not_tried_again(status: int) -> None:
    handle, seen = in_turn(httpx.Response(status, json=problem(status, "limit: too many")))

    with pytest.raises(RefusedError, match="limit: too many") as caught:
        client(handle).search(SearchRequest(text="red"))

    assert caught.value.status == status
    assert len(seen) == 1


def test_a_refusal_that_is_no_problem_says_its_reason_phrase() -> None:
    handle, _ = in_turn(httpx.Response(404, text="<html>nowhere</html>"))

    with pytest.raises(RefusedError, match=r"^Not Found$"):
        client(handle).facets()


def test_a_problems_detail_is_bounded() -> None:
    handle, _ = in_turn(httpx.Response(422, json=problem(422, "x" * 10_000)))

    with pytest.raises(RefusedError) as caught:
        client(handle).facets()

    assert len(caught.value.detail) == 500


def test_a_503_is_tried_again_until_it_passes() -> None:
    busy = httpx.Response(503, json=problem(503, "busy"))
    handle, seen = in_turn(busy, busy, httpx.Response(200, json={"facets": {}}))

    assert client(handle).facets() == {}
    assert len(seen) == 3


def test_a_503_that_stays_says_what_the_service_said() -> None:
    busy = httpx.Response(503, json=problem(503, "nothing has been ingested"))
    handle, seen = in_turn(busy, busy, busy)

    with pytest.raises(NotReadyError, match="nothing has been ingested"):
        client(handle).facets()

    assert len(seen) == 3


@pytest.mark.parametrize("failure", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow")])
def test_a_failed_connection_is_tried_again(failure: Exception) -> None:
    handle, seen = in_turn(failure, httpx.Response(200, json={"facets": {}}))

    assert client(handle).facets() == {}
    assert len(seen) == 2


def test_a_connection_that_never_comes_is_an_unreachable_service() -> None:
    handle, seen = in_turn(*[httpx.ConnectError("refused")] * 3)

    with pytest.raises(UnreachableError, match="cannot be reached"):
        client(handle).facets()

    assert len(seen) == 3


def test_a_connection_that_was_idle_is_let_go_before_the_service_closes_it() -> None:
    ports: list[int] = []

    async def facets(request: Request) -> JSONResponse:
        assert request.client is not None
        ports.append(request.client.port)
        return JSONResponse({"facets": {}})

    shop = Starlette(routes=[Route("/v1/facets", facets)])
    with serving(shop, port=free_port()) as url, Client(url) as patient:
        patient.facets()
        patient.facets()
        time.sleep(2.2)  # the service's end comes at five seconds
        patient.facets()

    assert ports[0] == ports[1]
    assert ports[1] != ports[2]


def test_an_answer_that_takes_too_long_is_not_asked_for_again() -> None:
    handle, seen = in_turn(httpx.ReadTimeout("slow"))

    with pytest.raises(UnreachableError, match="in time"):
        client(handle).facets()

    assert len(seen) == 1


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500, json=problem(500, "broken")),
        httpx.Response(302, headers={"location": "/elsewhere"}),
        httpx.Response(200, text="no json"),
        httpx.Response(200, json=["a list"]),
        httpx.Response(200, json={"hits": [{"id": "1"}], "mode": "dense", "total": 1}),
        httpx.Response(200, json=answer(hit(1, score="high"))),
    ],
)
def test_an_answer_that_the_api_does_not_promise_is_an_error(response: httpx.Response) -> None:
    handle, _ = in_turn(response)

    with pytest.raises(BrokenAnswerError):
        client(handle).search(SearchRequest(text="red"))


def test_pauses_grow_and_stay_within_their_bounds() -> None:
    retries = Retries(count=4, first_pause_s=0.2, longest_pause_s=0.5)
    failure = httpx.ConnectError("refused")

    pauses = [retries.pause_s(attempt, failure) for attempt in range(5)]

    assert pauses[4] is None
    for pause_s, bound_s in zip(pauses[:4], (0.2, 0.4, 0.5, 0.5), strict=True):
        assert pause_s is not None
        assert bound_s / 2 <= pause_s <= bound_s


@pytest.mark.parametrize(("asked", "pause_s"), [("1", 1.0), ("3600", 2.0), ("tomorrow", None)])
def test_a_pause_that_the_service_asks_for_is_kept_within_the_bound(
    asked: str, pause_s: float | None
) -> None:
    response = httpx.Response(503, headers={"retry-after": asked})

    pause = Retries(first_pause_s=0.1).pause_s(0, response)

    assert pause is not None
    assert pause == pause_s or (pause_s is None and pause <= 0.1)


def test_the_asynchronous_client_makes_the_same_calls() -> None:
    busy = httpx.Response(503)
    handle, seen = in_turn(
        httpx.ConnectError("refused"),
        busy,
        httpx.Response(200, json=answer(hit(2))),
        httpx.Response(200, json=answer(hit(3))),
        httpx.Response(200, json={"id": "4", "image_url": None, "product": hit(4)["product"]}),
        httpx.Response(404, json=problem(404, "no product has the id '5'")),
    )

    async def calls() -> None:
        transport = httpx.MockTransport(handle)
        async with AsyncClient("http://shop", retries=AT_ONCE, transport=transport) as shop:
            assert (await shop.search(SearchRequest(text="red"))).hits[0].id == "2"
            assert (await shop.similar("2", limit=3)).hits[0].id == "3"
            assert (await shop.product("4")).product.title == "Red dress 4"
            with pytest.raises(RefusedError, match="no product has the id"):
                await shop.product("5")

    asyncio.run(calls())
    assert [request.url.path for request in seen[2:]] == [
        "/v1/search",
        "/v1/products/2/similar",
        "/v1/products/4",
        "/v1/products/5",
    ]


def test_every_other_route_is_a_call_of_the_client() -> None:
    handle, seen = in_turn(
        httpx.Response(200, json={"suggestions": [{"text": "red", "kind": "colour", "count": 3}]}),
        httpx.Response(200, json={"tags": {"gender": [{"value": "Men", "confidence": 0.5}]}}),
        httpx.Response(
            200, json={"model": "m", "dimension": 2, "texts": [[1, 0]], "images": [[0, 1]]}
        ),
        httpx.Response(202, json={"accepted": True}),
    )
    shop = client(handle)

    assert shop.suggest("re", limit=3)[0].text == "red"
    assert shop.tag(b"jpeg")["gender"][0].confidence == 0.5
    vectors = shop.embed(["red"], [b"jpeg"])
    assert (vectors.texts, vectors.pictures) == (((1.0, 0.0),), ((0.0, 1.0),))
    shop.feedback(query_id="0" * 32, product_id="7", event="like")

    assert [request.url.path for request in seen] == [
        "/v1/suggest",
        "/v1/tag",
        "/v1/embed",
        "/v1/feedback",
    ]
    assert dict(seen[0].url.params) == {"q": "re", "limit": "3"}
    assert json.loads(seen[1].content) == {"image": "anBlZw=="}


def test_all_that_a_search_can_say_is_sent() -> None:
    handle, seen = in_turn(httpx.Response(200, json=answer()))
    asked = SearchRequest(
        text="bag",
        not_text="leather",
        image_url="https://example.com/a.jpg",
        region=(0.0, 0.0, 0.5, 0.5),
        like=("a",),
        dislike=("b",),
        weights={"text": 2.0},
        sort="-price",
        group_by="look",
        diversity=0.5,
        min_match=0.1,
        understand=False,
    )

    client(handle).search(asked)

    assert json.loads(seen[0].content) == {
        "text": "bag",
        "not_text": "leather",
        "image_url": "https://example.com/a.jpg",
        "region": [0.0, 0.0, 0.5, 0.5],
        "like": ["a"],
        "dislike": ["b"],
        "weights": {"text": 2.0},
        "mode": "auto",
        "limit": 24,
        "offset": 0,
        "sort": "-price",
        "group_by": "look",
        "diversity": 0.5,
        "min_match": 0.1,
        "understand": False,
    }


def test_what_was_understood_and_variants_are_read() -> None:
    understood = {"filters": {"price": {"lte": 9}}, "corrected": "red dress"}
    other = {"id": "8", "image_url": None, "product": hit(8)["product"]}
    handle, _ = in_turn(
        httpx.Response(
            200, json=answer(hit(1, variants=[other], variant_count=3), understood=understood)
        )
    )

    found = client(handle).search(SearchRequest(text="red dres"))

    assert found.understood.filters == {"price": {"lte": 9}}
    assert found.understood.corrected == "red dress"
    assert [one.id for one in found.hits[0].variants] == ["8"]
    assert found.hits[0].variant_count == 3
