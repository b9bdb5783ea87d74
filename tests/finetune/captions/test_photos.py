"""Captions for photos of which only a label is known."""

from __future__ import annotations

import random

import pytest

from finetune.captions import Asked, Caption, fits, may_fit_photo, photo_caption

LABELS = (
    "T-Shirt", "Longsleeve", "Pants", "Shoes", "Shirt", "Dress", "Outwear", "Shorts", "Hat",
    "Skirt", "Polo", "Undershirt", "Blazer", "Hoodie", "Body", "Top", "Blouse",
)  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_words_of_its_own(label: str) -> None:
    rng = random.Random(1)
    captions = [photo_caption(label, rng) for _ in range(100)]
    assert len({each.text for each in captions}) > 20
    assert all(each.asked for each in captions)
    assert not any("{" in each.text for each in captions)


def test_childrens_photos_are_mostly_said_to_be_so() -> None:
    rng = random.Random(1)
    said = [photo_caption("Hoodie", rng, kids=True).text for _ in range(300)]
    words = ("kid", "child", "little", "toddler")
    assert 200 < sum(any(word in text for word in words) for text in said) < 280


def test_a_label_of_another_collection_is_used_as_it_stands() -> None:
    drawn = photo_caption("Poncho", random.Random(1))
    assert "poncho" in drawn.text
    assert drawn.asked == ()


def test_a_photo_caption_of_a_hoodie_asks_for_sweatshirts() -> None:
    asked = photo_caption("Hoodie", random.Random(1)).asked[0]
    assert asked.met_by({"articleType": "Sweatshirts"})
    assert not asked.met_by({"articleType": "Sarees"})


def test_equal_seeds_draw_equal_photo_captions() -> None:
    first, second = random.Random(4), random.Random(4)
    assert [photo_caption("Dress", first) for _ in range(20)] == [
        photo_caption("Dress", second) for _ in range(20)
    ]


def test_a_photo_caption_fits_products_of_its_kind() -> None:
    drawn = photo_caption("Hoodie", random.Random(1))
    assert fits(drawn, {"articleType": "Sweatshirts"})
    assert not fits(drawn, {"articleType": "Sarees"})


NOUN = ("articleType", "subCategory", "masterCategory")


def asking(text: str, fields: tuple[str, ...], value: str) -> Caption:
    return Caption(text, "attributes", None, (Asked(fields, frozenset({value})),))


@pytest.mark.parametrize(
    ("caption", "label", "may"),
    [
        (asking("sweatshirts", NOUN, "Sweatshirts"), "Hoodie", True),
        (asking("red sarees", NOUN, "Sarees"), "Hoodie", False),
        (Caption("for a cosy night in", "wish", "cosy"), "Hoodie", True),
        (Caption("pretty lips", "wish", "lip_wish"), "Hoodie", False),
        (asking("for boys", ("gender",), "Boys"), "Hoodie", False),
        (Caption("Nike Men Black Hoodie", "name"), "Hoodie", False),
        (Caption("for a cosy night in", "wish", "cosy"), "Poncho", False),
    ],
)  # fmt: skip
def test_a_products_caption_may_be_true_of_a_photo(
    caption: Caption, label: str, *, may: bool
) -> None:
    assert may_fit_photo(caption, label) is may
