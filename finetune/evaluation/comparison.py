"""Comparison of two models on the same queries, pair by pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.report.summary import TASKS, main_metric
from finetune.metrics import Interval, bootstrap_interval

# What decides: each at its best known corpus, the judged products where they are not the whole.
DECISIVE: Final = (
    ("title", "whole"),
    ("type", "judged"),
    ("colour-type", "judged"),
    ("vague", "judged"),
    ("picture-type", "judged"),
    ("picture-type-gender-colour", "judged"),
    ("composition", "judged"),
    ("photo-type", "judged"),
)
RESAMPLES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """One task answered by both models.

    Attributes:
        task, corpus, metric: what is compared.
        live, candidate: the means.
        difference: candidate less live, query by query, with its interval.
    """

    task: str
    corpus: str
    metric: str
    live: float
    candidate: float
    difference: Interval

    @property
    def worse(self) -> bool:
        """Whether the candidate is worse beyond the interval."""
        return self.difference.high < 0.0

    def __str__(self) -> str:
        """One line for people."""
        return (
            f"{self.metric} of {TASKS.get(self.task, self.task)}, {self.corpus}: "
            f"{self.live:.3f} in service, {self.candidate:.3f} candidate "
            f"(difference {self.difference.mean:+.3f}, {self.difference.low:+.3f} to "
            f"{self.difference.high:+.3f})"
        )


def compare(live: Evaluation, candidate: Evaluation, *, seed: int = 0) -> tuple[Comparison, ...]:
    """Compare two models on the queries that both were asked, pair by pair.

    The intervals hold at 95% for all comparisons together (Bonferroni), since a model that is
    no worse would otherwise be refused by one of eight chances.

    Raises:
        EvaluationError: when they were not asked the same, or nothing decisive was asked.
    """
    pairs = [
        (ours, theirs)
        for task, corpus in DECISIVE
        for ours, theirs in [(_find(live, task, corpus), _find(candidate, task, corpus))]
        if ours is not None and theirs is not None
    ]
    if not pairs:
        raise EvaluationError(
            "nothing decisive can be asked of this catalogue (no titles, no types, no colours); "
            "a model cannot be promoted by it"
        )
    level = 1.0 - 0.05 / len(pairs)
    return tuple(_compare(ours, theirs, level, seed) for ours, theirs in pairs)


def refusals(comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    """Return why a candidate is refused, one line a reason; none when it may take over."""
    return tuple(f"worse beyond the interval: {one}" for one in comparisons if one.worse)


def _find(evaluation: Evaluation, task: str, corpus: str) -> Measurement | None:
    found = {one.name: one for one in evaluation.measurements}
    return found.get((task, "dense", corpus)) or found.get((task, "dense", "whole"))


def _compare(live: Measurement, candidate: Measurement, level: float, seed: int) -> Comparison:
    if [one.id for one in live.asked] != [one.id for one in candidate.asked]:
        raise EvaluationError(f"the two models were not asked the same queries of {live.task}")
    metric = main_metric(live)
    before, after = live.values[metric], candidate.values[metric]
    return Comparison(
        live.task,
        live.corpus,
        metric,
        float(before.mean()),
        float(after.mean()),
        bootstrap_interval(after - before, level=level, resamples=RESAMPLES, seed=seed),
    )
