"""From answers to HTML. Every template escapes what it is given."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ui.answers import FacetCount, Facets, Hit, ProductAnswer, Scalar, SearchAnswer
from ui.page import words
from ui.page.notices import Notice
from ui.page.swatches import swatch
from ui.page.window import Tile, main_facet

# Values of a facet shown before the rest is unfolded, and facets that stand open.
VALUES_SHOWN: Final = 7
FACETS_OPEN: Final = 5
# When no hit on the page reaches this, they are more likely wrong than not, and the page says so.
CLOSE_MATCH: Final = 0.25

EXAMPLES: Final = (
    "red dress",
    "navy blue check shirt",
    "cozy winter look",
    "white sneakers",
    "something for a wedding",
    "leather handbag",
    "black running shoes",
)


def page() -> str:
    """Render the page itself, as it is before anything is asked."""
    return _render("page.html", examples=EXAMPLES, modes=words.MODES)


def tiles(shown: Sequence[Tile]) -> str:
    """Render the shop window."""
    return _render("tiles.html", tiles=shown) if shown else ""


def cards(hits: Sequence[Hit]) -> str:
    """Render hits as the items of a grid."""
    return _render("cards.html", hits=hits)


def summary(answer: SearchAnswer) -> str:
    """Render the line above the grid, with what the service warns of."""
    matches = [hit.match for hit in answer.hits if hit.match is not None]
    return _render(
        "summary.html",
        answer=answer,
        far=bool(matches) and max(matches) < CLOSE_MATCH,
        how=words.MODE_USED.get(answer.mode, answer.mode),
    )


def filters(facets: Facets, chosen: Mapping[str, Sequence[Scalar]]) -> str:
    """Render the filters: values with counts, those chosen first and always there.

    The facet that says what kind of thing a product is comes first: it narrows most.
    """
    groups = []
    main = main_facet(facets)
    for name, counted in sorted(facets.items(), key=lambda facet: facet[0] != main):
        picked = tuple(chosen.get(name, ()))
        have = {_same(value.value) for value in counted}
        gone = tuple(FacetCount(value, 0) for value in picked if _same(value) not in have)
        values = sorted(
            (*gone, *counted), key=lambda value: _same(value.value) not in map(_same, picked)
        )
        if len(values) < 2 and not picked:
            continue
        shown = max(VALUES_SHOWN, len(picked))
        groups.append(
            {
                "name": name,
                "picked": [_same(value) for value in picked],
                "first": values[:shown],
                "rest": values[shown:],
            }
        )
    return _render("filters.html", groups=groups, opened=FACETS_OPEN)


def product(found: ProductAnswer, alike: Sequence[Hit], facets: Facets) -> str:
    """Render a product's own view; attributes that are facets lead to a search for them."""
    return _render(
        "product.html", found=found, product=found.product, alike=alike, facets=tuple(facets)
    )


def notice(said: Notice) -> str:
    """Render what is said in the place of results."""
    return _render("notice.html", notice=said)


def _same(value: Scalar) -> tuple[str, Scalar]:
    """Return a key that tells True from 1, which Python holds to be equal."""
    return (type(value).__name__, value)


def _render(template: str, **values: Any) -> str:
    return _templates().get_template(template).render(**values)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "label": words.label,
        "said": words.value,
        "price": words.price,
        "match": words.match,
        "reasons": words.reasons,
        "swatch": swatch,
        "same": _same,
    }
    environment.globals["count"] = words.count
    return environment
