"""The desk: takes what the browser asks to the service and answers with what the page shows."""

import asyncio
from dataclasses import replace
from typing import Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from ui.answers import Facets, ProductAnswer, SearchAnswer
from ui.client import AsyncClient
from ui.failures import RefusedError, ServiceError
from ui.page import notices
from ui.page.asked import MAX_ID_CHARS, Asked, UnusablePictureError, picture_of
from ui.page.showing import filtering, render, words
from ui.page.showing.comparing import COMPARED, SIDE_BY_SIDE, compare
from ui.page.window import Window, main_facet
from ui.request import Event, Mode, SearchRequest

SIMILAR: Final = 12
SUGGESTIONS: Final = 8
MAX_BEGUN_CHARS: Final = 200

Shown: TypeAlias = dict[str, Any]


class Said(BaseModel):
    """What somebody did with a hit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query_id: StrictStr = Field(min_length=1, max_length=64)
    product_id: StrictStr = Field(min_length=1, max_length=MAX_ID_CHARS)
    event: Event


class Desk:
    """Answers the page's questions; every answer is JSON with ready, escaped HTML.

    An answer that is a failure has the one key `notice`.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._window = Window(client)

    async def home(self) -> Shown:
        """Answer what the page shows at first: `tiles`, `words`, `pictures` and `sorts`."""
        try:
            tiles = await self._window.tiles()
            facets = await self._window.facets()
            info = await self._window.info()
        except ServiceError as error:
            return _notice(notices.for_error(error))
        return {
            "tiles": render.tiles(tiles),
            "words": render.word_examples(tiles, facets),
            "pictures": render.picture_examples(tiles, facets),
            "sorts": filtering.sorts(info),
        }

    async def search(self, raw: object) -> Shown:
        """Answer a search: `cards` and `next`, and on the first page all that stands around them.

        That is `summary`, `remarks`, `filters`, `understood` (to be shown) and `read` (what was
        understood, as filters), `total` and `query_id`.
        """
        try:
            asked = Asked.model_validate(raw)
            if not asked.anything:
                return _notice(notices.nothing_asked())
            names = () if asked.offset else tuple(await self._window.facets())
            answer = await self._client.search(asked.request(names))
            return {"cards": render.cards(answer.hits), "next": answer.next_offset} | (
                {} if asked.offset else await self._around(asked, answer)
            )
        except RefusedError as error:
            gone = error.status == 404 and bool(asked.like or asked.dislike)
            return _notice(notices.liked_product_is_gone() if gone else notices.for_error(error))
        except (ValidationError, UnusablePictureError, ServiceError) as error:
            return _notice(notices.for_error(error))

    async def product(self, product_id: object) -> Shown:
        """Answer a product's own view: `product`."""
        if not isinstance(product_id, str) or not 0 < len(product_id) <= MAX_ID_CHARS:
            return _notice(notices.for_error(RefusedError(404, "this is no product id")))
        try:
            found = await self._client.product(product_id)
            similar, variants, facets = await asyncio.gather(
                self._client.similar(product_id, limit=SIMILAR),
                self._variants(found),
                self._window.facets(),
                return_exceptions=True,
            )
            if isinstance(facets, BaseException):
                raise facets
        except ServiceError as error:
            return _notice(notices.for_error(error))
        # A product that nothing resembles is still a product to look at.
        alike = similar if isinstance(similar, SearchAnswer) else None
        others = variants if isinstance(variants, list) else []
        return {"product": render.product(found, alike, others, facets)}

    async def suggest(self, begun: object) -> Shown:
        """Answer what may be typed: `suggestions`, empty when there is nothing to say."""
        if not isinstance(begun, str) or not begun.strip():
            return {"suggestions": ""}
        try:
            found = await self._client.suggest(begun[:MAX_BEGUN_CHARS], limit=SUGGESTIONS)
        except ServiceError:  # typing goes on without help
            return {"suggestions": ""}
        return {"suggestions": render.suggestions(found, begun)}

    async def tags(self, picture: object) -> Shown:
        """Answer which attributes a picture likely shows: `tags`, empty when that is not known."""
        try:
            asked = Asked.model_validate({"picture": picture})
            if asked.picture is None:
                return {"tags": ""}
            found = await self._client.tag(picture_of(asked.picture))
            facets = await self._window.facets()
        except (ValidationError, UnusablePictureError, ServiceError):  # the search says what it is
            return {"tags": ""}
        return {"tags": render.tags(found, facets)}

    async def compare(self, raw: object) -> Shown:
        """Answer the same search under each mode: `compare`."""
        try:
            asked = Asked.model_validate(raw)
            if not asked.wished:
                return _notice(notices.nothing_to_compare())
            legs = await asyncio.gather(*(self._leg(asked, mode) for mode in SIDE_BY_SIDE))
        except (ValidationError, UnusablePictureError, ServiceError) as error:
            return _notice(notices.for_error(error))
        return {
            "compare": render.comparison(compare(dict(zip(SIDE_BY_SIDE, legs, strict=True)))),
        }

    async def catalogue(self) -> Shown:
        """Answer what is indexed, by which model: `catalogue`."""
        try:
            info, facets, ranges = await asyncio.gather(
                self._window.info(), self._window.facets(), self._window.ranges()
            )
        except ServiceError as error:
            return _notice(notices.for_error(error))
        return {"catalogue": render.catalogue(info, facets, ranges)}

    async def feedback(self, raw: object) -> Shown:
        """Pass on what somebody did with a hit; whether it could be kept is `kept`."""
        try:
            said = Said.model_validate(raw)
            await self._client.feedback(
                query_id=said.query_id, product_id=said.product_id, event=said.event
            )
        except (ValidationError, ServiceError):  # nobody's search waits for this
            return {"kept": False}
        return {"kept": True}

    async def _leg(self, asked: Asked, mode: Mode) -> SearchAnswer | str:
        """Return what a mode answers; why it cannot, when only this mode cannot."""
        if mode == "lexical" and not asked.text.strip():
            return "BM25 compares words, and this search has none."
        request = asked.model_copy(update={"sort": "relevance", "offset": 0}).request(())
        return await self._client.search(replace(request, mode=mode, limit=COMPARED))

    async def _variants(self, found: ProductAnswer) -> list[ProductAnswer]:
        """Return the products that have the same look as one: its group among those of its name.

        Raises:
            ServiceError: also when the catalogue has no looks.
        """
        title = (found.product.title or "")[:MAX_BEGUN_CHARS].strip()
        if not title:
            return []
        request = SearchRequest(text=title, group_by="look", understand=False, limit=SIMILAR)
        for hit in (await self._client.search(request)).hits:
            group = [ProductAnswer(hit.id, hit.has_picture, hit.product), *hit.variants]
            if any(one.id == found.id for one in group):
                return [one for one in group if one.id != found.id]
        return []

    async def _around(self, asked: Asked, answer: SearchAnswer) -> Shown:
        groups = filtering.groups(
            _with_chosen(answer.facets, asked),
            asked.chosen,
            main=main_facet(await self._window.facets()),
        )
        try:
            ranges = await self._window.ranges()
        except ServiceError:  # results without a slider are better than none
            ranges = {}
        shown: Shown = {
            "query_id": answer.query_id,
            "summary": render.summary(answer),
            "remarks": render.remarks(answer),
            "total": words.count(answer.total, "product", "products"),
            "filters": render.filters(groups, filtering.sliders(ranges, asked.ranges)),
            "understood": render.understood(answer.understood) if asked.understand else "",
            "read": dict(answer.understood.filters),
        }
        if not answer.hits:
            shown["empty"] = render.notice(notices.nothing_found(filtered=asked.filtered))
        return shown


def _with_chosen(facets: Facets, asked: Asked) -> Facets:
    """Keep a facet whose filter is set on the page even when nothing is left to count in it."""
    return {**dict.fromkeys(asked.chosen, ()), **facets}


def _notice(notice: notices.Notice) -> Shown:
    return {"notice": render.notice(notice)}
