"""The service about itself: what it runs, whether it lives, whether it can answer."""

from contextlib import suppress
from dataclasses import asdict
from functools import cache
from typing import get_args

from fastapi import APIRouter, Response

from service.api.models.about import (
    FieldInfo,
    Health,
    Info,
    Limits,
    ModelInfo,
    ModelQuality,
    Readiness,
    RejectedRow,
    RejectedRows,
)
from service.api.models.examples import INFO, in_answer
from service.api.observing.metrics import CONTENT_TYPE
from service.api.state import Feedback, LentEngine, Live, MetricsOf, SettingsOf
from service.engine.encoder.model_folder import quality_of
from service.engine.engine import Engine
from service.engine.errors import ModisteError
from service.engine.filters import MAX_CONDITIONS
from service.engine.picture import MAX_PIXELS
from service.engine.query import MAX_LIMIT, MAX_PRODUCTS, MAX_TEXT_CHARS, MAX_WINDOW, Mode
from service.settings import Settings
from service.version import VERSION

router = APIRouter()


@router.get(
    "/v1/info",
    summary="What is running: model, generation, fields, limits",
    openapi_extra=in_answer("application/json", INFO),
)
async def info(engine: LentEngine, settings: SettingsOf) -> Info:
    """Say which model and which generation answer, and what requests may say."""
    manifest = engine.manifest
    fingerprint = engine.encoder.fingerprint
    return Info(
        version=VERSION,
        model=ModelInfo(
            name=fingerprint.model,
            digest=fingerprint.digest,
            dimension=fingerprint.dimension,
            preprocessing=fingerprint.preprocessing,
            quality=_quality(settings.model, digest=fingerprint.digest),
        ),
        generation=manifest.generation,
        created=manifest.created,
        source=manifest.source,
        products=await engine.count(),
        with_picture=manifest.with_picture,
        rejected=_rejected(engine),
        fields=_fields(engine),
        modes=list(get_args(Mode)),
        limits=_limits(settings),
    )


@router.get("/healthz", summary="Whether the process lives")
async def healthz() -> Health:
    """Answer 200 as long as the process can answer at all."""
    return Health(status="ok")


@router.get("/readyz", summary="Whether searches are answered")
async def readyz(engine: LentEngine) -> Readiness:
    """Answer 200 when a generation is open; else 503 with what to run."""
    return Readiness(status="ready", generation=engine.manifest.generation)


@router.get(
    "/metrics",
    summary="Metrics for Prometheus",
    response_class=Response,
    responses={200: {"description": "Metrics as text.", "content": {"text/plain": {}}}},
)
async def metrics(live: Live, log: Feedback, metrics: MetricsOf) -> Response:
    """Answer in Prometheus' text format, whether or not a generation is open."""
    metrics.feedback.labels("written").set(log.counts.written)
    metrics.feedback.labels("failed").set(log.counts.failed)
    with suppress(ModisteError):
        async with live.borrow() as engine:
            await metrics.describe(engine)
    return Response(metrics.text(), media_type=CONTENT_TYPE)


def _fields(engine: Engine) -> list[FieldInfo]:
    fields = engine.manifest.schema.fields
    return [FieldInfo(name=field.name, kind=field.kind, facet=field.facet) for field in fields]


@cache
def _quality(model: str, *, digest: str) -> ModelQuality | None:
    measured = quality_of(model, digest=digest)
    known = {name: measured[name] for name in ModelQuality.model_fields if name in measured}
    return ModelQuality(**known) if known else None


def _rejected(engine: Engine) -> RejectedRows | None:
    if (left_out := engine.rejected) is None:
        return None
    examples = [RejectedRow(**asdict(one)) for one in left_out.examples]
    return RejectedRows(count=left_out.count, examples=examples)


def _limits(settings: Settings) -> Limits:
    return Limits(
        text_chars=MAX_TEXT_CHARS,
        limit=MAX_LIMIT,
        window=MAX_WINDOW,
        like=MAX_PRODUCTS,
        filters=MAX_CONDITIONS,
        body_bytes=settings.max_body_bytes,
        picture_bytes=settings.max_picture_bytes,
        picture_pixels=MAX_PIXELS,
    )
