"""Catalogues put together: words, variants, duplicates, gaps."""

from collections import Counter, defaultdict

import pytest

from ingest.sample.compose import compose
from ingest.sample.product import SampleProduct
from ingest.sample.wanted import WANTED, Wanted


@pytest.fixture(scope="module")
def products() -> list[SampleProduct]:
    return compose(720, seed=7)


def test_the_same_seed_gives_the_same_products(products: list[SampleProduct]) -> None:
    assert compose(720, seed=7) == products
    assert compose(720, seed=8) != products


def test_ids_are_unique_and_ascend(products: list[SampleProduct]) -> None:
    ids = [int(p.id) for p in products]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("want", WANTED, ids=lambda w: f"{w.query}: {w.article_type}")
def test_a_plain_query_has_answers(want: Wanted, products: list[SampleProduct]) -> None:
    assert sum(want.answers(p.spec) for p in products) >= want.count


def test_models_come_in_several_colours_and_share_what_is_not_colour(
    products: list[SampleProduct],
) -> None:
    models = defaultdict(list)
    for product in products:
        models[product.spec.cut_seed].append(product)
    families = [m for m in models.values() if len({p.spec.colour for p in m}) >= 3]
    assert len(families) >= 20
    for family in families:
        assert len({(p.brand, p.price, p.spec.cut, p.gender) for p in family}) == 1


def test_some_products_are_listed_twice(products: list[SampleProduct]) -> None:
    listed = Counter((p.spec.cut_seed, p.spec.colour) for p in products)
    assert 10 <= sum(n - 1 for n in listed.values()) <= 40


def test_descriptions_and_facets_are_missing_now_and_then(products: list[SampleProduct]) -> None:
    def missing(field: str) -> float:
        return sum(not getattr(p, field) for p in products) / len(products)

    assert 0.15 < missing("description") < 0.35
    for field in ("brand", "price", "season", "usage", "year"):
        assert 0 < missing(field) < 0.10
    assert not any(not p.title for p in products)


def test_titles_are_of_uneven_quality(products: list[SampleProduct]) -> None:
    titles = [p.title for p in products]
    assert sum(len(t.split()) <= 2 for t in titles) > 30, "terse ones"
    assert sum(t.isupper() for t in titles) > 10, "shouting ones"
    silent = [p for p in products if p.spec.colour.lower() not in p.title.lower()]
    assert len(silent) > 40, "ones that do not say the colour"


def test_a_variant_is_not_called_by_the_colour_of_its_model(products: list[SampleProduct]) -> None:
    for product in products:
        if product.title.endswith(f" - {product.spec.colour}"):
            continue
        others = {p.spec.colour for p in products if p.spec.cut_seed == product.spec.cut_seed}
        others = {
            c for c in others if c not in product.spec.colour and product.spec.colour not in c
        }
        assert not any(f" {c} " in f" {product.title} " for c in others), product.title


def test_a_small_catalogue_is_mixed_too() -> None:
    products = compose(60, seed=1)
    assert len(products) == 60
    assert len({p.spec.article_type for p in products}) >= 25
