"""The pass: over all points of an index that is being built, two times, a few hundred at once."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

import numpy as np

from ingest.enriching.contradictions import MAX_KEPT, Contradiction, Judge
from ingest.enriching.pictures import neighbours
from ingest.enriching.predictor import Evidences, Predictor, fit_predictor
from ingest.enriching.sample import Sample, draw_sample, tokens_of
from ingest.enriching.titles import Claims, Titles
from service.engine.index.home import Writer
from service.engine.index.protocol import Record
from service.engine.product import Prediction
from service.engine.query import FacetCount
from service.engine.schema import PREDICTED, Schema, predictions_to_payload
from service.engine.thesaurus import Kind, bundled_thesaurus
from service.engine.understanding import Vocabulary

# What is held of the catalogue, whatever its size: 20 MB of vectors, as much again of words.
REFERENCES: Final = 16_384
JUDGES: Final = 3_000
_BATCH: Final = 512
KINDS: Final[tuple[Kind, ...]] = (
    *("type", "category", "colour", "gender", "pattern", "material", "usage"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichOptions:
    """How missing attributes are predicted.

    Attributes:
        precision: share of the predictions that must be right, on products whose attribute is
            known and was hidden. A little above what is promised (.95): the pictures of a catalogue
            may be known to the model from its training, those of its next products are not.
        references: products that the others are compared with.
        judges: products that the threshold is fitted on.
    """

    precision: float = 0.965
    references: int = REFERENCES
    judges: int = JUDGES


@dataclass(frozen=True, slots=True)
class Enriched:
    """What was found.

    Attributes:
        schema: with the fields marked that have predictions.
        missing: field -> products without a value.
        predicted: field -> those of them that have a predicted one now.
        thresholds: field -> confidence from which a prediction is kept: where the title names the
            field, where other words speak for the value, where all are silent; above 1 for never.
        contradictions: the surest first.
        contradicted: how many there are, also those not kept.
    """

    schema: Schema
    missing: Mapping[str, int] = field(default_factory=dict)
    predicted: Mapping[str, int] = field(default_factory=dict)
    thresholds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    contradicted: int = 0


class Predictors:
    """Predictors of every field that a sample says enough of.

    Args:
        sample: drawn from the catalogue.
        schema: its fields.
        options: how many judge, and what is asked of the predictions.
    """

    def __init__(self, sample: Sample, schema: Schema, options: EnrichOptions) -> None:
        # A small catalogue is its own judge by a fifth.
        count = min(options.judges, len(sample) // 5)
        judges, references = sample.split(count)
        self.vocabulary = _vocabulary(sample, schema)
        self.titles = Titles(self.vocabulary)
        self.references = references
        self._place = {point_id: n for n, point_id in enumerate(references.ids)}
        fields = [name for kind in KINDS for name in self.vocabulary.fields.get(kind, ())]
        self.by_field: dict[str, Predictor] = {}
        if not count:
            return
        places, weights = neighbours(judges.vectors, references.vectors)
        claims = [self.titles.claims(title) for title in judges.titles]
        for name in fields:
            predictor = fit_predictor(
                name,
                references=references,
                judges=judges,
                places=places,
                weights=weights,
                claims=claims,
                precision=options.precision,
            )
            if predictor is not None:
                self.by_field[name] = predictor

    def evidences(
        self, records: Sequence[Record], claims: Sequence[Claims]
    ) -> dict[str, Evidences]:
        """Return what is said of each field of some products; none is compared with itself.

        Args:
            records: the products.
            claims: what their titles name.
        """
        dimension = self.references.vectors.shape[1]
        nothing = np.zeros(dimension, np.float32)
        vectors = np.stack([r.dense if r.dense is not None else nothing for r in records])
        places, weights = neighbours(vectors, self.references.vectors)
        own = np.array([self._place.get(record.point_id, -1) for record in records])
        weights[places == own[:, None]] = 0.0
        weights[[record.dense is None for record in records]] = 0.0
        tokens = [tokens_of(record.payload) for record in records]
        return {
            name: predictor.evidences(places, weights, tokens, claims)
            for name, predictor in self.by_field.items()
        }


def enrich(
    index: Writer,
    schema: Schema,
    *,
    options: EnrichOptions | None = None,
    only: Collection[str] | None = None,
) -> Enriched:
    """Predict missing attributes into the payloads of an index, and find contradictions.

    Everything is fitted on the catalogue itself. Of the catalogue a sample is held, never all.

    Args:
        index: open for writing, with all points written.
        schema: the catalogue's fields.
        options: see `EnrichOptions`.
        only: point ids of products that are looked at; `None` for all.
    """
    chosen = options or EnrichOptions()
    if only is not None and not only:
        return Enriched(schema)
    sample = draw_sample(index.stored(vectors=True), size=chosen.references + chosen.judges)
    predictors = Predictors(sample, schema, chosen)
    if not predictors.by_field:
        return Enriched(schema)
    found = _Pass(predictors)
    records = (r for r in index.stored(vectors=True) if only is None or r.point_id in only)
    while batch := list(islice(records, _BATCH)):
        index.rewrite(list(found.changed(batch)))
    fields = predictors.by_field
    return Enriched(
        schema=Schema(tuple(replace(f, predicted=f.name in fields) for f in schema.fields)),
        missing=dict(found.missing),
        predicted=dict(found.predicted),
        thresholds={
            name: tuple(round(threshold, 4) for threshold in p.thresholds)
            for name, p in fields.items()
        },
        contradictions=tuple(sorted(found.kept, key=lambda one: (-one.share, one.id))),
        contradicted=found.contradicted,
    )


class _Pass:
    """Looks at products, a batch at a time."""

    def __init__(self, predictors: Predictors) -> None:
        self.missing: Counter[str] = Counter()
        self.predicted: Counter[str] = Counter()
        self.kept: list[Contradiction] = []
        self.contradicted = 0
        self._predictors = predictors
        self._judge = Judge(predictors.vocabulary, bundled_thesaurus())

    def changed(self, batch: Sequence[Record]) -> Iterator[Record]:
        """Yield the records whose predictions are others than before."""
        claims = [self._predictors.titles.claims(r.payload.get("title")) for r in batch]
        evidences = self._predictors.evidences(batch, claims)
        guesses = {
            name: self._guesses(name, evidences[name], batch) for name in self._predictors.by_field
        }
        for n, record in enumerate(batch):
            shares = {name: one.shares[n] for name, one in evidences.items()}
            self._compare(record, shares, claims[n])
            found = {name: one for name, by_row in guesses.items() if (one := by_row.get(n))}
            self.predicted.update(found.keys())
            payload = dict(record.payload)
            before = payload.pop(PREDICTED, {})
            now = predictions_to_payload(found)
            if now != before:
                yield replace(record, payload=payload | ({PREDICTED: now} if now else {}))

    def _guesses(
        self, name: str, evidences: Evidences, batch: Sequence[Record]
    ) -> dict[int, Prediction]:
        lacking = [n for n, r in enumerate(batch) if not r.payload.get("attributes", {}).get(name)]
        self.missing[name] += len(lacking)
        if not lacking:
            return {}
        found = self._predictors.by_field[name].predict(evidences.rows(lacking))
        return {n: one for n, one in zip(lacking, found, strict=True) if one is not None}

    def _compare(self, record: Record, shares: Mapping[str, Any], claims: Claims) -> None:
        if record.dense is None:
            return
        for name in self._judge.fields:
            if name not in shares:
                continue
            one = self._judge.judge(
                record.payload,
                name,
                values=self._predictors.by_field[name].values,
                shares=shares[name],
                claims=claims,
            )
            if one is not None:
                self.contradicted += 1
                if len(self.kept) < MAX_KEPT:
                    self.kept.append(one)


def _vocabulary(sample: Sample, schema: Schema) -> Vocabulary:
    counts: dict[str, Counter[str]] = {
        f.name: Counter() for f in schema.fields if f.facet and f.kind == "keyword"
    }
    for attributes in sample.attributes:
        for name, counter in counts.items():
            if isinstance(value := attributes.get(name), str):
                counter[value] += 1
    facets = {
        name: [FacetCount(value, count) for value, count in counter.most_common()]
        for name, counter in counts.items()
    }
    return Vocabulary.of(facets, bundled_thesaurus())
