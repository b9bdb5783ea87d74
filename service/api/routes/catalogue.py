"""The catalogue as a whole: its facets."""

from dataclasses import replace

from fastapi import APIRouter, Request

from service.api.models import examples
from service.api.models.response import FacetsResponse, to_facets
from service.api.routes.query_string import read_parameters
from service.api.state import LentEngine

router = APIRouter()


@router.get(
    "/v1/facets",
    summary="The facets and their counts",
    openapi_extra=examples.in_query("facets", "predicted"),
)
async def facets(request: Request, engine: LentEngine) -> FacetsResponse:
    """Count every facet, or those of `facets`; filters as in GET /v1/search.

    A facet's own filter is left out of its count, so that its other values stay on offer.
    """
    schema = engine.manifest.schema
    said = read_parameters(request, schema, reserved=("facets", "predicted"))
    names = said.request.facets or schema.facets
    filters = replace(said.filters, predicted=said.request.predicted)
    return FacetsResponse(facets=to_facets(await engine.facets(names, filters)))
