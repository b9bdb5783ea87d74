"""Reader: words -> the attributes that they ask for, in the catalogue's own values."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from service.engine.filters import Condition, Filters
from service.engine.thesaurus import Reading, Thesaurus
from service.engine.understanding.negating import denied, negated
from service.engine.understanding.phrases import (
    LOOKS,
    MEANINGS,
    THINGS,
    WORD,
    WORD_OR_BREAK,
    longest_at,
    values_of,
)
from service.engine.understanding.prices import SMALLEST, read_price
from service.engine.understanding.vocabulary import Vocabulary

# Behind these stands what the product goes with or looks like, not what it is: "shoes with a suit".
_CONTEXT: Final = frozenset(
    (
        *["with", "for", "to", "under", "over", "on", "of", "like"],
        *["matching", "against", "beside", "beneath", "in", "at"],
    )
)
# "In" and "of" introduce the product's own colour and cloth: "dress in red", "shirt of linen".
_OWN: Final = frozenset(("in", "of"))
_NEGATIONS: Final = frozenset(("not", "no", "without", "except", "never", "non"))
_BESIDE: Final = THINGS | LOOKS
# A use that this share of all products has says too little alone: most of a catalogue is "Casual".
_COMMON: Final = 0.25
# Shorter words ("for", "a", "my") tell little, and so do these.
_TELLING: Final = 4
_FILLERS: Final = frozenset(("something", "anything", "things", "stuff"))
# What is said of a thing and cannot be seen of it. Beside the thing it is left out: to the model
# "cheap earrings" are less like earrings than "earrings" are.
_PRAISE: Final = frozenset(
    (
        *["cheap", "cheaper", "cheapest", "affordable", "inexpensive", "best", "nice", "nicest"],
        *["good", "great", "lovely", "amazing", "awesome", "please", "buy", "online"],
        *["expensive", "costliest", "priciest", "most", "budget"],
    )
)
# Behind these a word that may name a thing is what somebody does: "she ties", "we watch".
_DOES: Final = frozenset(("he", "she", "it", "who"))
_DO: Final = frozenset(("i", "we", "they"))
# What hurts or shines is no shelf of products: "my eyes".
_OWNERS: Final = frozenset(("my", "your", "his", "her", "our", "their"))
_BODY: Final = frozenset(("eyes", "lips", "nails", "skin", "hair"))


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text says.

    Attributes:
        text: the words to search by, corrected, without a price that was understood, and without
            what cannot be seen of what was asked for ("cheap", "best").
        corrected: the whole text as it was corrected, or `None` when nothing was wrong.
        soft: attributes to prefer. Catalogues are wrong about them often enough that a product
            which lacks them must still be found.
        hard: what must hold: prices, which catalogues are right about, and what is not wanted.
        unpriced: whether a price was asked of products that have none; it is left out of `text`,
            where it would only be a number that nothing shows.
        unplaced: whether a thing was named that no value of this catalogue says.
        away: words for what is not wanted and no value of this catalogue says.
        read: the folded words that said it. What is left over names something: a brand, a model.
    """

    text: str
    soft: Filters = field(default_factory=Filters)
    hard: Filters = field(default_factory=Filters)
    corrected: str | None = None
    unpriced: bool = False
    unplaced: bool = False
    away: str = ""
    read: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase that the thesaurus knows, and what stood before it."""

    words: tuple[str, ...]
    readings: tuple[Reading, ...]
    context: str
    before: str

    @property
    def names_a_thing(self) -> bool:
        """Whether it surely says what is wanted, not what that goes with."""
        wanted = self.context in ("", *_OWN) and not self.told
        return wanted and any(r.kind in THINGS and r.degree == "same" for r in self.readings)

    @property
    def told(self) -> bool:
        """Whether it is what somebody does or has, and no thing that is looked for."""
        word = self.words[-1]
        many = word.endswith("s")
        return len(self.words) == 1 and (
            (self.before in _DOES and many)
            or (self.before in _DO and not many)
            or (self.before in _OWNERS and word in _BODY)
        )


def understand(
    text: str,
    vocabulary: Vocabulary,
    thesaurus: Thesaurus,
    *,
    given: Filters,
    not_text: str | None = None,
) -> Understanding:
    """Read attributes and prices from a text; fields that `given` filters are left to it.

    Of a price that is bounded on one side the words may say the other. Where `not_text` is one
    value of the catalogue, products that have it are left out.
    """
    taken = {condition.field for condition in given.conditions}
    price = read_price(text, least=min(SMALLEST, vocabulary.cheap or SMALLEST))
    hard: tuple[Condition, ...] = ()
    unpriced = False
    if price and (price.text or vocabulary.priced):
        text, unpriced = price.text, not vocabulary.priced
        left = _bounds_left(Condition("price", gte=price.gte, lte=price.lte), given)
        if vocabulary.priced and left.has_range:
            hard = (left,)
    without = negated(text, vocabulary, thesaurus)
    text = without.text
    unwanted = without.unwanted.conditions + denied(not_text, vocabulary, thesaurus)
    hard += tuple(one for one in unwanted if one.field not in taken)
    wanted: dict[str, dict[str, None]] = {}
    read: set[str] = set()
    named = False
    for phrase in _phrases(text, thesaurus, vocabulary):
        named |= phrase.names_a_thing
        for name, values in _resolve(phrase, vocabulary):
            read.update(phrase.words)
            if name not in taken:
                wanted.setdefault(name, {}).update(dict.fromkeys(values))
    things = {name for kind in THINGS for name in vocabulary.fields.get(kind, ())}
    if not things & (wanted.keys() | taken):
        uses = vocabulary.fields.get("usage", ())
        # "Beach holiday" is more than a use: where words are left over, the vectors know better.
        vague = wanted.keys() <= set(uses) and not _all_read(text, read)
        for name in uses:
            if vague or vocabulary.share(name, wanted.get(name, ())) > _COMMON:
                wanted.pop(name, None)
    soft = tuple(Condition(name, any_of=tuple(values)) for name, values in wanted.items())
    text, praise = _unpraised(text, read)
    read |= praise
    return Understanding(
        text,
        Filters(soft),
        Filters(hard),
        unpriced=unpriced,
        unplaced=named and not things & (wanted.keys() | taken),
        away=without.away,
        read=frozenset(read),
    )


def _bounds_left(said: Condition, given: Filters) -> Condition:
    """Return what is left of a range in words where filters say something of the field."""
    for one in given.conditions:
        if one.field == said.field:
            exact = bool(one.any_of)
            below = exact or one.lte is not None or one.lt is not None
            above = exact or one.gte is not None or one.gt is not None
            said = replace(said, gte=None if above else said.gte, lte=None if below else said.lte)
    return said


def _unpraised(text: str, read: set[str]) -> tuple[str, set[str]]:
    """Leave out praise that stands before what was read, or ends the text behind it."""
    found = [(one, one.group().casefold()) for one in WORD.finditer(text)]
    words = [word for _, word in found]
    dropped: set[str] = set()
    for place in range(len(found) - 1, -1, -1):
        one, word = found[place]
        after = next((w for w in words[place + 1 :] if w not in dropped), None)
        before = words[place - 1] if place else ""
        beside = after in read if after else before in read or before in _PRAISE
        if word in _PRAISE and word not in read and beside:
            dropped.add(word)
            text = f"{text[: one.start()]} {text[one.end() :]}"
    return (" ".join(text.split()), dropped) if dropped else (text, dropped)


def _all_read(text: str, read: set[str]) -> bool:
    """Say whether nothing but short words is left over."""
    words = {word.casefold() for word in WORD.findall(text)}
    return all(len(word) < _TELLING for word in words - read - _FILLERS)


def _phrases(text: str, thesaurus: Thesaurus, vocabulary: Vocabulary) -> Iterator[_Phrase]:
    """Scan for the longest known phrases, from the left."""
    words = [word.casefold() for word in WORD_OR_BREAK.findall(text)]
    place, context = 0, ""
    while place < len(words):
        phrase, length = longest_at(words, place, thesaurus, vocabulary)
        if phrase:
            before = words[place - 1] if place else ""
            yield _Phrase(tuple(words[place : place + length]), phrase, context, before)
            # "With a red saree and gold border": the saree ends what "with" governs, red does not.
            if not all(reading.kind in LOOKS for reading in phrase):
                context = ""
        elif words[place] in _CONTEXT or words[place] in _NEGATIONS:
            context = words[place]
        place += length


def _resolve(phrase: _Phrase, vocabulary: Vocabulary) -> list[tuple[str, tuple[str, ...]]]:
    """Return the fields and values that a phrase asks for: its surest, most specific meaning."""
    if phrase.context in _NEGATIONS:
        return []
    beside = phrase.context not in ("", *_OWN)
    found = []
    for kinds in MEANINGS:
        if (beside and kinds <= _BESIDE) or (phrase.told and kinds <= THINGS):
            continue
        readings = [reading for reading in phrase.readings if reading.kind in kinds]
        if values := values_of(readings, vocabulary):
            found.append(values)
    return found
