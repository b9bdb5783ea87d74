"""Brands, where the catalogue has no column for them: the words that display names begin with.

"Peter England Men Party Blue Jeans" begins with its brand, like most display names of a shop, but
nothing marks where the brand ends. A beginning is taken for a brand when several names share it,
and it grows by the next word while that word belongs to it: either almost every name that begins
so goes on with it ("United Colors" -> "of"), or the word is seen in few other places ("Peter" ->
"England", against "Turtle" -> "Check"). A word of the catalogue's own attributes ("Men", "Blue")
ends a brand, unless it is seen in few other places ("Red" -> "Rose").
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

MAX_WORDS = 4
MIN_NAMES = 5  # names that must share a beginning before it is taken for a brand
MIN_FOLLOWS = 0.7  # share of the names with this beginning that go on with the word
MIN_OWN = 0.5  # share of the word's names in which it follows this beginning

_EDGES = ",;:()[]\"'*"  # punctuation that a word is written beside, not with


def infer_brands(
    titles: Sequence[str | None], attributes: Iterable[Mapping[str, object]] = ()
) -> list[str | None]:
    """Return the brand of each title as first written in the catalogue, or `None`.

    Args:
        titles: display names; letter case is ignored when they are compared.
        attributes: the products' attributes, whose words end a brand.
    """
    words = [_words(title) if title else [] for title in titles]
    folded = [[word.casefold() for word in name] for name in words]
    stops = _attribute_words(attributes)
    names_with = Counter(word for name in folded for word in set(name))
    beginnings = Counter(
        tuple(name[:length])
        for name in folded
        for length in range(1, min(MAX_WORDS, len(name)) + 1)
    )
    spelling: dict[tuple[str, ...], str] = {}
    brands: list[str | None] = []
    for name, original in zip(folded, words, strict=True):
        length = _brand_length(name, stops, names_with, beginnings)
        brand = tuple(name[:length])
        brands.append(spelling.setdefault(brand, " ".join(original[:length])) if brand else None)
    return brands


def _brand_length(
    name: Sequence[str],
    stops: frozenset[str],
    names_with: Mapping[str, int],
    beginnings: Mapping[tuple[str, ...], int],
) -> int:
    """Return how many words the brand at the beginning of a name has; 0 without a brand."""
    if not name or beginnings[(name[0],)] < MIN_NAMES:
        return 0
    length = 1
    while length < min(MAX_WORDS, len(name)):
        shared, longer = beginnings[tuple(name[:length])], beginnings[tuple(name[: length + 1])]
        word = name[length]
        own = longer >= MIN_OWN * names_with[word]
        follows = longer >= MIN_FOLLOWS * shared and word not in stops
        if longer < MIN_NAMES or not (own or follows):
            break
        length += 1
    return length


def _words(text: str) -> list[str]:
    return [word for word in (part.strip(_EDGES) for part in text.split()) if word]


def _attribute_words(attributes: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """Return the words of shared attribute values, with the forms that titles use ("men's").

    A value of few products is no facet, and may be a text that names brands.
    """
    values = Counter(
        value for product in attributes for value in product.values() if isinstance(value, str)
    )
    words = {
        word.casefold()
        for value, count in values.items()
        if count >= MIN_NAMES
        for word in _words(value)
    }
    singular = {word[:-1] for word in words if word.endswith("s") and len(word) > 3}
    base = words | singular
    return frozenset(form for word in base for form in (word, f"{word}s", f"{word}'s"))
