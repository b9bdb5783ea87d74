"""The bundled wishes name only what exists, and their files are checked when read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from finetune.captions import WishError, bundled_wishes, load_wishes
from finetune.queries import load_vague
from service.engine.thesaurus import Kind, bundled_thesaurus

if TYPE_CHECKING:
    from pathlib import Path

    from finetune.captions.wishes import Wish

KINDS: dict[str, Kind] = {
    "articleType": "type", "subCategory": "category", "masterCategory": "category",
    "gender": "gender", "baseColour": "colour", "usage": "usage", "season": "season",
    "pattern": "pattern", "material": "material",
}  # fmt: skip


def test_there_are_thousands_of_phrases_in_hundreds_of_groups() -> None:
    wishes = bundled_wishes()
    assert len(wishes) >= 850
    assert len({phrase for wish in wishes for phrase in wish.phrases}) >= 10_000


@pytest.mark.parametrize("wish", bundled_wishes(), ids=lambda wish: wish.group_id)
def test_predicates_name_known_values_only(wish: Wish) -> None:
    known = {name: set(bundled_thesaurus().values(kind)) for name, kind in KINDS.items()}
    for predicate in wish.fits:
        for side in (predicate.allowed, predicate.refused):
            for name, values in side.items():
                assert values <= known[name], (wish.group_id, name, values - known[name])
                assert values, (wish.group_id, name)


@pytest.mark.parametrize("wish", bundled_wishes(), ids=lambda wish: wish.group_id)
def test_phrases_are_plain_lower_case_and_not_repeated(wish: Wish) -> None:
    for phrases in (wish.before, wish.alone, wish.after, wish.sayings):
        assert len(set(phrases)) == len(phrases)
    for phrase in wish.phrases:
        assert phrase == phrase.strip().lower()
        assert len(phrase) < 80


def test_title_words_are_single_words_in_lower_case() -> None:
    for wish in bundled_wishes():
        for predicate in wish.fits:
            for word in predicate.words | predicate.not_words:
                assert word == word.lower()
                assert " " not in word


def test_no_phrase_stands_in_two_groups() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for wish in bundled_wishes():
        for phrase in set(wish.phrases):
            homes[phrase].append(wish.group_id)
    assert {phrase: groups for phrase, groups in homes.items() if len(groups) > 1} == {}


def test_no_saying_is_a_public_query_in_other_words() -> None:
    asked = [frozenset(query.text.lower().split()) for query in load_vague()]
    for wish in bundled_wishes():
        for saying in wish.sayings:
            words = frozenset(saying.split())
            alike = max(len(words & query) / len(words | query) for query in asked)
            assert len(words) == 1 or alike < 0.6, saying


def read(folder: Path, text: str) -> tuple[Wish, ...]:
    wishes, sets, outfits = (folder / f"{name}.toml" for name in ("wishes", "sets", "outfits"))
    outfits.write_text('hiking = [{types = ["@shoe"]}, {types = ["Socks"], weight = 2}]', "utf-8")
    wishes.write_text(text, encoding="utf-8")
    sets.write_text('shoe = ["Flats", "@boot"]\nboot = ["Boots"]', encoding="utf-8")
    return load_wishes([wishes], sets=sets, outfits=outfits)


def test_lists_may_name_lists(tmp_path: Path) -> None:
    (wish,) = read(
        tmp_path, '[walk]\nafter = ["for a walk"]\nfits = [{types = ["@shoe", "Socks"]}]'
    )
    assert wish.fits[0].allowed["articleType"] == {"Flats", "Boots", "Socks"}


def test_a_wish_may_share_an_outfit_and_add_to_it(tmp_path: Path) -> None:
    text = '[hills]\nalone = ["hills"]\nfits = ["@hiking", {types = ["Jackets"], weight = 3}]'
    (wish,) = read(tmp_path, text)
    asked = [(set(each.allowed["articleType"]), each.weight) for each in wish.fits]
    assert asked == [({"Flats", "Boots"}, 1), ({"Socks"}, 2), ({"Jackets"}, 3)]


@pytest.mark.parametrize("gender", ["Men", "Women", "Unisex", "Boys", "Girls", None])
def test_what_may_not_hold_does_not_hold(gender: str | None) -> None:
    """The quick test, by type and gender alone, must never shut out a product that fits."""
    for article_type in ("Kurtas", "Tshirts", "Heels", "Spacesuit"):
        attributes = {"articleType": article_type} | ({"gender": gender} if gender else {})
        for wish in bundled_wishes():
            for predicate in wish.fits:
                if predicate.holds(attributes, predicate.words):
                    assert predicate.may_hold(article_type, gender), wish.group_id


def test_a_wish_is_for_grown_ups_unless_it_says_otherwise(tmp_path: Path) -> None:
    (wish,) = read(tmp_path, '[walk]\nafter = ["for a walk"]\nfits = [{types = ["Flats"]}]')
    assert wish.fits[0].holds({"articleType": "Flats", "gender": "Women"}, frozenset())
    assert wish.fits[0].holds({"articleType": "Flats"}, frozenset())
    assert not wish.fits[0].holds({"articleType": "Flats", "gender": "Girls"}, frozenset())


def test_a_product_without_a_gender_is_not_taken_for_a_childs(tmp_path: Path) -> None:
    text = '[play]\nafter = ["to play in"]\nfits = [{types = ["Flats"], genders = ["Girls"]}]'
    (wish,) = read(tmp_path, text)
    assert wish.fits[0].holds({"articleType": "Flats", "gender": "Girls"}, frozenset())
    assert not wish.fits[0].holds({"articleType": "Flats"}, frozenset())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[walk]\nfits = [{types = ["Flats"]}]', "walk: has no phrase"),
        ('[walk]\nalone = ["walk"]', "walk: has no predicate"),
        ('[walk]\nalone = ["walk"]\nfits = [{shapes = ["Flats"]}]', "unknown ['shapes']"),
        ('[walk]\nalone = ["walk"]\nfits = [{types = ["@bag"]}]', "no list is named '@bag'"),
        ('[walk]\nalone = ["walk"]\nfits = ["@skiing"]', "no outfit is named '@skiing'"),
        ('[walk]\nalone = ["walk"]\nfits = [{weight = 0}]', "weight 0.0 is not above 0"),
        ('[walk]\nphrases = ["walk"]\nfits = [{}]', "unknown ['phrases']"),
    ],
)
def test_a_wrong_file_is_refused_by_group(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(WishError) as caught:
        read(tmp_path, text)
    assert complaint in str(caught.value)
