"""Titles: does a display name find its picture?"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from finetune.evaluation.measuring.measurement import (
    Asked,
    Measurement,
    measure_finding,
    same_group,
)
from finetune.evaluation.measuring.ranking import Corpus, merged, nearest
from finetune.evaluation.measuring.slicing import product_slices, text_slices
from finetune.evaluation.measuring.trial import Trial
from finetune.evaluation.stock.stock import Rows
from finetune.queries.exact import merged_title_queries, title_queries
from finetune.queries.judged import JudgedQuery

# Deep enough that ten different products remain when duplicates are merged.
_MERGED_DEPTH = 200


def measure_titles(trial: Trial) -> Iterator[Measurement]:
    """Ask with judged products' titles, at most `trial.limit`.

    `title` is the protocol of the published figures: the very product counts, whatever else has
    the same title. `title-merged` takes products with an equal title or a byte-equal picture for
    one, among the answers too, and asks each title once.
    """
    judged = tuple(trial.described[row] for row in trial.judged.tolist())
    drawn = title_queries(judged, limit=trial.limit, seed=trial.seed).queries
    once = merged_title_queries(judged, limit=trial.limit, seed=trial.seed).queries
    if not drawn:
        return
    seen = _titles_elsewhere(trial)
    groups = duplicates(trial.stock.titles, trial.stock.pictures)
    for corpus in trial.corpora:
        asked = [_asked(trial, query, seen) for query in drawn]
        sources = np.array([one.source for one in asked], np.int64)
        queries = trial.embed([one.text for one in asked])
        ranked = nearest(queries, trial.vectors, corpus)
        rows = np.arange(len(trial.stock), dtype=np.int64)
        yield measure_finding(
            ("title", "dense", corpus.name),
            asked,
            ranked,
            same_group(ranked, sources, rows),
            _repeats(trial, sources, corpus),
        )
        asked = [_asked(trial, query, seen) for query in once]
        sources = np.array([one.source for one in asked], np.int64)
        queries = trial.embed([one.text for one in asked])
        deep = nearest(queries, trial.vectors, corpus, depth=_MERGED_DEPTH)
        ranked = merged(deep, groups, depth=10)
        relevant = same_group(ranked, groups[sources], groups)
        yield measure_finding(("title-merged", "dense", corpus.name), asked, ranked, relevant)


def duplicates(titles: Rows, pictures: Rows) -> Rows:
    """Return one number for products that are joined by equal titles or equal pictures.

    Joined through others too: union-find (Tarjan, 1975). A title of -1 joins nothing.
    """
    parents = np.arange(len(titles), dtype=np.int64)

    def root(row: int) -> int:
        while parents[row] != row:
            parents[row] = parents[parents[row]]
            row = int(parents[row])
        return row

    for keys in (titles, pictures):
        first: dict[int, int] = {}
        for row, key in enumerate(keys.tolist()):
            if key != -1:
                parents[root(row)] = root(first.setdefault(key, row))
    return np.array([root(row) for row in range(len(parents))], np.int64)


def _asked(trial: Trial, query: JudgedQuery, seen: set[int]) -> Asked:
    row = trial.rows[query.id.partition(":")[2]]
    slices = product_slices(trial.stock.products[row]) | text_slices(query.text)
    if len(trial.judged) < len(trial.stock):
        shared = int(trial.stock.titles[row]) in seen
        slices["title elsewhere"] = "yes" if shared else "no"
    return Asked(query.id, query.text, row, slices)


def _titles_elsewhere(trial: Trial) -> set[int]:
    """Return the titles of products that are not judged."""
    others = np.ones(len(trial.stock), bool)
    others[trial.judged] = False
    return set(trial.stock.titles[others].tolist()) - {-1}


def _repeats(trial: Trial, sources: Rows, corpus: Corpus) -> NDArray[np.int64]:
    """Return how many products of the corpus have each source's title."""
    titles, counts = np.unique(trial.stock.titles[corpus.rows], return_counts=True)
    by_title = dict(zip(titles.tolist(), counts.tolist(), strict=True))
    return np.array([by_title[int(title)] for title in trial.stock.titles[sources]], np.int64)
