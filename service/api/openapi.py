"""The OpenAPI document: what FastAPI derives, with problems as they really look."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.access.guard import HEADER
from service.api.models.problem import MEDIA_TYPE, FieldError, Problem

_DESCRIPTION: Final = (
    "Search a fashion catalogue by words, a picture, a part of a picture, products, and filters. "
    "Every error is a problem (RFC 9457) whose `detail` names the field and the repair."
)
_PROBLEMS: Final = {
    "400": "The body cannot be read.",
    "401": "A key is needed, and none or an unknown one was sent.",
    "403": "The key is not good for this.",
    "404": "There is no such product, or it has no picture.",
    "408": "The body did not arrive in time.",
    "413": "The body or the picture is too large.",
    "415": "The body is not of the media type that this operation takes.",
    "422": "A field cannot be taken as it stands.",
    "429": "Too many requests; `Retry-After` says when to try again.",
    "503": "Nothing can be answered now; `detail` says why, `Retry-After` when to try again.",
}
_WITH_BODY: Final = ("400", "408", "413", "415")
_GUARDED: Final = ("401", "403", "429")


def describe(app: FastAPI) -> None:
    """Give the app its OpenAPI document, made when it is first asked for."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI documents this way


def _document(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes
    )
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    reference = "#/components/schemas/{model}"
    for model in (Problem, FieldError):
        schemas[model.__name__] = model.model_json_schema(ref_template=reference)
        schemas[model.__name__].pop("$defs", None)
    made["components"]["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "header", "name": HEADER},
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    # Each is enough, and where the service has no keys none is needed.
    made["security"] = [{"key": []}, {"bearer": []}, {}]
    paths = {path.replace(":path}", "}"): item for path, item in made["paths"].items()}
    for path, item in paths.items():
        for method, operation in item.items():
            _add_problems(path, method, operation)
    return made | {"paths": paths}


def _add_problems(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    for status, description in _PROBLEMS.items():
        if _may_answer(status, path, method):
            responses[status] = {
                "description": description,
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }


def _may_answer(status: str, path: str, method: str) -> bool:
    guarded = path.startswith("/v1/") or path == "/metrics"
    if status in _GUARDED or path in ("/healthz", "/metrics"):
        return status in _GUARDED and guarded
    if status in _WITH_BODY:
        return method in ("post", "put")
    if status == "404":
        return (
            "{product_id}" in path
            or (path, method) == ("/v1/search", "post")
            or path in ("/v1/search/upload", "/v1/feedback")
        )
    if status == "422":
        return path not in ("/v1/info", "/readyz")
    return True
