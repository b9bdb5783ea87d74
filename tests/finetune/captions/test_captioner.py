"""Captions drawn from the bundled words."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from finetune.captions import CaptionMix, caption, fits, wishes_of

KURTA = {
    "gender": "Women", "masterCategory": "Apparel", "subCategory": "Topwear",
    "articleType": "Kurtas", "baseColour": "Maroon", "season": "Fall", "usage": "Ethnic",
}  # fmt: skip
RAINCOAT = {"gender": "Unisex", "articleType": "Rain Jacket", "baseColour": "Yellow"}
TITLE = "Fabindia Women Printed Maroon Kurta"


def draw(attributes: dict[str, str], title: str | None, count: int, seed: int = 7) -> list[str]:
    rng = random.Random(seed)
    return [caption(attributes, title, None, rng).text for _ in range(count)]


def test_the_same_seed_draws_the_same_captions() -> None:
    assert draw(KURTA, TITLE, 200) == draw(KURTA, TITLE, 200)
    assert draw(KURTA, TITLE, 200) != draw(KURTA, TITLE, 200, seed=8)


def test_captions_vary() -> None:
    assert len(set(draw(KURTA, TITLE, 500))) > 300


def test_every_caption_says_something_and_is_short() -> None:
    for text in draw(KURTA, TITLE, 2000):
        assert text == text.strip()
        assert "  " not in text
        assert 0 < len(text) < 120


def test_the_mix_decides_the_kinds() -> None:
    rng = random.Random(1)
    mix = CaptionMix(name=0.5, attributes=0, wish=0.5, mixed=0, description=0)
    kinds = Counter(caption(KURTA, TITLE, "Soft.", rng, mix).kind for _ in range(2000))
    assert set(kinds) == {"name", "wish"}
    assert 0.45 < kinds["name"] / 2000 < 0.55


def test_a_mix_without_any_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="weight 0"):
        CaptionMix(name=0, attributes=0, wish=0, mixed=0)
    with pytest.raises(ValueError, match=r"CaptionMix\.wish is 2"):
        CaptionMix(wish=2)


def test_a_product_with_a_title_only_is_captioned_by_it() -> None:
    assert all(text.lower() in TITLE.lower() for text in draw({}, "Maroon Kurta", 50))


def test_a_product_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(ValueError, match="leave it out"):
        caption({}, None, None, random.Random(1))


def test_values_that_no_word_list_knows_are_said_as_they_stand() -> None:
    attributes = {"articleType": "Spacesuit", "baseColour": "Ultraviolet"}
    texts = draw(attributes, None, 200)
    assert any("ultraviolet spacesuit" in text for text in texts)


def test_a_sentence_of_the_description_is_a_caption() -> None:
    rng = random.Random(1)
    mix = CaptionMix(name=0, attributes=0.01, wish=0, mixed=0, description=1)
    texts = {caption(KURTA, None, "Soft cotton. Made in Jaipur.", rng, mix).text for _ in range(50)}
    assert texts >= {"Soft cotton.", "Made in Jaipur."}


def test_a_maroon_kurta_is_for_a_temple_and_not_for_the_gym() -> None:
    groups = {match.group_id for match in wishes_of(KURTA, TITLE)}
    assert {"temple", "eid", "diwali"} <= groups
    assert not {"gym", "monsoon", "beach", "kids_any"} & groups


def test_a_raincoat_is_for_the_monsoon() -> None:
    assert "monsoon" in {match.group_id for match in wishes_of(RAINCOAT)}


def test_a_word_of_the_title_brings_a_wish() -> None:
    tee = {"gender": "Men", "masterCategory": "Apparel", "articleType": "Tshirts"}
    assert "superhero" in {m.group_id for m in wishes_of(tee, "Myntra Men Batman T-shirt")}
    assert "superhero" not in {m.group_id for m in wishes_of(tee, "Myntra Men Blue T-shirt")}


def test_a_child_is_not_taken_on_a_first_date() -> None:
    dress = {"gender": "Girls", "masterCategory": "Apparel", "articleType": "Dresses"}
    assert "first_date" not in {match.group_id for match in wishes_of(dress)}


def test_a_caption_fits_the_product_that_it_was_drawn_for() -> None:
    rng = random.Random(3)
    for _ in range(2000):
        drawn = caption(KURTA, TITLE, None, rng)
        assert fits(drawn, KURTA, TITLE), drawn


def test_a_caption_does_not_fit_what_it_does_not_describe() -> None:
    rng = random.Random(3)
    mix = CaptionMix(name=0, attributes=1, wish=0, mixed=0, name_type=1, name_season=0)
    wrong = {"gender": "Men", "masterCategory": "Accessories", "articleType": "Watches"}
    assert not any(
        fits(caption(KURTA, TITLE, None, rng, mix), wrong, "A Watch") for _ in range(200)
    )


def test_a_synonym_fits_each_type_that_it_means() -> None:
    rng = random.Random(5)
    shoe = {"articleType": "Casual Shoes"}
    mix = CaptionMix(name=0, attributes=1, wish=0, mixed=0, name_type=1, use_near=0)
    drawn = (caption(shoe, None, None, rng, mix) for _ in range(500))
    sneakers = next(each for each in drawn if "sneaker" in each.text)
    assert fits(sneakers, {"articleType": "Sports Shoes"})
    assert not fits(sneakers, {"articleType": "Formal Shoes"})


def test_twenty_thousand_captions_take_no_more_than_a_few_seconds() -> None:
    rng = random.Random(9)
    caption(KURTA, TITLE, None, rng)
    start = time.process_time()
    for _ in range(20_000):
        caption(KURTA, TITLE, None, rng)
    assert time.process_time() - start < 3  # 0.3 s on one quiet core
