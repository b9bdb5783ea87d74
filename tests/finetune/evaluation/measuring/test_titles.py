from collections import Counter

import numpy as np
import pytest

from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.measuring.titles import duplicates, measure_titles
from finetune.evaluation.measuring.trial import Trial


@pytest.fixture(scope="module")
def measured(trial: Trial) -> dict[tuple[str, str], Measurement]:
    return {(one.task, one.corpus): one for one in measure_titles(trial)}


@pytest.mark.parametrize("corpus", ["judged", "whole"])
def test_recall_is_the_share_of_titles_whose_own_picture_is_near_enough(
    trial: Trial, measured: dict[tuple[str, str], Measurement], corpus: str
) -> None:
    one = measured["title", corpus]
    rows = trial.judged.tolist() if corpus == "judged" else list(range(len(trial.stock)))
    for place, asked in enumerate(one.asked):
        assert asked.source in trial.judged
        scores = trial.vectors @ trial.encoder.embed_texts([asked.text])[0]
        order = sorted(rows, key=lambda row, s=scores: (-float(s[row]), row))
        rank = order.index(int(asked.source or 0)) + 1
        assert one.values["R@1"][place] == (rank == 1)
        assert one.values["R@10"][place] == (rank <= 10)
        assert one.values["MRR@10"][place] == pytest.approx(1 / rank if rank <= 10 else 0)
        assert one.values["nDCG@10"][place] == pytest.approx(
            1 / np.log2(rank + 1) if rank <= 10 else 0
        )


def test_at_most_the_limit_is_asked_and_only_of_judged_products(
    trial: Trial, measured: dict[tuple[str, str], Measurement]
) -> None:
    assert len(measured["title", "whole"].asked) == trial.limit
    assert measured["title", "whole"].asked == measured["title", "judged"].asked


def test_the_ceiling_is_what_a_perfect_model_gets_on_average_where_titles_repeat(
    trial: Trial, measured: dict[tuple[str, str], Measurement]
) -> None:
    one = measured["title", "whole"]
    titles = Counter((product.title or "").casefold() for product in trial.stock.products)
    rng = np.random.default_rng(0)
    for place in range(5):
        repeats = titles[one.asked[place].text.casefold()]
        ranks = rng.integers(1, repeats + 1, 20_000)
        assert one.ceilings["R@1"][place] == pytest.approx((ranks == 1).mean(), abs=0.02)
        assert one.ceilings["MRR@10"][place] == pytest.approx((1 / ranks).mean(), abs=0.02)
    assert one.ceilings["R@1"].max() <= 1.0


def test_merged_titles_are_asked_once_and_found_by_any_of_their_products(
    trial: Trial, measured: dict[tuple[str, str], Measurement]
) -> None:
    one = measured["title-merged", "whole"]
    texts = [asked.text.casefold() for asked in one.asked]
    assert len(set(texts)) == len(texts)
    for asked, rows, relevant in zip(one.asked, one.ranked.rows, one.relevant, strict=True):
        found = [(trial.stock.products[row].title or "").casefold() for row in rows]
        assert len(set(found)) == len(found)  # duplicates take one place
        assert [title == asked.text.casefold() for title in found] == relevant.tolist()


def test_merged_recall_is_never_below_that_of_the_very_product(
    measured: dict[tuple[str, str], Measurement],
) -> None:
    assert (
        measured["title-merged", "whole"].values["R@10"].mean()
        >= measured["title", "whole"].values["R@10"].mean()
    )


def test_products_are_joined_through_titles_and_pictures() -> None:
    titles = np.array([0, 0, 1, -1, -1, 2])
    pictures = np.array([0, 1, 1, 2, 2, 3])
    groups = duplicates(titles, pictures)
    assert groups[0] == groups[1] == groups[2]
    assert groups[3] == groups[4]
    assert len({groups[0], groups[3], groups[5]}) == 3


def test_titles_that_occur_on_the_other_side_are_a_slice(
    measured: dict[tuple[str, str], Measurement],
) -> None:
    slices = {asked.slices["title elsewhere"] for asked in measured["title", "whole"].asked}
    assert slices <= {"yes", "no"}
