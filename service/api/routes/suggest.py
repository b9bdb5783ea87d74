"""Typeahead."""

from time import perf_counter
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request

from service.api.models.suggest import Suggestion, SuggestResponse
from service.api.state import LentEngine
from service.engine.errors import BadQueryError
from service.engine.query import MAX_TEXT_CHARS
from service.engine.suggesting import MAX_SUGGESTIONS

router = APIRouter()

_PARAMETERS: Final = ("q", "limit")


@router.get("/v1/suggest", summary="What may be typed, in the catalogue's own words")
async def suggest(
    request: Request,
    engine: LentEngine,
    q: Annotated[
        str,
        Query(
            max_length=MAX_TEXT_CHARS,
            description="What was typed so far; the last word may be unfinished.",
            openapi_examples={"begun": {"value": "red dre"}},
        ),
    ],
    limit: Annotated[
        int,
        Query(
            ge=1,
            le=MAX_SUGGESTIONS,
            description="Suggestions at most.",
            openapi_examples={"few": {"value": 5}},
        ),
    ] = 8,
) -> SuggestResponse:
    """Suggest types, colours, brands, what exists of them together, and titles.

    Typing errors are forgiven. Without words the most common types, colours and brands come.
    """
    started = perf_counter()
    for name in request.query_params:
        if name not in _PARAMETERS:
            raise BadQueryError(
                name[:80], f"there is no parameter {name[:80]!r}; it takes q and limit"
            )
    found = engine.suggest(q, limit=limit)
    return SuggestResponse(
        suggestions=[Suggestion(text=p.text, kind=p.kind, count=p.count) for p in found],
        took_ms={"total": round((perf_counter() - started) * 1e3, 2)},
    )
