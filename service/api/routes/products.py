"""Products: one, its picture, more like it."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Path, Request, Response
from pydantic import AfterValidator

from service.api.errors import RequestError
from service.api.models import examples
from service.api.models.response import (
    ProductResponse,
    SearchResponse,
    to_product_response,
)
from service.api.routes.query_string import SIMILAR, read_parameters
from service.api.routes.search import answer, to_query
from service.api.state import LentEngine, Recorder

router = APIRouter()

# Pictures are asked for again after ten minutes; with the ETag that costs no bytes.
_CACHE_CONTROL = "public, max-age=600"


# The app routes product paths while they are still encoded: see `EncodedProductPaths`.
ProductId = Annotated[
    str,
    Path(
        description="The product's id, percent-encoded where it has slashes or spaces.",
        openapi_examples={"product": {"value": examples.PRODUCT_ID}},
    ),
    AfterValidator(unquote),
]


@router.get(
    "/v1/products/{product_id:path}/similar",
    summary="More like a product",
    response_model_exclude_unset=True,
    openapi_extra=examples.in_query(*SIMILAR),
)
async def similar(
    request: Request, product_id: ProductId, engine: LentEngine, recorder: Recorder
) -> SearchResponse:
    """Find products like this one, never itself; filters as in GET /v1/search."""
    said = read_parameters(request, engine.manifest.schema, reserved=SIMILAR)
    query = to_query(said.request, said.filters, like=(product_id,))
    return await answer(query, engine, recorder)


@router.get(
    "/v1/products/{product_id:path}/image",
    summary="A product's picture",
    response_class=Response,
    responses={
        200: {"description": "The picture.", "content": {"image/*": {}}},
        304: {"description": "The picture is the one of `If-None-Match`."},
    },
)
async def image(request: Request, product_id: ProductId, engine: LentEngine) -> Response:
    """Answer with the picture's file, or 404 when the product has none."""
    key = (await engine.product(product_id)).picture
    headers = {"ETag": f'"{key}"', "Cache-Control": _CACHE_CONTROL}
    if key is not None and f'"{key}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    picture = await engine.picture(product_id)
    if picture is None:
        raise RequestError(HTTPStatus.NOT_FOUND, f"the product {product_id[:80]!r} has no picture")
    media_type, data = picture
    return Response(data, media_type=media_type, headers=headers)


@router.get(
    "/v1/products/{product_id:path}",
    summary="A product",
)
async def product(product_id: ProductId, engine: LentEngine) -> ProductResponse:
    """Answer with what the catalogue says about one product."""
    return to_product_response(await engine.product(product_id))
