"""Products: one, its picture, more like it."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Path, Request, Response
from pydantic import AfterValidator

from service.api.errors import RequestError
from service.api.models import examples
from service.api.models.product import ProductRequest
from service.api.models.response import (
    ProductResponse,
    SearchResponse,
    to_product_response,
)
from service.api.pictures import bytes_of_base64
from service.api.routes.query_string import SIMILAR, read_parameters
from service.api.routes.search import answer, to_query
from service.api.state import Decoder, LentEngine, Recorder
from service.api.strict_json import StrictJsonRoute
from service.engine import product as engine_product
from service.engine.changing import KEPT, MAX_ID_CHARS, NewPicture, PictureChange
from service.engine.errors import BadQueryError, UnknownProductError

router = APIRouter()
json_router = APIRouter(route_class=StrictJsonRoute)

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
    response_model=SearchResponse,
    openapi_extra=examples.in_query(*SIMILAR),
)
async def similar(
    request: Request, product_id: ProductId, engine: LentEngine, recorder: Recorder
) -> Response:
    """Find products like this one, never itself; filters as in GET /v1/search."""
    said = read_parameters(request, engine.manifest.schema, reserved=SIMILAR)
    query = to_query(said.request, said.filters, like=(product_id,))
    try:
        return await answer(query, engine, recorder)
    except UnknownProductError as error:
        # The path names it here, not a field.
        raise UnknownProductError(error.product_id) from None


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


@json_router.put(
    "/v1/products/{product_id:path}",
    summary="Put a product",
    responses={201: {"description": "The product is new.", "model": ProductResponse}},
    openapi_extra=examples.in_body("application/json", examples.PRODUCTS),
)
async def put_product(
    body: ProductRequest,
    product_id: ProductId,
    engine: LentEngine,
    decoder: Decoder,
    response: Response,
) -> ProductResponse:
    """Add or replace one product in the live generation; it is found as soon as this answers.

    The whole product is what the body says; only a picture that is not mentioned stays. The next
    ingest reads the catalogue, so a change that should last is made there as well.
    """
    if not product_id or len(product_id) > MAX_ID_CHARS:
        raise BadQueryError("product_id", f"an id has 1 to {MAX_ID_CHARS} characters")
    picture: PictureChange = KEPT if "image" not in body.model_fields_set else None
    if body.image is not None:
        data = bytes_of_base64(body.image, max_bytes=decoder.max_bytes)
        picture = NewPicture(data, await decoder.decode(data))
    wanted = engine_product.Product(
        id=product_id,
        title=_text(body.title),
        description=_text(body.description),
        brand=_text(body.brand),
        price=body.price,
        attributes=body.attributes,
    )
    changed = await engine.put(wanted, picture)
    if changed.before is None:
        response.status_code = HTTPStatus.CREATED
    return to_product_response(changed.product)


@router.delete(
    "/v1/products/{product_id:path}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Delete a product",
)
async def delete_product(product_id: ProductId, engine: LentEngine) -> None:
    """Take one product out; the next ingest brings it back if the catalogue has it."""
    await engine.delete(product_id)


def _text(given: str | None) -> str | None:
    return (given or "").strip() or None
