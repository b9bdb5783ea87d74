"""Corrections are believed where they make something that the catalogue has."""

from service.engine.understanding import Speller

SPELLER = Speller({"sandals": 9, "women": 9, "facebook": 3}, knows=lambda word: word == "my")


def test_all_corrections_come_in_where_nothing_is_said_against_them() -> None:
    assert SPELLER.correct("my macebook sandels") == "my facebook sandals"


def test_only_believed_words_come_in() -> None:
    assert SPELLER.correct("my macebook sandels", believed={"sandals"}) == "my macebook sandals"
