from collections.abc import Sequence

import pytest

from finetune.queries.exact import (
    FASHION_TEMPLATES,
    QuerySet,
    Template,
    attribute_queries,
    exact_query_sets,
    id_queries,
    merged_title_queries,
    misspelt,
    title_queries,
)
from finetune.queries.judge import Judge
from finetune.queries.judged import JudgedQuery
from finetune.queries.products import JudgedProduct

COLOUR_TYPE = Template("colour-type", "{baseColour} {articleType}", ("baseColour", "articleType"))


def relevant_ids(query: JudgedQuery, products: Sequence[JudgedProduct]) -> list[str]:
    return [product.id for product in products if query.predicate.matches(product.attributes)]


def by_text(queries: QuerySet) -> dict[str, JudgedQuery]:
    return {query.text: query for query in queries.queries}


def test_a_title_asks_for_the_very_product_that_has_it(shop: Sequence[JudgedProduct]) -> None:
    queries = title_queries(shop, limit=100, seed=0).queries
    assert [query.id for query in queries] == [f"title:{n}" for n in (1, 2, 3, 4, 5, 7)]
    assert relevant_ids(queries[1], shop) == ["2"]
    assert queries[0].text == queries[1].text == "Nike Men Blue Running Shoes"


def test_merged_titles_ask_once_for_all_products_of_a_name(shop: Sequence[JudgedProduct]) -> None:
    queries = by_text(merged_title_queries(shop, limit=100, seed=0))
    assert len(queries) == 5
    assert relevant_ids(queries["Nike Men Blue Running Shoes"], shop) == ["1", "2"]
    assert relevant_ids(queries["Handloom Saree"], shop) == ["7"]


def test_an_id_asks_for_its_product(shop: Sequence[JudgedProduct]) -> None:
    queries = by_text(id_queries(shop, limit=100, seed=0))
    assert len(queries) == len(shop)
    assert relevant_ids(queries["6"], shop) == ["6"]


def test_attribute_values_ask_for_every_product_that_has_them(
    shop: Sequence[JudgedProduct],
) -> None:
    queries = by_text(attribute_queries(shop, COLOUR_TYPE, limit=100, seed=0))
    assert set(queries) == {
        "blue sports shoes",
        "red tops",
        "black tops",
        "red tshirts",
        "red sarees",
    }
    assert relevant_ids(queries["blue sports shoes"], shop) == ["1", "2"]
    assert relevant_ids(queries["red sarees"], shop) == ["6"]


def test_rare_combinations_are_left_out_on_demand(shop: Sequence[JudgedProduct]) -> None:
    queries = attribute_queries(shop, COLOUR_TYPE, limit=100, seed=0, min_relevant=2)
    assert [query.text for query in queries.queries] == ["blue sports shoes"]


def test_brand_and_type_ask_for_the_brands_products_of_the_type(
    shop: Sequence[JudgedProduct],
) -> None:
    queries = by_text(attribute_queries(shop, FASHION_TEMPLATES[0], limit=100, seed=0))
    assert relevant_ids(queries["nike tops"], shop) == ["3", "4"]


def test_a_limit_draws_by_seed(shop: Sequence[JudgedProduct]) -> None:
    drawn = {title_queries(shop, limit=2, seed=seed) for seed in range(20)}
    assert len(drawn) > 3
    assert all(len(queries.queries) == 2 for queries in drawn)
    assert title_queries(shop, limit=2, seed=3) == title_queries(shop, limit=2, seed=3)


def test_misspelling_changes_the_text_and_keeps_the_relevance(
    shop: Sequence[JudgedProduct],
) -> None:
    right = title_queries(shop, limit=100, seed=0)
    wrong = misspelt(right, seed=0)
    assert wrong.name == "title-misspelt"
    assert len(wrong.queries) == len(right.queries)
    for before, after in zip(right.queries, wrong.queries, strict=True):
        assert after.text != before.text
        assert after.predicate == before.predicate
        assert after.id == f"{before.id}:misspelt"
        assert after.style == "misspelt"


def test_ids_made_of_digits_cannot_be_misspelt(shop: Sequence[JudgedProduct]) -> None:
    assert misspelt(id_queries(shop, limit=100, seed=0), seed=0).queries == ()


def test_sets_that_the_catalogue_cannot_fill_are_left_out(shop: Sequence[JudgedProduct]) -> None:
    names = [queries.name for queries in exact_query_sets(shop, limit=5, seed=0)]
    assert names == [
        "title",
        "title-merged",
        "sku",
        "brand-type",
        "colour-type",
        "colour-type-gender",
        "type",
        "colour",
        "title-misspelt",
        "brand-type-misspelt",
        "colour-type-misspelt",
        "type-misspelt",
    ]
    assert exact_query_sets((), limit=5, seed=0) == ()


@pytest.mark.parametrize("seed", [0, 1])
def test_every_generated_query_of_the_public_catalogue_has_an_answer(
    catalogue: Sequence[JudgedProduct], judge: Judge, seed: int
) -> None:
    sets = exact_query_sets(catalogue, limit=50, seed=seed)
    assert {"title", "sku", "brand-type", "colour-type", "season", "usage", "sub-category"} <= {
        queries.name for queries in sets
    }
    for queries in sets:
        ids = [query.id for query in queries.queries]
        assert len(set(ids)) == len(ids), queries.name
        for query in queries.queries:
            assert judge.relevant(query.predicate).any(), query.id
