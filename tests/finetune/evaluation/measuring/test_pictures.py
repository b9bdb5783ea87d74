import numpy as np
import pytest

from finetune.evaluation.measuring.compositions import measure_compositions
from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.measuring.pictures import ALIKE, measure_pictures
from finetune.evaluation.measuring.ranking import NOTHING
from finetune.evaluation.measuring.trial import Trial


@pytest.fixture(scope="module")
def measured(trial: Trial) -> list[Measurement]:
    return list(measure_pictures(trial))


def test_relevance_and_ceilings_agree_with_counting_by_hand(
    trial: Trial, measured: list[Measurement]
) -> None:
    assert len(measured) == 4
    for one in measured:
        fields = ALIKE[one.task]
        rows = trial.judged.tolist() if one.corpus == "judged" else range(len(trial.stock))
        for place, asked in enumerate(one.asked[:8]):
            source = trial.stock.products[asked.source or 0]
            same = [
                row
                for row in rows
                if trial.stock.products[row].picture != source.picture
                and all(
                    trial.stock.products[row].attributes[name] == source.attributes[name]
                    for name in fields
                )
            ]
            assert one.ceilings["P@10"][place] == min(len(same), 10) / 10
            hits = np.isin(one.ranked.rows[place], same)
            assert one.values["P@10"][place] == pytest.approx(hits.mean())


def test_no_picture_finds_itself_or_its_twin(trial: Trial, measured: list[Measurement]) -> None:
    for one in measured:
        for asked, rows in zip(one.asked, one.ranked.rows, strict=True):
            own = trial.stock.products[asked.source or 0].picture
            assert all(trial.stock.products[row].picture != own for row in rows if row != NOTHING)


def test_compositions_change_one_thing_and_leave_the_source_out(trial: Trial) -> None:
    measured = [one for one in measure_compositions(trial) if one.system == "dense"]
    found = {one.corpus: one for one in measured}
    one = found["whole"]
    assert {asked.slices["change"] for asked in one.asked} <= {"colour", "gender", "type"}
    for asked, rows in zip(one.asked, one.ranked.rows, strict=True):
        assert asked.source in trial.judged
        assert asked.source not in rows
        assert asked.text
