"""Live suggestions: what single products add to a generation's phrases, and take from them."""

from collections import OrderedDict
from typing import Final

from service.engine.product import Product
from service.engine.suggesting.counting import PhraseCounts
from service.engine.suggesting.phrase import Phrase, fold_words
from service.engine.suggesting.suggester import Suggester

# Of so many changed products the titles are suggested; the next ingest counts all of them.
MAX_PRODUCTS: Final = 500


class LiveSuggester:
    """A generation's suggester and the products that were changed since, the latest of them."""

    def __init__(self, base: Suggester) -> None:
        self._base = base
        self._put: OrderedDict[str, Product] = OrderedDict()
        self._gone: set[str] = set()
        self._more: Suggester | None = None

    @property
    def example(self) -> str | None:
        """See `Suggester.example`."""
        return self._base.example

    def put(self, product: Product, before: Product | None) -> None:
        """Suggest what a product brings, and its former title no more."""
        if before is not None and before.title != product.title:
            self._forget(before)
        self._gone.discard(product.title or "")
        self._put[product.id] = product
        self._put.move_to_end(product.id)
        while len(self._put) > MAX_PRODUCTS:
            self._put.popitem(last=False)
        self._more = None

    def delete(self, product: Product) -> None:
        """Suggest a product's title no more, unless another one has it."""
        self._put.pop(product.id, None)
        self._forget(product)
        self._more = None

    def suggest(self, text: str, *, limit: int) -> list[Phrase]:
        """See `Suggester.suggest`; what was changed since comes first where it begins so."""
        found = [
            phrase
            for phrase in self._base.suggest(text, limit=limit + len(self._gone))
            if phrase.kind != "title" or phrase.text not in self._gone or phrase.count > 1
        ]
        if not self._put or not text.strip():
            return found[:limit]
        if self._more is None:
            counts = PhraseCounts()
            for product in self._put.values():
                counts.add(product)
            self._more = Suggester(counts.phrases())
        begun = " ".join(fold_words(text))
        known = {phrase.text.casefold() for phrase in found}
        more = [p for p in self._more.suggest(text, limit=limit) if p.text.casefold() not in known]
        named = [p for p in more if " ".join(fold_words(p.text)).startswith(begun)]
        first = [p for p in named if p.kind == "title"][:1]
        # What only these have is found by nothing else; what many have comes by itself.
        first += [p for p in named if p.kind != "title"][:1]
        rest = [phrase for phrase in more if phrase not in first]
        return [*first, *found, *rest][:limit]

    def _forget(self, product: Product) -> None:
        title = " ".join((product.title or "").split())
        if title and len(self._gone) < MAX_PRODUCTS:
            self._gone.add(title)
