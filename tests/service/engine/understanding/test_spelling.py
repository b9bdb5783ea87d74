from pathlib import Path

import pytest

from service.engine.product import Product
from service.engine.understanding.spelling import Speller
from service.engine.understanding.words import WordCounts, read_words

WORDS = {"sandals": 900, "women": 4000, "dress": 700, "shirt": 3000, "skirt": 200, "nike": 300}
WORDS |= {"watch": 2000, "watches": 50, "sandles": 1, "blazer": 1, "sport": 90}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(WORDS, knows=lambda word: word in {"cozy", "bollywood", "tress", "blazer"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wimen sandels", "women sandals"),
        ("shrit", "shirt"),
        ("skrit", "skirt"),
        ("Nikee shirt", "nike shirt"),
        ("wathces", "watches"),
        ("blazzer", "blazer"),
        ("sandles", "sandals"),
        ("cozy bollywood dress", "cozy bollywood dress"),
        ("tress", "tress"),
        ("a spoilt sister", "a spoilt sister"),
        ("xyzzyq dress", "xyzzyq dress"),
        ("drs 501", "drs 501"),
    ],
)
def test_only_what_nobody_knows_is_corrected(speller: Speller, typed: str, meant: str) -> None:
    assert speller.correct(typed) == meant


def test_words_survive_the_generations_folder(tmp_path: Path) -> None:
    counts = WordCounts()
    counts.add(Product("1", title="Blue Röck 501", brand="Acme", attributes={"fit": "Slim blue"}))
    counts.add(Product("2", title="Blue shirt"))
    counts.write(tmp_path)
    assert read_words(tmp_path)["blue"] == 2
    assert "501" not in read_words(tmp_path)


def test_a_generation_without_words_has_none(tmp_path: Path) -> None:
    assert read_words(tmp_path) == {}


@pytest.mark.parametrize("said", ["puja", "Diwali", "brunch", "sangeet", "pout"])
def test_what_shoppers_say_and_catalogues_do_not_is_no_typing_error(said: str) -> None:
    near = Speller(
        dict.fromkeys(("puma", "dial", "brush", "singlet", "pot"), 9), knows=lambda _: False
    )
    assert near.correct(f"{said} outfit") == f"{said} outfit"
