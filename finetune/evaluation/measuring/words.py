"""Words: do attributes and vague wishes find the products that fit them?"""

from collections.abc import Iterator, Sequence

import numpy as np

from finetune.evaluation.measuring.measurement import (
    Asked,
    Measurement,
    measure_precision,
    relevance,
)
from finetune.evaluation.measuring.ranking import DEPTH, Corpus
from finetune.evaluation.measuring.slicing import query_slices
from finetune.evaluation.measuring.systems import Dense, Hybrid, Lexical, TextSystem
from finetune.evaluation.measuring.trial import Trial
from finetune.queries.exact import FASHION_TEMPLATES, Template, attribute_queries
from finetune.queries.judged import JudgedQuery, load_vague

# A query has ten right answers, so that P@10 can be 1; only single values among the whole catalogue
# are all asked, as in the published figures.
_MIN_RELEVANT = DEPTH
TEMPLATES: tuple[Template, ...] = tuple(
    template for template in FASHION_TEMPLATES if template.name != "brand-type"
)


def measure_attributes(trial: Trial) -> Iterator[Measurement]:
    """Ask with every value of category, type, colour and so on, and with combinations of them."""
    for corpus in trial.corpora:
        products = trial.of(corpus)
        system = Dense(trial, corpus)
        for template in TEMPLATES:
            queries = attribute_queries(
                products,
                template,
                limit=trial.limit,
                seed=trial.seed,
                min_relevant=_least(template, corpus),
            )
            if queries.queries:
                yield measure_queries(trial, queries.queries, queries.name, system, corpus)


def _least(template: Template, corpus: Corpus) -> int:
    return 1 if corpus.name == "whole" and len(template.fields) == 1 else _MIN_RELEVANT


def measure_vague(trial: Trial) -> Iterator[Measurement]:
    """Ask the public set of vague wishes of the model, of BM25 and of both.

    `bm25` searches all words of a product, attributes among them; `bm25-titles` its display name.
    """
    queries = load_vague()
    for corpus in trial.corpora:
        dense = Dense(trial, corpus)
        lexical = Lexical("bm25", list(trial.texts(corpus)), corpus)
        titles = Lexical("bm25-titles", list(trial.titles(corpus)), corpus)
        answerable = [q for q in queries if trial.judge.relevant(q.predicate)[corpus.rows].any()]
        if answerable:
            for system in (dense, titles, lexical, Hybrid(dense, lexical)):
                yield measure_queries(trial, answerable, "vague", system, corpus)


def measure_queries(
    trial: Trial,
    queries: Sequence[JudgedQuery],
    task: str,
    system: TextSystem,
    corpus: Corpus,
) -> Measurement:
    """Let one system answer judged queries, each with at least one right answer in the corpus."""
    ranked = system.rank([query.text for query in queries], depth=DEPTH)
    masks = [trial.judge.relevant(query.predicate) for query in queries]
    counts = np.array([int(mask[corpus.rows].sum()) for mask in masks], np.int64)
    return measure_precision(
        (task, system.name, corpus.name),
        [Asked(query.id, query.text, None, query_slices(query)) for query in queries],
        ranked,
        relevance(ranked, masks),
        counts,
    )
