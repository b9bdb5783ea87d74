"""The shop window: the catalogue's facets and numbers, and a tile for each main kind of product."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ui.answers import FacetCount, Facets, Hit, Info
from ui.client import AsyncClient
from ui.failures import RefusedError, ServiceError
from ui.page.fresh import Fresh
from ui.request import SearchRequest

TILES: Final = 12
# The start page would rather come without a picture than late.
PATIENCE_S: Final = 3.0
MAX_RANGES: Final = 3

_KIND = re.compile(r"type|categor|kind|class|department|section", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tile:
    """One kind of product.

    Attributes:
        field: the facet.
        value: the value that leads to it.
        product_id: a product with a picture that stands for it; `None` when there is none.
        other_id: another one, to begin a search with; `product_id` when there is no other.
        other_is: what is said of that one's attributes, in lower case.
    """

    field: str
    value: FacetCount
    product_id: str | None
    other_id: str | None = None
    other_is: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Range:
    """The smallest and the largest value of a number in the whole catalogue."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Chosen:
    tiles: tuple[Tile, ...]
    complete: bool


class Window:
    """Asks the service for the window, and keeps each part of it for a while.

    Every method raises `ServiceError` when the service cannot say.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._facets = Fresh(client.facets)
        self._info = Fresh(client.info)
        self._ranges = Fresh(self._measure)
        # A service that was too busy for all of them is asked again by the next visitor.
        self._tiles = Fresh(self._choose, keeps=lambda chosen: chosen.complete)

    async def facets(self) -> Facets:
        """Return the facets of the whole catalogue."""
        return await self._facets.get()

    async def info(self) -> Info:
        """Return what the service says about itself."""
        return await self._info.get()

    async def ranges(self) -> Mapping[str, Range]:
        """Return the range of every number that is no facet, such as the price."""
        return await self._ranges.get()

    async def tiles(self) -> tuple[Tile, ...]:
        """Return a tile for each of the most frequent kinds; without a picture where none comes."""
        return (await self._tiles.get()).tiles

    async def _measure(self) -> Mapping[str, Range]:
        info = await self.info()
        names = [f.name for f in info.fields if f.kind in ("number", "integer") and not f.facet]
        found = {}
        for name in names[:MAX_RANGES]:
            low, high = await asyncio.gather(self._end(name, name), self._end(name, f"-{name}"))
            if low is not None and high is not None and low < high:
                found[name] = Range(low, high)
        return found

    async def _end(self, name: str, sort: str) -> float | None:
        """Return the value that comes first in an order; `None` when no product has one."""
        request = SearchRequest(filters={name: {"exists": True}}, sort=sort, limit=1)
        try:
            answer = await self._client.search(request)
        except RefusedError:  # a field that cannot be ordered by has no slider
            return None
        for hit in answer.hits:
            said = hit.product.price if name == "price" else hit.product.attributes.get(name)
            if isinstance(said, int | float) and not isinstance(said, bool):
                return float(said)
        return None

    async def _choose(self) -> _Chosen:
        facets = await self.facets()
        name = main_facet(facets)
        if name is None:
            return _Chosen((), complete=True)
        values = sorted(facets[name], key=lambda value: -value.count)[:TILES]
        products = await asyncio.gather(
            *(self._stands_for(name, value) for value in values), return_exceptions=True
        )
        complete = True
        tiles = []
        for value, product in zip(values, products, strict=True):
            if isinstance(product, ServiceError | TimeoutError):
                complete = False
            elif isinstance(product, BaseException):
                raise product
            pictured = product if isinstance(product, list) else []
            if pictured:
                first, other = pictured[0], pictured[-1]
                tiles.append(Tile(name, value, first.id, other.id, _said(other)))
            else:
                tiles.append(Tile(name, value, None))
        return _Chosen(tuple(tiles), complete)

    async def _stands_for(self, name: str, value: FacetCount) -> list[Hit]:
        """Return up to three products with a picture that best fit the value's own name.

        The words choose among the products of that value, so that the tile for "Dresses" shows
        what the model thinks a dress looks like, not whichever product has the lowest id.

        Raises:
            ServiceError: when the service cannot answer.
            TimeoutError: when it takes too long for a start page.
        """
        request = SearchRequest(
            text=str(value.value)[:200] or None, filters={name: [value.value]}, limit=3
        )
        async with asyncio.timeout(PATIENCE_S):
            answer = await self._client.search(request)
        return [hit for hit in answer.hits if hit.has_picture]


def _said(hit: Hit) -> frozenset[str]:
    values = hit.product.attributes.values()
    return frozenset(value.lower() for value in values if isinstance(value, str))


def of_kinds(field: str) -> bool:
    """Return whether a field says what kind of thing a product is, by its name."""
    return bool(_KIND.search(field))


def main_facet(facets: Facets) -> str | None:
    """Return the facet that says best what kind of thing a product is.

    Among the facets whose name speaks of a kind (else among all of words) the one with the most
    values; `None` when no facet has two.
    """
    worded = [
        name
        for name, values in facets.items()
        if len(values) > 1 and all(isinstance(value.value, str) for value in values)
    ]
    kinds = [name for name in worded if of_kinds(name)]
    return max(kinds or worded, key=lambda name: len(facets[name]), default=None)
