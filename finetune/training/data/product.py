"""A product as training sees it, with attributes under the names that captions know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finetune.captions.profile import KIND_OF_FIELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.engine.product import AttributeValue

_NOT_LETTERS = re.compile(r"[^a-z]")

# Names that catalogues use, letters only -> the name that captions know.
_ALIASES: Mapping[str, str] = {name.lower(): name for name in KIND_OF_FIELD} | {
    "type": "articleType",
    "producttype": "articleType",
    "itemtype": "articleType",
    "garmenttype": "articleType",
    "producttypename": "articleType",
    "colour": "baseColour",
    "color": "baseColour",
    "basecolor": "baseColour",
    "colourname": "baseColour",
    "colorname": "baseColour",
    "maincolour": "baseColour",
    "maincolor": "baseColour",
    "primarycolor": "baseColour",
    "colourgroupname": "baseColour",
    "sex": "gender",
    "targetgender": "gender",
    "occasion": "usage",
    "fabric": "material",
    "print": "pattern",
    "graphicalappearancename": "pattern",
    "department": "masterCategory",
}
# "category" may mean anything from "Apparel" to "T-shirts": it stands in where nothing else does.
_LAST = ("category", "categoryname", "productcategory", "class")


@dataclass(frozen=True, slots=True)
class TrainingProduct:
    """One product of a catalogue.

    Attributes:
        id: unique in the catalogue.
        attributes: `canonical_attributes` of the catalogue's.
        picture: encoded, as the catalogue holds it; `None` without one.
        place: where a person finds it ("line 12").
        problem: why there is no picture, when the catalogue names one.
    """

    id: str
    title: str | None
    description: str | None
    attributes: Mapping[str, str]
    picture: bytes | None
    place: str = ""
    problem: str | None = None


def canonical_attributes(attributes: Mapping[str, AttributeValue]) -> dict[str, str]:
    """Return the attributes that captions can use, under their names; the first spelling wins."""
    found: dict[str, str] = {}
    last: str | None = None
    for name, value in attributes.items():
        text = _text(value)
        if not text:
            continue
        plain = _NOT_LETTERS.sub("", name.lower())
        if plain in _ALIASES:
            found.setdefault(_ALIASES[plain], text)
        elif plain in _LAST:
            last = last or text
    if last and not {"articleType", "subCategory"} & found.keys():
        found["articleType"] = last
    return found


def _text(value: AttributeValue) -> str:
    if isinstance(value, tuple):
        return value[0].strip() if value else ""
    return value.strip() if isinstance(value, str) else ""
