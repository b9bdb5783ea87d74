"""Tagging a picture."""

from time import perf_counter

from fastapi import APIRouter

from service.api.models import examples
from service.api.models.tag import Tag, TagRequest, TagResponse
from service.api.state import Decoder, LentEngine
from service.api.strict_json import StrictJsonRoute

router = APIRouter(route_class=StrictJsonRoute)


@router.post(
    "/v1/tag",
    summary="A picture's likely attributes",
    openapi_extra=examples.in_body("application/json", examples.TAGS),
)
async def tag(body: TagRequest, engine: LentEngine, decoder: Decoder) -> TagResponse:
    """Answer with the likeliest values of each facet and the probability of each.

    The first picture after a generation went live takes longer: the values are read to the model.
    """
    started = perf_counter()
    tags = await engine.tag(await decoder.decode(body.image))
    return TagResponse(
        tags={
            field: [Tag(value=one.value, confidence=round(one.confidence, 4)) for one in values]
            for field, values in tags.items()
        },
        took_ms={"total": round((perf_counter() - started) * 1e3, 2)},
    )
