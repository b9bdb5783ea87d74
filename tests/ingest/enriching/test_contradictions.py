"""What counts as a contradiction between words and a picture, and what does not."""

import numpy as np
import pytest

from ingest.enriching.contradictions import Judge
from service.engine.query import FacetCount
from service.engine.thesaurus import bundled_thesaurus
from service.engine.understanding import Vocabulary

GENDERS = ("Men", "Unisex", "Women")


@pytest.fixture
def judge() -> Judge:
    counted = {"gender": tuple(FacetCount(value, 100) for value in GENDERS)}
    thesaurus = bundled_thesaurus()
    return Judge(Vocabulary.of(counted, thesaurus), thesaurus)


@pytest.mark.parametrize(
    ("said", "seen", "named"),
    [
        ("Men", "Women", True),
        ("Women", "Women", False),
        ("Unisex", "Men", False),
        ("Women", "Unisex", False),
    ],
)
def test_what_is_for_anyone_contradicts_nobody(
    judge: Judge, said: str, seen: str, *, named: bool
) -> None:
    payload = {"id": "1", "title": "Cap", "attributes": {"gender": said}}
    shares = np.array([0.96 if value == seen else 0.0 for value in GENDERS])
    found = judge.judge(payload, "gender", values=GENDERS, shares=shares, claims={})
    assert (found is not None) is named
    if found is not None:
        assert (found.column_says, found.picture_says) == (said, seen)
