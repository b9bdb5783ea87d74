"""The desk: takes what the browser asks to the service and answers with what the page shows."""

import asyncio
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from ui.answers import Facets, SearchAnswer
from ui.client import AsyncClient
from ui.failures import RefusedError, ServiceError
from ui.page import notices, render, words
from ui.page.asked import Asked, UnusablePictureError
from ui.page.window import Window

SIMILAR: Final = 12
MAX_ID_CHARS: Final = 512

Shown: TypeAlias = dict[str, Any]


class Desk:
    """Answers the page's three questions; every answer is JSON with ready, escaped HTML.

    An answer that is a failure has the one key `notice`.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._window = Window(client)

    async def home(self) -> Shown:
        """Answer what the page shows before anything is asked: `tiles`."""
        try:
            tiles = await self._window.tiles()
        except ServiceError as error:
            return _notice(notices.for_error(error))
        return {"tiles": render.tiles(tiles)}

    async def search(self, raw: object) -> Shown:
        """Answer a search: `cards`, `summary`, `filters` (first page only) and `next`."""
        try:
            asked = Asked.model_validate(raw)
            if not asked.anything:
                return _notice(notices.nothing_asked())
            names = () if asked.offset else tuple(await self._window.facets())
            answer = await self._client.search(asked.request(names))
        except (ValidationError, UnusablePictureError, ServiceError) as error:
            return _notice(notices.for_error(error))
        return self._page(asked, answer)

    async def product(self, product_id: object) -> Shown:
        """Answer a product's own view: `product`."""
        if not isinstance(product_id, str) or not 0 < len(product_id) <= MAX_ID_CHARS:
            return _notice(notices.for_error(RefusedError(404, "this is no product id")))
        try:
            found, similar = await asyncio.gather(
                self._client.product(product_id),
                self._client.similar(product_id, limit=SIMILAR),
                return_exceptions=True,
            )
            if isinstance(found, BaseException):
                raise found
            facets = await self._window.facets()
        except ServiceError as error:
            return _notice(notices.for_error(error))
        # A product that nothing resembles is still a product to look at.
        alike = similar.hits if isinstance(similar, SearchAnswer) else ()
        return {"product": render.product(found, alike, facets)}

    def _page(self, asked: Asked, answer: SearchAnswer) -> Shown:
        shown: Shown = {"cards": render.cards(answer.hits), "next": answer.next_offset}
        if asked.offset == 0:
            shown["summary"] = render.summary(answer)
            shown["total"] = words.count(answer.total, "product", "products")
            shown["filters"] = render.filters(_with_chosen(answer.facets, asked), asked.chosen)
            if not answer.hits:
                nothing = notices.nothing_found(filtered=bool(asked.chosen))
                shown["empty"] = render.notice(nothing)
        return shown


def _with_chosen(facets: Facets, asked: Asked) -> Facets:
    """Keep a facet whose filter is set on the page even when nothing is left to count in it."""
    return {**dict.fromkeys(asked.chosen, ()), **facets}


def _notice(notice: notices.Notice) -> Shown:
    return {"notice": render.notice(notice)}
