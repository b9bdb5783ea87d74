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

_KIND = re.compile(r"type|categor|kind|class|department|section", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tile:
    """One kind of product: the facet value that leads to it, and a product that stands for it."""

    field: str
    value: FacetCount
    product_id: str | None


@dataclass(frozen=True, slots=True)
class Display:
    """What the window shows."""

    facets: Facets
    tiles: tuple[Tile, ...]


class Window:
    """Asks the service for the window and keeps it for `FRESH_S` seconds."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._shown: Display | None = None
        self._asked_at = 0.0
        self._asking = asyncio.Lock()

    async def display(self) -> Display:
        """Return the window.

        Raises:
            ServiceError: when the service cannot say what its facets are.
        """
        async with self._asking:
            if self._shown is None or time.monotonic() - self._asked_at > FRESH_S:
                facets = await self._client.facets()
                self._shown = Display(facets, await self._tiles(facets))
                self._asked_at = time.monotonic()
            return self._shown

    async def _tiles(self, facets: Facets) -> tuple[Tile, ...]:
        name = main_facet(facets)
        if name is None:
            return ()
        values = sorted(facets[name], key=lambda value: -value.count)[:TILES]
        products = await asyncio.gather(*(self._stands_for(name, value) for value in values))
        return tuple(
            Tile(name, value, product) for value, product in zip(values, products, strict=True)
        )

    async def _stands_for(self, name: str, value: FacetCount) -> str | None:
        """Return the product that best fits the value's own name; `None` when none has a picture.

        The words choose among the products of that value, so that the tile for "Dresses" shows
        what the model thinks a dress looks like, not whichever product has the lowest id.
        """
        request = SearchRequest(
            text=str(value.value)[:200] or None, filters={name: [value.value]}, limit=3
        )
        try:
            answer = await self._client.search(request)
        except ServiceError:
            return None
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
