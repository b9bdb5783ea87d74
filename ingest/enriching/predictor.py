"""The predictor of one field: fitted on products whose value is known and was hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ingest.enriching.pictures import votes
from ingest.enriching.sample import Sample
from ingest.enriching.titles import Claims
from ingest.enriching.words import WordSay
from service.engine.product import Evidence, Prediction

# With fewer known products, or judges, nothing can be said of how often it is right.
MIN_KNOWN: Final = 200
MIN_JUDGED: Final = 100
# A value that next to no product has cannot be learned.
MIN_PRODUCTS: Final = 3
_FLOOR: Final = 0.003
# A word speaks for a value that it makes this much likelier: e times.
_SAYS: Final = 1.0
# One-sided 95% bound of Wilson (1927).
_Z: Final = 1.645

Scores = NDArray[np.float32]  # (n, values)


@dataclass(frozen=True, slots=True)
class Evidences:
    """What each source says of some products: (n, values) each, log scale but for `shares`.

    Attributes:
        shares: of the neighbours' votes.
        together: all words.
        loudest: the word that says most.
        named: (n,) whether the title has a word that the thesaurus knows for the field.
    """

    shares: Scores
    together: Scores
    loudest: Scores
    named: NDArray[np.bool_]

    def rows(self, rows: Sequence[int]) -> "Evidences":
        """Return what is said of some of the products."""
        picked = list(rows)
        return Evidences(
            self.shares[picked], self.together[picked], self.loudest[picked], self.named[picked]
        )

    @property
    def picture(self) -> Scores:
        """The log share of each value among the neighbours."""
        logs: Scores = np.log(self.shares + _FLOOR).astype(np.float32)
        return logs


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each source counts in the logits of a softmax."""

    picture: float
    together: float
    loudest: float
    prior: float


class Predictor:
    """Predicts one field; see `fit_predictor`.

    P(value) is the softmax of a weighted sum of: the log share of the neighbours' votes, the two
    scores of the words, and the log prior.

    Attributes:
        field: the catalogue's field.
        values: as the catalogue spells them, most frequent first.
        thresholds: confidence from which a prediction is right often enough: where the title
            names the field, where other words speak for the value, and where all are silent;
            above 1 for never.
    """

    def __init__(
        self,
        *,
        field: str,
        values: tuple[str, ...],
        labels: NDArray[np.int64],
        words: WordSay,
        prior: NDArray[np.float64],
    ) -> None:
        self.field = field
        self.values = values
        self.thresholds = (2.0, 2.0, 2.0)
        self._labels = labels
        self._words = words
        self._prior = np.log(prior).astype(np.float32)
        self._all = Weights(0.4, 0.4, 1.5, 1.0)

    def evidences(
        self,
        places: NDArray[np.int64],
        weights: NDArray[np.float32],
        tokens: Sequence[tuple[str, ...]],
        claims: Sequence[Claims],
    ) -> Evidences:
        """Gather what is said of products, given their neighbours among the references."""
        shares = votes(places, weights, self._labels, len(self.values))
        named = np.array([self.field in said for said in claims], bool)
        together, loudest = self._words.of(tokens)
        return Evidences(shares, together, loudest, named)

    def probabilities(self, evidences: Evidences) -> Scores:
        """Return P(value), from everything."""
        return self._softmax(evidences, self._all)

    def predict(self, evidences: Evidences) -> list[Prediction | None]:
        """Return the likeliest value of each product, where it is likely enough."""
        shares = self.probabilities(evidences)
        best = shares.argmax(axis=1)
        least = np.array(self.thresholds)[_speech(evidences, best)]
        return [
            Prediction(self.values[b], float(shares[n, b]), self._speakers(evidences, n, int(b)))
            if shares[n, b] >= least[n]
            else None
            for n, b in enumerate(best)
        ]

    def fit(self, evidences: Evidences, truth: NDArray[np.int64], *, precision: float) -> None:
        """Fit the weights by likelihood, and the thresholds by how often predictions are right.

        One threshold for all would be met by the products whose title names the value, however
        often those are wrong whose title does not.
        """
        self._all = Weights(*_fitted(self._stack(evidences), truth, (0.4, 0.4, 1.5, 1.0)))
        shares = self.probabilities(evidences)
        best, sure = shares.argmax(axis=1), shares.max(axis=1)
        speech = _speech(evidences, best)
        named, spoken, silent = (
            threshold_for(sure[part], best[part] == truth[part], precision=precision)
            for part in (speech == kind for kind in range(3))
        )
        self.thresholds = (named, spoken, silent)

    def _stack(self, evidences: Evidences) -> list[Scores]:
        prior = np.broadcast_to(self._prior, evidences.picture.shape)
        return [evidences.picture, evidences.together, evidences.loudest, prior]

    def _softmax(self, evidences: Evidences, weights: Weights) -> Scores:
        by = (weights.picture, weights.together, weights.loudest, weights.prior)
        logits = sum(w * part for w, part in zip(by, self._stack(evidences), strict=True))
        odds = np.exp(logits - np.max(logits, axis=1, keepdims=True))
        shares: Scores = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares

    def _speakers(self, evidences: Evidences, row: int, value: int) -> tuple[Evidence, ...]:
        """Return the sources that put the value first; the one that speaks loudest if none does."""
        picture = self._all.picture * evidences.picture[row]
        words = self._all.together * evidences.together[row]
        words = words + self._all.loudest * evidences.loudest[row]
        speakers: list[Evidence] = []
        if np.ptp(picture) > 0 and picture.argmax() == value:
            speakers.append("picture")
        if evidences.loudest[row, value] > _SAYS:
            speakers.append("words")
        if speakers:
            return tuple(speakers)
        louder = picture[value] - picture.mean() > words[value] - words.mean()
        return ("picture",) if louder else ("words",)


