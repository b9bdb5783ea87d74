import base64
from typing import Any

import pytest
from pydantic import ValidationError

from ui.page.asked import MAX_PICTURE_CHARS, Asked, UnusablePictureError


def data_url(data: bytes, media_type: str = "image/jpeg") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def test_words_picture_and_filters_go_together() -> None:
    asked = Asked(
        text=" but red ", picture=data_url(b"jpeg"), filters={"gender": ["Women"], "season": []}
    )

    request = asked.request(("gender",))

    assert (request.text, request.picture) == ("but red", b"jpeg")
    assert request.filters == {"gender": ["Women"]}
    assert request.facets == ("gender",)


def test_values_of_filters_keep_their_kind() -> None:
    asked = Asked.model_validate({"filters": {"year": [2012], "on_sale": [True], "size": [1.5]}})

    values = [asked.request(()).filters[name] for name in ("year", "on_sale", "size")]

    assert repr(values) == "[[2012], [True], [1.5]]"


def test_spaces_alone_are_nothing_to_search_by() -> None:
    assert not Asked(text="   ", filters={"gender": []}).anything


def test_a_search_for_words_without_words_lets_the_service_choose() -> None:
    assert Asked(filters={"a": ["b"]}, mode="lexical").request(()).mode == "auto"
    assert Asked(text="red", mode="lexical").request(()).mode == "lexical"


def test_the_last_page_stays_within_what_the_service_pages_through() -> None:
    request = Asked(text="red", offset=9_990).request(())

    assert request.offset + request.limit == 10_000


@pytest.mark.parametrize(
    "picture",
    [
        "/etc/passwd",
        "http://example.com/a.jpg",
        "data:text/html;base64,aGk=",
        "data:image/svg+xml;base64,aGk=",
        "data:image/png;base64,?",
    ],
)
def test_a_picture_is_a_data_url_of_a_picture(picture: str) -> None:
    with pytest.raises(UnusablePictureError):
        Asked(picture=picture).request(())


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "red",
        {"text": "x" * 1_001},
        {"picture": "x" * (MAX_PICTURE_CHARS + 1)},
        {"mode": "magic"},
        {"offset": -1},
        {"offset": 10_000},
        {"filters": {"gender": "Women"}},
        {"filters": {"gender": [["Women"]]}},
        {"filters": {"gender": ["x" * 201]}},
        {"filters": {f"f{number}": [] for number in range(33)}},
        {"region": [0, 0, 1]},
        {"region": [0, 0, 1, 2]},
        {"like": ["x" * 513]},
        {"like": [str(number) for number in range(17)]},
        {"ranges": {"price": [1]}},
        {"ranges": {"price": [1, float("nan")]}},
        {"diversity": 1.5},
        {"unknown": 1},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(raw: Any) -> None:
    with pytest.raises(ValidationError):
        Asked.model_validate(raw)


def test_ranges_ratings_and_options_become_what_the_api_takes() -> None:
    asked = Asked.model_validate(
        {
            "text": "bag",
            "picture": data_url(b"jpeg"),
            "region": [0.1, 0.2, 0.9, 0.8],
            "like": ["a"],
            "dislike": ["b"],
            "ranges": {"price": [None, 2000], "rating": [3, None], "none": [None, None]},
            "sort": "-price",
            "look": True,
            "diversity": 0.5,
            "understand": False,
        }
    )

    request = asked.request(())

    assert request.filters == {"price": {"lte": 2000}, "rating": {"gte": 3}}
    assert request.region == (0.1, 0.2, 0.9, 0.8)
    assert (request.like, request.dislike) == (("a",), ("b",))
    assert (request.sort, request.group_by, request.diversity) == ("-price", "look", 0.5)
    assert not request.understand


def test_a_region_without_its_picture_is_left_out() -> None:
    assert Asked(text="bag", region=(0, 0, 1, 1)).request(()).region is None
