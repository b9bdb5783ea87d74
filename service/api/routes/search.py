"""Searching: by JSON, by query string, by an uploaded picture."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from PIL.Image import Image
from pydantic_core import to_json

from service.api.errors import RequestError
from service.api.models import examples
from service.api.models.request import SearchRequest
from service.api.models.response import SearchResponse, to_search_response
from service.api.pictures import PictureDecoder
from service.api.recording import SearchRecorder
from service.api.routes.query_string import SEARCH, read_parameters
from service.api.state import Decoder, Fetcher, LentEngine, Recorder, SettingsOf
from service.api.strict_json import StrictJsonRoute, read_search_request
from service.engine.engine import Engine
from service.engine.errors import BadQueryError
from service.engine.filters import Filters, parse_filters
from service.engine.query import MAX_WINDOW, Query, Weights

json_router = APIRouter(route_class=StrictJsonRoute)
router = APIRouter()

_UPLOAD_FIELDS: Final = ("image", "query")
_IN_QUERY: Final = "what a search says goes as JSON into `query`, as in -F 'query={\"limit\": 3}'"


@json_router.post(
    "/v1/search",
    summary="Search by words, picture, liked products and filters",
    response_model=SearchResponse,
    openapi_extra=examples.in_body("application/json", examples.SEARCHES),
)
async def search(
    *,
    request: Request,
    body: SearchRequest,
    engine: LentEngine,
    decoder: Decoder,
    fetcher: Fetcher,
    recorder: Recorder,
) -> Response:
    """Give at least one of `text`, `image`, `like` and `filters`; all that is given counts."""
    _refuse_parameters(request, "a POST takes all in its JSON body")
    picture: str | bytes | None = body.image
    if body.image_url is not None:
        if picture is not None:
            raise BadQueryError("image_url", "is given beside `image`; give one of them")
        picture = await fetcher.fetch(body.image_url)
    return await answer(await _query(body, picture, decoder), engine, recorder)


@router.get(
    "/v1/search",
    summary="Search by words and filters",
    response_model=SearchResponse,
    openapi_extra=examples.in_query(*SEARCH),
)
async def search_by_query_string(
    request: Request, engine: LentEngine, recorder: Recorder
) -> Response:
    """Every parameter that is not listed is a filter on the catalogue's field of that name.

    Repeated, any of its values do; with `_gte`, `_gt`, `_lte`, `_lt` it is a bound, with `_not`
    a value that is not wanted, with `_exists` whether there must be a value.
    """
    said = read_parameters(request, engine.manifest.schema, reserved=SEARCH)
    query = to_query(said.request, said.filters)
    return await answer(query, engine, recorder)


@router.post(
    "/v1/search/upload",
    summary="Search by a picture's file",
    response_model=SearchResponse,
    openapi_extra=examples.in_body("multipart/form-data", examples.UPLOADS),
)
async def search_by_upload(
    *,
    request: Request,
    image: Annotated[UploadFile, File(description="JPEG, PNG, WebP, GIF, BMP or TIFF.")],
    engine: LentEngine,
    settings: SettingsOf,
    decoder: Decoder,
    recorder: Recorder,
    query: Annotated[
        str, Form(description="The JSON that POST /v1/search takes, without `image`.")
    ] = "{}",
) -> Response:
    """Send the file as form field `image`; what else the search says, as JSON in `query`."""
    _refuse_parameters(request, _IN_QUERY)
    form = await request.form()
    for name in form:
        if name not in _UPLOAD_FIELDS:
            repair = f"it takes image and query; {_IN_QUERY}"
            raise BadQueryError(name[:80], f"is no field of this form: {repair}")
        if len(form.getlist(name)) > 1:
            raise BadQueryError(name, "is given more than once")
    body = read_search_request(query)
    if body.image is not None or body.image_url is not None:
        raise BadQueryError("image", "is given twice: as a file and in the JSON of `query`")
    if image.size is not None and image.size > settings.max_picture_bytes:
        raise RequestError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"the picture has {image.size:,} bytes; at most {settings.max_picture_bytes:,} do",
            field="image",
        )
    asked = await _query(body, await image.read(), decoder)
    return await answer(asked, engine, recorder)


def _refuse_parameters(request: Request, repair: str) -> None:
    """Refuse what would else be passed over in silence."""
    for name in request.query_params:
        raise BadQueryError(name[:80], f"stands in the address, which is not read here; {repair}")


async def _query(
    body: SearchRequest, picture: str | bytes | None, decoder: PictureDecoder
) -> Query:
    filters = parse_filters(body.filters)
    if body.region is not None and picture is None:
        raise BadQueryError("region", "is a part of a picture; give the picture as well")
    image = None
    if picture is not None:
        image = await decoder.decode(picture, region=body.region)
    return to_query(body, filters, image=image)


async def answer(query: Query, engine: Engine, recorder: SearchRecorder) -> Response:
    """Search, and note the search for feedback and metrics.

    Written here: what FastAPI is given it reads once more before it writes it.
    """
    found = await engine.search(query)
    response = to_search_response(found, query)
    recorder.note(response["query_id"], query, found, degraded=found.degraded)
    return Response(to_json(response, inf_nan_mode="null"), media_type="application/json")


def to_query(
    body: SearchRequest,
    filters: Filters,
    *,
    image: Image | None = None,
    like: tuple[str, ...] | None = None,
) -> Query:
    """Return what the engine is asked.

    The last page before the end of the window is shortened, so that `next_offset` always works.
    """
    return Query(
        text=body.text,
        image=image,
        not_text=body.not_text,
        like=tuple(body.like) if like is None else like,
        dislike=tuple(body.dislike),
        weights=Weights(**body.weights.model_dump()) if body.weights else Weights(),
        min_match=body.min_match,
        sort=body.sort,
        diversity=body.diversity,
        filters=replace(filters, predicted=body.predicted),
        mode=body.mode,
        limit=min(body.limit, MAX_WINDOW - body.offset),
        offset=body.offset,
        facets=tuple(dict.fromkeys(body.facets)),
        group_by=body.group_by,
        understand=body.understand,
        explain=body.explain,
    )
