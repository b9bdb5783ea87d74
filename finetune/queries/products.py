"""Products as the query sets see them: attributes, with id, title and brand among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from finetune.queries.brands import infer_brands
from service.engine.product import Product


@dataclass(frozen=True, slots=True)
class JudgedProduct:
    """A product that queries are made from and judged against.

    Attributes:
        id: the product's id.
        title: its display name, white space made single; `None` without one.
        attributes: the catalogue's attributes, and under `id`, `title_key` and `brand` what the
            generated query sets are judged by. A missing value is an absent key. `title_key` is
            the title with letter case folded, so that equal titles are one.
    """

    id: str
    title: str | None
    attributes: Mapping[str, object]


def judged_products(products: Iterable[Product]) -> tuple[JudgedProduct, ...]:
    """Return the products with what they are judged by; brands are inferred where none is given."""
    kept = tuple(products)
    titles = [_clean(product.title) for product in kept]
    brands = infer_brands(titles, (product.attributes for product in kept))
    return tuple(
        _judged(product, title, product.brand or brand)
        for product, title, brand in zip(kept, titles, brands, strict=True)
    )


def _judged(product: Product, title: str | None, brand: str | None) -> JudgedProduct:
    attributes: dict[str, object] = {**product.attributes, "id": product.id}
    if title:
        attributes["title_key"] = title.casefold()
    if brand:
        attributes["brand"] = brand
    return JudgedProduct(product.id, title, MappingProxyType(attributes))


def _clean(title: str | None) -> str | None:
    return " ".join(title.split()) or None if title else None
