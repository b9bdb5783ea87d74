"""Slices: the properties of a query by which results are broken down."""

from finetune.queries.judged import JudgedQuery
from service.engine.product import Product

# Slice -> the catalogue's field, where it has one of that name.
_FIELDS = {"category": "masterCategory", "gender": "gender"}
_LENGTHS = ((2, "1-2 words"), (5, "3-5 words"), (8, "6-8 words"))


def product_slices(product: Product) -> dict[str, str]:
    """Return what a product adds to the slices of a query that is made from it."""
    known = {
        name: value
        for name, field in _FIELDS.items()
        if isinstance(value := product.attributes.get(field), str)
    }
    return known | {"description": "given" if product.description else "missing"}


def text_slices(text: str) -> dict[str, str]:
    """Return the slice of a text by its length."""
    words = len(text.split())
    return {"length": next((name for most, name in _LENGTHS if words <= most), "9 words or more")}


def query_slices(query: JudgedQuery) -> dict[str, str]:
    """Return the slices of a query: its length, its style, and what its predicate requires."""
    required = [dict(clause.required) for clause in query.predicate.clauses]
    known = {}
    for name, field in _FIELDS.items():
        values = {value for clause in required for value in clause.get(field, ())}
        if len(values) == 1 and all(field in clause for clause in required):
            known[name] = min(values)
    return {**text_slices(query.text), "style": query.style, **known}
