"""Reading: products as the index has them; those that were shown lately from memory."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.engine.index import Candidate, Index
from service.engine.index.protocol import DenseVector
from service.engine.product import Product
from service.engine.schema import Schema, to_product

# What is sold most is shown again and again; some kilobytes each.
_KEPT: Final = 5_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A product as the index has it.

    Attributes:
        point_id: which point.
        payload: what `schema.to_payload` made.
        dense: unit vector, (dim,); `None` for a product that nothing can be seen of.
        product: what the payload says.
        text: the words that the product is found by.
    """

    point_id: str
    payload: Mapping[str, Any]
    dense: DenseVector | None
    product: Product
    text: str

    @classmethod
    def of(cls, candidate: Candidate, schema: Schema) -> "Stored":
        """Read what `Index.get` brought."""
        product = to_product(candidate.payload, schema)
        return cls(
            candidate.point_id, candidate.payload, candidate.dense, product, product.search_text
        )


class Reader:
    """Reads products of one index by their point ids.

    An index inside this process is changed by its engine only, which says so; of one that others
    can change nothing is kept.
    """

    def __init__(self, *, index: Index, schema: Schema) -> None:
        self._index = index
        self._schema = schema
        self._most = 0 if index.remote else _KEPT
        self._kept: OrderedDict[str, Stored] = OrderedDict()

    async def read(self, point_ids: Sequence[str]) -> list[Stored]:
        """Return those of the points that exist, in the order asked."""
        kept = self._kept
        found = {one: kept[one] for one in point_ids if one in kept}
        for one in found:
            kept.move_to_end(one)
        unread = [one for one in point_ids if one not in found]
        if unread:
            for candidate in await self._index.get(unread):
                found[candidate.point_id] = Stored.of(candidate, self._schema)
            kept.update((one, found[one]) for one in unread[: self._most] if one in found)
            while len(kept) > self._most:
                kept.popitem(last=False)
        return [found[one] for one in point_ids if one in found]

    def forget(self) -> None:
        """Read all of it anew: a product has changed."""
        self._kept.clear()
