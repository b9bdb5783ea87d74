"""Feedback on hits."""

import asyncio
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter

from service.api.errors import RequestError
from service.api.models import examples
from service.api.models.feedback import FeedbackRequest, FeedbackResponse
from service.api.state import Feedback, LentEngine, Recent
from service.api.strict_json import StrictJsonRoute
from service.engine.errors import UnknownProductError
from service.engine.feedback import FeedbackEvent
from service.feedback import FeedbackUnavailableError

router = APIRouter(route_class=StrictJsonRoute)

_TIMEOUT_S: Final = 5.0


@router.post(
    "/v1/feedback",
    status_code=HTTPStatus.ACCEPTED,
    summary="What somebody did with a hit",
    openapi_extra=examples.in_body("application/json", examples.FEEDBACK),
)
async def feedback(
    body: FeedbackRequest, engine: LentEngine, log: Feedback, recent: Recent
) -> FeedbackResponse:
    """Keep a click, like, dislike or purchase for training; nothing is kept of who it was."""
    try:
        await engine.product(body.product_id)
    except UnknownProductError as error:
        raise RequestError(HTTPStatus.NOT_FOUND, str(error), field="product_id") from None
    asked, rank = recent.find(body.query_id, body.product_id)
    event = FeedbackEvent(
        at=datetime.now(UTC),
        query_id=body.query_id,
        product_id=body.product_id,
        event=body.event,
        rank=rank,
        asked=asked,
    )
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            await asyncio.wrap_future(log.append(event))
    except FeedbackUnavailableError as error:
        raise RequestError(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from None
    except TimeoutError:
        raise RequestError(
            HTTPStatus.SERVICE_UNAVAILABLE, "the disk does not take the feedback; try again later"
        ) from None
    return FeedbackResponse(accepted=True)
