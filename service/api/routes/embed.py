"""Embedding words and pictures."""

from fastapi import APIRouter
from PIL.Image import Image

from service.api.errors import RequestError
from service.api.models import examples
from service.api.models.embed import EmbedRequest, EmbedResponse
from service.api.pictures import PictureDecoder
from service.api.state import Decoder, LentEngine
from service.api.strict_json import StrictJsonRoute
from service.engine.encoder import Vectors
from service.engine.errors import BadQueryError, PictureError

router = APIRouter(route_class=StrictJsonRoute)


@router.post(
    "/v1/embed",
    summary="Vectors of words and pictures",
    openapi_extra=examples.in_body("application/json", examples.EMBEDDINGS),
)
async def embed(body: EmbedRequest, engine: LentEngine, decoder: Decoder) -> EmbedResponse:
    """Answer with unit vectors of one space: their dot product is the cosine similarity."""
    if not (body.texts or body.images):
        raise BadQueryError("texts", "there is nothing to embed; give texts, images or both")
    images = [
        await _decoded(f"images.{place}", text, decoder) for place, text in enumerate(body.images)
    ]
    words, shown = await engine.embed(body.texts, images)
    fingerprint = engine.encoder.fingerprint
    return EmbedResponse(
        model=fingerprint.model,
        dimension=fingerprint.dimension,
        texts=_rounded(words),
        images=_rounded(shown),
    )


async def _decoded(field: str, picture: str, decoder: PictureDecoder) -> Image:
    """Decode one of several pictures; an error names which."""
    try:
        return await decoder.decode(picture)
    except RequestError as error:
        raise RequestError(error.status, str(error), field=field) from None
    except (BadQueryError, PictureError) as error:
        raise BadQueryError(field, str(error)) from None


def _rounded(vectors: Vectors) -> list[list[float]]:
    """Write the digits that single precision has."""
    return [[round(number, 8) for number in row] for row in vectors.tolist()]
