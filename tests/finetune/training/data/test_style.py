"""Styles: what must not be a negative of what."""

import pytest

from finetune.training.data.prepared import Row
from finetune.training.data.sides import Split
from finetune.training.data.style import groups_of, style_of


def row(title: str | None, digest: str, kind: str = "Shirts") -> Row:
    return Row(digest, title, None, {"articleType": kind}, digest, Split.TRAIN, 0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Turtle Check Men Navy Blue Shirt", "Turtle Check Men White Shirt"),
        ("Puma Men Ventis Shoes UK 8", "Puma Men Ventis Shoes UK 10"),
        ("Lotto Womens Tee XL", "lotto womens tee  (s)"),
        ("Fabindia Off White Kurta", "Fabindia Kurta"),
    ],
)
def test_titles_that_differ_in_size_and_colour_only_are_one_style(one: str, other: str) -> None:
    assert style_of(one, frozenset()) == style_of(other, frozenset()) is not None


def test_another_pattern_is_another_style() -> None:
    checked = style_of("Turtle Check Men Blue Shirt", frozenset())
    assert checked != style_of("Turtle Stripe Men Blue Shirt", frozenset())


@pytest.mark.parametrize("title", ["Men Black Shirt", "Red", "XL", None, ""])
def test_a_title_that_says_nothing_of_its_own_names_no_style(title: str | None) -> None:
    assert style_of(title, frozenset()) is None


def test_products_with_the_same_style_or_picture_are_one_group() -> None:
    rows = [
        row("Turtle Men Blue Shirt", "a"),
        row("Turtle Men Red Shirt", "b"),
        row("Something Else Entirely", "b"),
        row("Turtle Men Blue Shirt", "c", kind="Kurtas"),
        row("Men Black Shirt", "d"),
        row("Men Black Shirt", "e"),
    ]
    groups = groups_of(rows).tolist()
    assert groups[0] == groups[1] == groups[2]
    assert len({groups[0], *groups[3:]}) == 4
