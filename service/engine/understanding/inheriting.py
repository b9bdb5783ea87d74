"""Inheriting: what "this, but red" keeps of this."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from service.engine.filters import Condition, Filters
from service.engine.product import Product
from service.engine.thesaurus import Kind
from service.engine.understanding.vocabulary import Vocabulary

# What a shopper keeps in mind of a product when asking for another one like it.
KEPT_IN_MIND: Final[tuple[tuple[Kind, ...], ...]] = (
    ("type", "category"),
    ("gender",),
    ("colour",),
)
# Sources are sometimes guessed from neighbours; they must mostly agree.
_AGREEMENT: Final = 0.6


def inherit(
    sources: Sequence[Product], vocabulary: Vocabulary, *, said: Filters, given: Filters
) -> Filters:
    """Return what the sources are and the words do not change.

    Args:
        sources: the product meant, or products that look like the picture.
        vocabulary: which field is about what.
        said: what the words ask of attributes.
        given: the caller's own filters.
    """
    taken = {condition.field for condition in (said + given).conditions}
    kept = []
    for kinds in KEPT_IN_MIND:
        fields = [name for kind in kinds for name in vocabulary.fields.get(kind, ())]
        if taken & set(fields):
            continue
        # The most specific field on which the sources agree says it all.
        for name in sorted(fields, key=lambda one: -len(vocabulary.counts[one])):
            value = _agreed(sources, name)
            if value is not None:
                kept.append(Condition(name, any_of=(value,)))
                break
    return Filters(tuple(kept))


def replaced(sources: Sequence[Product], *, said: Filters) -> tuple[str, ...]:
    """Return the values of the sources that the words put others in the place of.

    "But in red" beside a navy shirt: "Navy Blue". A value that is asked for again is not replaced.
    """
    values = ((c, _agreed(sources, c.field)) for c in said.conditions)
    return tuple(value for c, value in values if value is not None and value not in c.any_of)


def _agreed(sources: Sequence[Product], name: str) -> str | None:
    values = Counter(v for p in sources if isinstance(v := p.attributes.get(name), str))
    if not values:
        return None
    value, count = values.most_common(1)[0]
    return value if count >= _AGREEMENT * len(sources) else None
