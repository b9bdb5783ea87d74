"""From answers to HTML. Every template escapes what it is given."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ui.answers import (
    Facets,
    Hit,
    Info,
    ProductAnswer,
    SearchAnswer,
    Suggestion,
    Tags,
    Understood,
)
from ui.page.notices import Notice
from ui.page.showing import words
from ui.page.showing.comparing import Comparison
from ui.page.showing.examples import WISHES, examples_of, words_of
from ui.page.showing.filtering import Group, Slider, same
from ui.page.showing.swatches import swatch
from ui.page.window import Range, Tile, main_facet, of_kinds

# Facets that stand open.
FACETS_OPEN: Final = 4
# Tags below this are guesses that nobody would filter by.
SURE: Final = 0.4
TAGS_SHOWN: Final = 8


def page() -> str:
    """Render the page itself, as it is before anything is asked."""
    return _render("page.html", examples=WISHES, modes=words.MODES)


def tiles(shown: Sequence[Tile]) -> str:
    """Render the shop window."""
    return _render("tiles.html", tiles=shown) if shown else ""


def word_examples(shown: Sequence[Tile], facets: Facets) -> str:
    """Render words to begin with, the catalogue's own among them."""
    return _render("words.html", examples=words_of(shown, facets))


def picture_examples(shown: Sequence[Tile], facets: Facets) -> str:
    """Render pictures of the catalogue to begin with, alone and with words."""
    return _render("pictures.html", examples=examples_of(shown, facets))


def cards(hits: Sequence[Hit]) -> str:
    """Render hits as the items of a grid."""
    return _render("cards.html", hits=hits)


def summary(answer: SearchAnswer) -> str:
    """Render the line above the grid."""
    how = words.MODE_USED.get(answer.mode, answer.mode)
    return _render("summary.html", answer=answer, how=how)


def remarks(answer: SearchAnswer) -> str:
    """Render what must be said of an answer: degraded, far, or what the service warns of."""
    matches = [hit.match for hit in answer.hits if hit.match is not None]
    far = bool(matches) and max(matches) < words.CLOSE_MATCH
    return _render("remarks.html", answer=answer, far=far)


def understood(read: Understood) -> str:
    """Render what the words were taken to mean, each part to be taken back with a click."""
    return _render("understood.html", read=read) if read.filters or read.corrected else ""


def filters(groups: Sequence[Group], sliders: Sequence[Slider]) -> str:
    """Render the filters."""
    return _render("filters.html", groups=groups, sliders=sliders, opened=FACETS_OPEN)


def product(
    found: ProductAnswer,
    alike: SearchAnswer | None,
    variants: Sequence[ProductAnswer],
    facets: Facets,
) -> str:
    """Render a product's own view; attributes that are facets lead to a search for them."""
    return _render(
        "product.html",
        found=found,
        product=found.product,
        alike=alike,
        variants=variants,
        facets=tuple(facets),
    )


def suggestions(found: Sequence[Suggestion], begun: str) -> str:
    """Render what may be typed; what was typed already is told apart."""
    return _render("suggestions.html", suggestions=found, begun=" ".join(begun.lower().split()))


def tags(found: Tags, facets: Facets) -> str:
    """Render a picture's likeliest attributes that can be filtered by, surest first.

    Of facets that all say what kind of thing it is, the finest that is sure speaks for the others.
    """
    sure = {
        name: values[0]
        for name, values in found.items()
        if name in facets and values and values[0].confidence >= SURE
    }
    kind = main_facet({name: facets[name] for name in sure})
    shown = [one for one in sure.items() if one[0] == kind or not of_kinds(one[0])]
    shown.sort(key=lambda one: -one[1].confidence)
    return _render("tags.html", tags=shown[:TAGS_SHOWN]) if shown else ""


def comparison(found: Comparison) -> str:
    """Render the legs side by side."""
    return _render("compare.html", found=found, modes=words.MODES)


def catalogue(info: Info, facets: Facets, ranges: Mapping[str, Range]) -> str:
    """Render what is indexed and by which model."""
    measured = {
        said: info.quality[name] for name, said in words.QUALITY.items() if name in info.quality
    }
    return _render("catalogue.html", info=info, facets=facets, ranges=ranges, measured=measured)


def notice(said: Notice) -> str:
    """Render what is said in the place of results."""
    return _render("notice.html", notice=said)


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
        "share": words.share,
        "match": words.match,
        "meaning": words.meaning,
        "nearness": words.nearness,
        "reasons": words.reasons,
        "wish": words.wish,
        "swatch": swatch,
        "same": same,
    }
    environment.globals["count"] = words.count
    return environment
