"""Public query sets with relevance judgements, and what decides that a product is relevant.

Relevance is stated over a product's attributes, not over lists of product ids, so the same
queries judge any split of a catalogue, and any catalogue that uses the same attribute values.

- `vague.jsonl`: a shopper's wishes, written by hand (`load_vague`).
- `compositions.jsonl`: a product and a change to it, "but in red" (`load_compositions`).
- `exact`: queries made from a catalogue: titles, ids, brand + type, colour + type, and so on.
- `misspelling`: the same queries with typing errors.
"""

from finetune.queries.compositions import Composition, load_compositions
from finetune.queries.judge import Judge
from finetune.queries.judged import JudgedQuery, load_vague
from finetune.queries.predicate import Predicate, QuerySetError

__all__ = [
    "Composition",
    "Judge",
    "JudgedQuery",
    "Predicate",
    "QuerySetError",
    "load_compositions",
    "load_vague",
]
