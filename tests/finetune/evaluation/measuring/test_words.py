import numpy as np
import pytest

from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.measuring.trial import Trial
from finetune.evaluation.measuring.words import measure_attributes, measure_vague


@pytest.fixture(scope="module")
def attributes(trial: Trial) -> dict[tuple[str, str], Measurement]:
    return {(one.task, one.corpus): one for one in measure_attributes(trial)}


@pytest.fixture(scope="module")
def vague(trial: Trial) -> list[Measurement]:
    return list(measure_vague(trial))


def test_precision_is_the_share_of_answers_with_the_asked_values(
    trial: Trial, attributes: dict[tuple[str, str], Measurement]
) -> None:
    one = attributes["colour-type", "judged"]
    for place, asked in enumerate(one.asked):
        answers = [trial.stock.products[row].attributes for row in one.ranked.rows[place]]
        right = [f"{a['baseColour']} {a['articleType']}".casefold() == asked.text for a in answers]
        assert one.values["P@10"][place] == pytest.approx(np.mean(right))
        assert one.values["P@1"][place] == right[0]


def test_answers_among_judged_products_are_judged_products(
    trial: Trial, attributes: dict[tuple[str, str], Measurement]
) -> None:
    for (_, corpus), one in attributes.items():
        if corpus == "judged":
            assert np.isin(one.ranked.rows, trial.judged).all()
            assert (one.ceilings["P@10"] == 1.0).all()


def test_every_attribute_of_the_catalogue_is_asked(
    attributes: dict[tuple[str, str], Measurement],
) -> None:
    tasks = {task for task, corpus in attributes if corpus == "whole"}
    assert tasks == {
        *("category", "sub-category", "type", "colour", "season", "usage"),
        *("colour-type", "colour-type-gender"),
    }


def test_a_good_model_is_measured_as_good(
    attributes: dict[tuple[str, str], Measurement],
) -> None:
    assert attributes["colour-type", "whole"].values["P@10"].mean() == 1.0


def test_vague_wishes_are_asked_of_the_model_and_of_the_baselines_alike(
    vague: list[Measurement],
) -> None:
    whole = [one for one in vague if one.corpus == "whole"]
    assert [one.system for one in whole] == ["dense", "bm25-titles", "bm25", "hybrid"]
    assert len({tuple(asked.id for asked in one.asked) for one in whole}) == 1
    assert {asked.slices["style"] for asked in whole[0].asked} == {"plain", "oblique"}


def test_a_wish_that_nothing_in_the_corpus_answers_is_not_asked(vague: list[Measurement]) -> None:
    for one in vague:
        assert (one.ceilings["P@10"] > 0).all()
        assert (one.values["P@10"] <= one.ceilings["P@10"]).all()
