"""Query sets made from a catalogue: what is asked is what the catalogue says.

Every set is drawn with a seed and comes out the same for the same products in the same order.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finetune.queries.judged import JudgedQuery
from finetune.queries.misspelling import misspell
from finetune.queries.predicate import Predicate, attribute_values
from finetune.queries.products import JudgedProduct


@dataclass(frozen=True, slots=True)
class QuerySet:
    """Queries that are reported together.

    Attributes:
        name: of the set, as reports show it: `title`, `colour-type`.
        queries: in a fixed order.
    """

    name: str
    queries: tuple[JudgedQuery, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """How attribute values become a query.

    Attributes:
        name: of the query set.
        wording: a format string over attribute names: "{baseColour} {articleType}".
        fields: the attribute names in it; a product is relevant when it has the same value in
            each of them.
    """

    name: str
    wording: str
    fields: tuple[str, ...]


FASHION_TEMPLATES = (
    Template("brand-type", "{brand} {articleType}", ("brand", "articleType")),
    Template("colour-type", "{baseColour} {articleType}", ("baseColour", "articleType")),
    Template(
        "colour-type-gender",
        "{gender} {baseColour} {articleType}",
        ("gender", "baseColour", "articleType"),
    ),
    Template("type", "{articleType}", ("articleType",)),
    Template("category", "{masterCategory}", ("masterCategory",)),
    Template("sub-category", "{subCategory}", ("subCategory",)),
    Template("colour", "{baseColour}", ("baseColour",)),
    Template("season", "{season}", ("season",)),
    Template("usage", "{usage}", ("usage",)),
)


def exact_query_sets(
    products: Sequence[JudgedProduct],
    *,
    limit: int,
    seed: int,
    templates: Sequence[Template] = FASHION_TEMPLATES,
) -> tuple[QuerySet, ...]:
    """Return all sets that these products give rise to, at most `limit` queries each.

    Titles, titles with equal ones merged, ids, one set a template, and misspelt titles and
    template queries. A set that would be empty (the catalogue lacks the attribute) is left out.
    """
    titles = title_queries(products, limit=limit, seed=seed)
    by_attributes = [
        attribute_queries(products, template, limit=limit, seed=seed) for template in templates
    ]
    wordy = [one for one in by_attributes if one.name in {"brand-type", "colour-type", "type"}]
    sets = (
        titles,
        merged_title_queries(products, limit=limit, seed=seed),
        id_queries(products, limit=limit, seed=seed),
        *by_attributes,
        *(misspelt(one, seed=seed) for one in (titles, *wordy)),
    )
    return tuple(one for one in sets if one.queries)


def title_queries(products: Sequence[JudgedProduct], *, limit: int, seed: int) -> QuerySet:
    """Return display name -> that very product, even where another has the same name.

    The protocol of published title -> picture figures; repeated titles cap its recall@1 below 1.
    """
    queries = (
        JudgedQuery(f"title:{one.id}", one.title, Predicate.where({"id": [one.id]}), "exact")
        for one in products
        if one.title
    )
    return QuerySet("title", _draw(queries, limit=limit, seed=seed))


def merged_title_queries(products: Sequence[JudgedProduct], *, limit: int, seed: int) -> QuerySet:
    """Return display name -> all products of that name, each name once."""
    first: dict[str, JudgedProduct] = {}
    for one in products:
        if one.title:
            first.setdefault(one.title.casefold(), one)
    queries = (
        JudgedQuery(
            f"title-merged:{one.id}", one.title, Predicate.where({"title_key": [key]}), "exact"
        )
        for key, one in first.items()
        if one.title
    )
    return QuerySet("title-merged", _draw(queries, limit=limit, seed=seed))


def id_queries(products: Sequence[JudgedProduct], *, limit: int, seed: int) -> QuerySet:
    """Return product id (SKU) -> that product."""
    queries = (
        JudgedQuery(f"sku:{one.id}", one.id, Predicate.where({"id": [one.id]}), "exact")
        for one in products
    )
    return QuerySet("sku", _draw(queries, limit=limit, seed=seed))


def attribute_queries(
    products: Sequence[JudgedProduct],
    template: Template,
    *,
    limit: int,
    seed: int,
    min_relevant: int = 1,
) -> QuerySet:
    """Return one query for each combination of values that at least `min_relevant` products have.

    The wording is lower-cased, as shoppers type. Products without one of the attributes, or with
    several values in one, give rise to no query; they may still answer one.
    """
    combinations: Counter[tuple[str, ...]] = Counter()
    for one in products:
        values = [attribute_values(one.attributes.get(field)) for field in template.fields]
        if all(len(value) == 1 and value[0] for value in values):
            combinations[tuple(value[0] for value in values)] += 1
    queries = (
        _attribute_query(template, values)
        for values, count in sorted(combinations.items())
        if count >= min_relevant
    )
    return QuerySet(template.name, _draw(queries, limit=limit, seed=seed))


def misspelt(queries: QuerySet, *, seed: int) -> QuerySet:
    """Return the queries with one or two typing errors each, relevance unchanged.

    Queries without a word long enough to stay recognisable are left out.
    """
    wrong = ((query, misspell(query.text, seed=f"{seed}:{query.id}")) for query in queries.queries)
    return QuerySet(
        f"{queries.name}-misspelt",
        tuple(
            JudgedQuery(f"{query.id}:misspelt", text, query.predicate, "misspelt")
            for query, text in wrong
            if text is not None
        ),
    )


def _attribute_query(template: Template, values: tuple[str, ...]) -> JudgedQuery:
    named = dict(zip(template.fields, values, strict=True))
    return JudgedQuery(
        id=f"{template.name}:{'|'.join(values)}",
        text=template.wording.format_map(named).lower(),
        predicate=Predicate.where({field: [value] for field, value in named.items()}),
        style="exact",
    )


def _draw(queries: Iterable[JudgedQuery], *, limit: int, seed: int) -> tuple[JudgedQuery, ...]:
    """Return at most `limit` of the queries, drawn without replacement, in their first order."""
    kept = tuple(queries)
    if len(kept) <= limit:
        return kept
    rows = sorted(random.Random(seed).sample(range(len(kept)), limit))
    return tuple(kept[row] for row in rows)
