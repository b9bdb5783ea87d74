from service.engine.feedback import Asked
from service.engine.filters import Condition, Filters
from service.engine.product import Product
from service.engine.query import Answer, Hit, Query
from service.feedback import RecentSearches
from service.feedback.recent import MAX_CHARS


def answer(*ids: str, offset: int = 0) -> Answer:
    hits = tuple(Hit(Product(one), offset + n, 1.0) for n, one in enumerate(ids, start=1))
    return Answer(hits=hits, total=len(hits), mode="dense", facets={}, took_ms={})


def test_a_search_is_found_with_the_rank_of_a_product() -> None:
    recent = RecentSearches()
    filters = Filters((Condition("gender", any_of=("Women",)),))
    query = Query(text="red dress", filters=filters, offset=24)
    recent.note("q", query, answer("a", "b", offset=24))
    assert recent.find("q", "b") == (Asked("text", "red dress", {"gender": "Women"}), 26)


def test_a_product_that_was_not_shown_has_no_rank() -> None:
    recent = RecentSearches()
    recent.note("q", Query(like=("a",)), answer("b"))
    assert recent.find("q", "c") == (Asked("image", like=("a",)), None)


def test_an_unknown_search_is_unknown() -> None:
    assert RecentSearches().find("q", "a") == (None, None)


def test_the_oldest_is_forgotten_first() -> None:
    recent = RecentSearches(capacity=3)
    for name in "abcde":
        recent.note(name, Query(text=name), answer())
    assert [recent.find(name, "x")[0] is not None for name in "abcde"] == [
        *(False, False),
        *(True, True, True),
    ]


def test_a_search_that_would_fill_the_memory_is_not_remembered() -> None:
    recent = RecentSearches()
    values = tuple("x" * 200 for _ in range(MAX_CHARS // 200 + 1))
    recent.note("q", Query(filters=Filters((Condition("colour", any_of=values),))), answer("a"))
    assert recent.find("q", "a") == (None, None)
