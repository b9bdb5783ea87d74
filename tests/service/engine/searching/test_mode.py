"""How much the preferred attributes have to say."""

from service.engine.query import Query, Weights
from service.engine.searching.mode import Evidence, Say, preferred_weight

SAY = Say(preferred=3.0)
READ = Evidence(embedded=True, terms=True, coverage=0.5, read=0.5)


def said(query: Query) -> float:
    return preferred_weight(query, READ, SAY)


def test_of_words_alone_as_much_as_of_them_was_read() -> None:
    assert said(Query(text="red dress")) == 1.5


def test_beside_a_liked_product_all_of_the_words_count() -> None:
    assert said(Query(text="but in red", like=("1",))) == 3.0


def test_what_is_shown_can_be_given_more_weight_than_the_words() -> None:
    shown = Query(text="for a party", like=("1",), weights=Weights(text=1, like=2))
    assert said(shown) == 0.1875
    assert said(Query(text="for a party", like=("1",), weights=Weights(text=4, like=1))) == 3.0
    assert said(Query(text="for a party", like=("1",), weights=Weights(text=0, like=1))) == 0.0
