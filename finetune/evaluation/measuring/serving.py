"""Tasks through a live service: every query set in every mode, filters and corrections on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.measuring.compositions import asked_of, compose
from finetune.evaluation.measuring.measurement import (
    Asked,
    Measurement,
    measure_finding,
    measure_precision,
    relevance,
)
from finetune.evaluation.measuring.ranking import DEPTH, NOTHING, Ranked
from finetune.evaluation.measuring.service import Service
from finetune.evaluation.measuring.slicing import query_slices
from finetune.evaluation.measuring.trial import Ground
from finetune.evaluation.progress import Narrator
from finetune.queries.exact import FASHION_TEMPLATES, attribute_queries, exact_query_sets
from finetune.queries.judged import JudgedQuery, load_vague
from finetune.queries.predicate import Predicate

_T = TypeVar("_T")

MODES: Final = ("dense", "lexical", "hybrid", "auto")
# A service that brings products of which the catalogue knows less than half serves another one.
_MIN_KNOWN: Final = 0.5
_MIN_HITS: Final = 50
_FINDING: Final = frozenset({"title", "title-misspelt", "sku"})


@dataclass(frozen=True, slots=True)
class _Request:
    asked: Asked
    body: Mapping[str, Any]
    relevant: Predicate


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    requests: tuple[_Request, ...]
    modes: tuple[str, ...] = MODES


def measure_served(ground: Ground, service: Service, narrator: Narrator) -> Iterator[Measurement]:
    """Ask a live service with every query set in every mode.

    Relevance is judged over the whole of the catalogue, which must be the one that is served.

    Raises:
        EvaluationError: when the service does not answer, or serves another catalogue.
    """
    tally = _Tally(ground.rows)
    for task in _tasks(ground):
        for mode in task.modes:
            requests = narrator.track(task.requests, f"{task.name} {mode}", len(task.requests))
            rows = np.full((len(task.requests), DEPTH), NOTHING, np.int64)
            for place, request in enumerate(requests):
                body = {**request.body, "mode": mode, "limit": DEPTH}
                found = tally.rows(service.search(body))[:DEPTH]
                rows[place, : len(found)] = found
            yield _judged(ground, task, mode, rows)


class _Tally:
    """Turns ids into rows, and notices when most of them are of another catalogue."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows
        self._hits = 0
        self._known = 0

    def rows(self, ids: Sequence[str]) -> list[int]:
        found = [self._rows.get(product_id, NOTHING) for product_id in ids]
        self._hits += len(found)
        self._known += sum(row != NOTHING for row in found)
        if self._hits >= _MIN_HITS and self._known < _MIN_KNOWN * self._hits:
            raise EvaluationError(
                f"of {self._hits} hits only {self._known} are products of this catalogue; "
                "give --catalogue the one that the service has ingested"
            )
        return found


def _judged(ground: Ground, task: _Task, mode: str, rows: NDArray[np.int64]) -> Measurement:
    places = np.broadcast_to(-np.arange(DEPTH, dtype=np.float32), rows.shape)
    ranked = Ranked(rows, np.where(rows == NOTHING, -np.inf, places).astype(np.float32))
    masks = [ground.judge.relevant(request.relevant) for request in task.requests]
    asked = [request.asked for request in task.requests]
    name = (task.name, mode, "whole")
    relevant = relevance(ranked, masks)
    if task.name in _FINDING:
        return measure_finding(name, asked, ranked, relevant)
    counts = np.array([int(mask.sum()) for mask in masks], np.int64)
    return measure_precision(name, asked, ranked, relevant, counts)


def _tasks(ground: Ground) -> Iterator[_Task]:
    def drawn(of: Sequence[_T]) -> list[_T]:
        return [of[row] for row in ground.draw(np.arange(len(of), dtype=np.int64)).tolist()]

    judged = tuple(ground.described[row] for row in ground.judged.tolist())
    for one in exact_query_sets(judged, limit=ground.limit, seed=ground.seed):
        if one.name != "title-merged":
            yield _Task(one.name, tuple(_in_words(ground, query) for query in one.queries))
    if filtered := tuple(_filtered(ground)):
        yield _Task("filtered", filtered)
    vague = [query for query in load_vague() if ground.judge.relevant(query.predicate).any()]
    if vague:
        yield _Task("vague", tuple(_in_words(ground, query) for query in drawn(vague)))
    compositions = drawn(compose(ground))
    if compositions:
        requests = tuple(
            _Request(
                asked_of(ground, one),
                {
                    "text": one.composition.text,
                    "like": [ground.stock.products[one.source].id],
                },
                one.composition.relevant,
            )
            for one in compositions
        )
        yield _Task("composition", requests, ("dense", "auto"))


def _in_words(ground: Ground, query: JudgedQuery) -> _Request:
    named = query.id.split(":")
    source = ground.rows.get(named[1]) if named[0] in ("title", "sku") else None
    asked = Asked(query.id, query.text, source, query_slices(query))
    return _Request(asked, {"text": query.text}, query.predicate)


def _filtered(ground: Ground) -> Iterator[_Request]:
    """Ask for colour and type in words, and for the gender by a filter."""
    template = next(one for one in FASHION_TEMPLATES if one.name == "colour-type-gender")
    judged = tuple(ground.described[row] for row in ground.judged.tolist())
    for query in attribute_queries(judged, template, limit=ground.limit, seed=ground.seed).queries:
        values = {field: min(found) for field, found in query.predicate.clauses[0].required}
        text = f"{values['baseColour']} {values['articleType']}".lower()
        asked = Asked(query.id, f"{text} (filter: {values['gender']})", None, query_slices(query))
        body = {"text": text, "filters": {"gender": values["gender"]}}
        yield _Request(asked, body, query.predicate)
