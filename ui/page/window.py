"""The shop window: the catalogue's facets, and a tile for each main kind of product."""

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Final

from ui.answers import FacetCount, Facets, SearchRequest
from ui.client import AsyncClient
from ui.failures import ServiceError

FRESH_S: Final = 60.0
TILES: Final = 12
# The start page would rather come without a picture than late.
PATIENCE_S: Final = 3.0

_KIND = re.compile(r"type|categor|kind|class|department|section", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tile:
    """One kind of product: the facet value that leads to it, and a product that stands for it."""

    field: str
    value: FacetCount
    product_id: str | None


class Window:
    """Asks the service for the window and keeps it for `FRESH_S` seconds."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._facets: Facets = {}
        self._facets_until_s = 0.0
        self._tiles: tuple[Tile, ...] = ()
        self._tiles_until_s = 0.0
        self._counting = asyncio.Lock()
        self._choosing = asyncio.Lock()

    async def facets(self) -> Facets:
        """Return the facets of the whole catalogue.

        Raises:
            ServiceError: when the service cannot say what they are.
        """
        async with self._counting:
            if time.monotonic() >= self._facets_until_s:
                self._facets = await self._client.facets()
                self._facets_until_s = time.monotonic() + FRESH_S
            return self._facets

    async def tiles(self) -> tuple[Tile, ...]:
        """Return a tile for each of the most frequent kinds; without a picture where none comes.

        Raises:
            ServiceError: when the service cannot say what the facets are.
        """
        async with self._choosing:
            if time.monotonic() >= self._tiles_until_s:
                self._tiles, complete = await self._choose(await self.facets())
                # A service that was too busy for all of them is asked again by the next visitor.
                if complete:
                    self._tiles_until_s = time.monotonic() + FRESH_S
            return self._tiles

    async def _choose(self, facets: Facets) -> tuple[tuple[Tile, ...], bool]:
        """Return the tiles, and whether the service answered for every one of them."""
        name = main_facet(facets)
        if name is None:
            return (), True
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
            tiles.append(Tile(name, value, product if isinstance(product, str) else None))
        return tuple(tiles), complete

    async def _stands_for(self, name: str, value: FacetCount) -> str | None:
        """Return the product that best fits the value's own name; `None` when none has a picture.

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
        return next((hit.id for hit in answer.hits if hit.has_picture), None)


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
    kinds = [name for name in worded if _KIND.search(name)]
    return max(kinds or worded, key=lambda name: len(facets[name]), default=None)