def fit_predictor(
    field: str,
    *,
    references: Sample,
    judges: Sample,
    places: NDArray[np.int64],
    weights: NDArray[np.float32],
    claims: Sequence[Claims],
    precision: float,
) -> Predictor | None:
    """Fit a predictor of one field; `None` when too few products say it.

    Args:
        field: the catalogue's field.
        references: products that the others are compared with.
        judges: others, whose values are hidden and then looked at.
        places: the judges' neighbours among the references.
        weights: how much each neighbour has to say.
        claims: what the judges' titles name.
        precision: share of the predictions above the threshold that must be right.
    """
    counts = Counter(v for a in references.attributes if isinstance(v := a.get(field), str))
    values = tuple(value for value, count in counts.most_common() if count >= MIN_PRODUCTS)
    number = {value: n for n, value in enumerate(values)}
    labels = labels_of(references.attributes, field, number)
    truth = labels_of(judges.attributes, field, number)
    known = labels >= 0
    asked = [isinstance(a.get(field), str) for a in judges.attributes]
    if len(values) < 2 or known.sum() < MIN_KNOWN or sum(asked) < MIN_JUDGED:
        return None
    prior = np.bincount(labels[known], minlength=len(values)) + 0.5
    prior = prior / prior.sum()
    said = tuple(t for t, is_known in zip(references.tokens, known, strict=True) if is_known)
    predictor = Predictor(
        field=field,
        values=values,
        labels=labels,
        words=WordSay(said, labels[known], prior),
        prior=prior,
    )
    # A value too rare to be learned is a mistake like any other; only the likelihood cannot see it.
    judged = np.flatnonzero(asked)
    evidences = predictor.evidences(
        places[judged],
        weights[judged],
        [judges.tokens[n] for n in judged],
        [claims[int(n)] for n in judged],
    )
    predictor.fit(evidences, truth[judged], precision=precision)
    return predictor


def labels_of(
    attributes: Sequence[Mapping[str, Any]], field: str, number: Mapping[str, int]
) -> NDArray[np.int64]:
    """Return the number of each product's value, -1 where it has none or an unknown one."""
    found = (attribute.get(field) for attribute in attributes)
    return np.array(
        [number.get(value, -1) if isinstance(value, str) else -1 for value in found], np.int64
    )


def threshold_for(
    confidences: NDArray[np.float32], right: NDArray[np.bool_], *, precision: float
) -> float:
    """Return the smallest confidence above which at least `precision` are right.

    Sure of it in 95 of 100 samples of that size (Wilson's lower bound); 2.0 when there is none.
    """
    order = np.argsort(-confidences, kind="stable")
    n = np.arange(1, len(order) + 1)
    share = np.cumsum(right[order]) / n
    z2 = _Z * _Z
    spread = np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    least = (share + z2 / (2 * n) - _Z * spread) / (1 + z2 / n)
    good = np.flatnonzero(least >= precision)
    if not len(good):
        return 2.0
    least_sure = float(confidences[order[good[-1]]])
    # Where even the least sure are right often enough, somewhat less sure ones will be.
    return min(least_sure, 0.5) if good[-1] == len(order) - 1 else least_sure


def _speech(evidences: Evidences, values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Say of each product which threshold is its own.

    2 where no word speaks for its value, else 0 where the title names the field, 1 where not.
    """
    say = evidences.loudest[np.arange(len(values)), values] > _SAYS
    return np.where(say, np.where(evidences.named, 0, 1), 2)


def _fitted(
    parts: list[Scores], truth: NDArray[np.int64], start: tuple[float, ...]
) -> tuple[float, ...]:
    known = np.flatnonzero(truth >= 0)
    import torch

    weights = torch.nn.Parameter(torch.tensor(start))
    stacked = torch.from_numpy(np.stack([part[known] for part in parts]).astype(np.float32))
    labels = torch.from_numpy(truth[known])
    optimiser = torch.optim.LBFGS([weights], max_iter=40)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        logits = torch.tensordot(weights, stacked, dims=1)
        loss = torch.nn.functional.cross_entropy(logits, labels)
        # A source never speaks against what it says.
        loss = loss + 1e-3 * (weights**2).sum() + 10.0 * weights.clamp_max(0.0).square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return tuple(float(w) for w in weights.detach().clamp_min(0.0))
