import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from finetune.queries.judge import Judge
from finetune.queries.predicate import Clause, Predicate

FIELDS = st.sampled_from(["colour", "type", "sizes"])
VALUES = st.sampled_from(["a", "b", "c"])
PRODUCTS = st.lists(
    st.dictionaries(FIELDS, st.one_of(st.none(), VALUES, st.tuples(VALUES, VALUES))), max_size=8
)
CONDITIONS = st.dictionaries(FIELDS, st.frozensets(VALUES, min_size=1), max_size=3).map(
    lambda conditions: tuple(conditions.items())
)
CLAUSES = st.builds(Clause, CONDITIONS.filter(bool), CONDITIONS)
PREDICATES = st.builds(Predicate, st.lists(CLAUSES, min_size=1, max_size=3).map(tuple))


@given(PRODUCTS, PREDICATES)
def test_the_judge_says_of_all_products_what_the_predicate_says_of_each(
    products: list[dict[str, object]], predicate: Predicate
) -> None:
    expected = [predicate.matches(product) for product in products]
    judge = Judge(products)
    assert judge.relevant(predicate).tolist() == expected
    assert judge.relevant_rows(predicate).tolist() == np.flatnonzero(expected).tolist()


def test_the_share_is_of_the_whole_catalogue() -> None:
    judge = Judge([{"colour": "a"}, {"colour": "b"}, {}, {"colour": "a"}])
    assert len(judge) == 4
    assert judge.share(Predicate.where({"colour": ["a"]})) == 0.5
    assert Judge([]).share(Predicate.where({"colour": ["a"]})) == 0.0


def test_values_that_no_product_has_are_named() -> None:
    judge = Judge([{"colour": "a"}])
    predicate = Predicate.where({"colour": ["z", "a", "y"], "type": ["t"]})
    assert judge.unknown_values(predicate) == {"colour": ("y", "z"), "type": ("t",)}
    assert judge.unknown_values(Predicate.where({"colour": ["a"]})) == {}
