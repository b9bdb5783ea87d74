"""Interpreting: a query's words, in the words that the live catalogue has."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from service.engine.encoder import Encoder
from service.engine.filters import Filters
from service.engine.index import Index
from service.engine.pictograms import spelt_out
from service.engine.product import Product
from service.engine.query import MAX_TEXT_CHARS, Query
from service.engine.relevance.counting import count_passing, counted_fields
from service.engine.schema import Schema
from service.engine.searching.agreeing import agreed_paths
from service.engine.searching.arranging import cheap_price
from service.engine.thesaurus import Thesaurus
from service.engine.understanding import (
    Speller,
    Understanding,
    Vocabulary,
    spoken,
    understand,
    words_of,
)


class Interpreter:
    """Knows the catalogue's values and words; `words` are these with their counts."""

    def __init__(
        self,
        *,
        index: Index,
        schema: Schema,
        encoder: Encoder,
        thesaurus: Thesaurus,
        words: Mapping[str, int],
    ) -> None:
        self._index = index
        self._schema = schema
        self._encoder = encoder
        self._thesaurus = thesaurus
        self._speller = Speller(words, knows=self._knows)
        # What was last read; `None` before, and once a product has changed.
        self.known: Vocabulary | None = None

    async def vocabulary(self) -> Vocabulary:
        """Return what the live catalogue's values are."""
        if self.known is None:
            fields = counted_fields(self._schema.facets, self._schema)
            facets = await count_passing(self._index, fields, Filters(), self._schema)
            cheap = await cheap_price(self._index, self._schema)
            self.known = Vocabulary.of(facets, self._thesaurus, cheap=cheap)
        return self.known

    async def vocabulary_for(self, query: Query) -> Vocabulary | None:
        """Return the vocabulary where words are to be understood.

        Asked for by name, "dense" and "lexical" are what they say; nothing is mixed in.
        """
        if not query.text or not query.understand or query.mode in ("dense", "lexical"):
            return None
        return await self.vocabulary()

    async def agreed_on(self, query: Query) -> tuple[str, ...]:
        """Return where it is read what the nearest of a picture, or of products, agree on."""
        if query.kind != "image" or not query.understand or query.mode == "dense":
            return ()
        return agreed_paths(await self.vocabulary(), self._schema)

    def understand(
        self,
        query: Query,
        vocabulary: Vocabulary | None,
        *,
        believed: Collection[str] | None = None,
    ) -> Understanding:
        """Return what a query's words say; of what was corrected, `believed` may limit the words.

        Without a vocabulary they say nothing but themselves.
        """
        typed = query.text or ""
        text = spelt_out(typed)[:MAX_TEXT_CHARS] if query.understand else typed
        if vocabulary is None:
            return Understanding(text, corrected=None if text == typed else text)
        corrected = self._speller.correct(text, believed=believed)
        found = understand(
            corrected, vocabulary, self._thesaurus, given=query.filters, not_text=query.not_text
        )
        return found if corrected == typed else replace(found, corrected=corrected)

    def learn(self, product: Product) -> None:
        """Take the words of a product that was put for right."""
        self._speller.learn(words_of(" ".join(spoken(product))))

    def forget(self) -> None:
        """Read the catalogue's values anew when they are next asked for: a product has changed."""
        self.known = None

    def _knows(self, word: str) -> bool:
        return bool(self._thesaurus.readings(word)) or self._encoder.knows(word)
