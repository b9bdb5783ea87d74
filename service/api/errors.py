"""From errors to problems: one table, one shape (RFC 9457)."""

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from service.api.models.problem import MEDIA_TYPE, FieldError, Problem
from service.api.models.request import SearchRequest, WeightsFields
from service.engine.errors import (
    BadQueryError,
    GenerationError,
    IndexUnavailableError,
    ModelError,
    ModisteError,
    OverloadedError,
    PictureError,
    UnknownProductError,
)
from service.engine.guess import did_you_mean

STATUS: Final[Mapping[type[ModisteError], HTTPStatus]] = {
    BadQueryError: HTTPStatus.UNPROCESSABLE_ENTITY,
    PictureError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownProductError: HTTPStatus.NOT_FOUND,
    GenerationError: HTTPStatus.SERVICE_UNAVAILABLE,
    IndexUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    ModelError: HTTPStatus.SERVICE_UNAVAILABLE,
    OverloadedError: HTTPStatus.SERVICE_UNAVAILABLE,
}
# Seconds: a generation that goes live is opened about a second later.
RETRY_AFTER_S: Final = 5
# A full queue is worked off in about a second.
OVERLOADED_RETRY_AFTER_S: Final = 1
_SENTENCES: Final[Mapping[int, str]] = {
    404: "there is nothing at {path}; /openapi.json lists what there is",
    405: "{path} does not take {method}; /openapi.json lists what there is",
}
_ECHOED_CHARS: Final = 80
# Where FastAPI says that a value came from; what is asked of a field starts behind it.
_SOURCES: Final = (("body",), ("query",), ("path",))


class RequestError(ModisteError):
    """A request that HTTP itself has a status for: no JSON, too large, of another media type.

    Attributes:
        status: what is answered.
        field: the request field at fault, or `None`.
    """

    def __init__(self, status: HTTPStatus, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.field = field


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    errors: Iterable[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as a response."""
    body = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path[:200],
        errors=list(errors) or None,
    )
    extra = dict(headers or {})
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        extra.setdefault("Retry-After", str(RETRY_AFTER_S))
    content = body.model_dump_json(exclude_none=True)
    return Response(content, status, headers=extra, media_type=MEDIA_TYPE)


def status_of(error: ModisteError) -> HTTPStatus:
    """Return the status of the nearest class that the table has."""
    if isinstance(error, RequestError):
        return error.status
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def field_of(error: ModisteError) -> str | None:
    """Return the request field that an error is about."""
    if isinstance(error, BadQueryError | RequestError | UnknownProductError):
        return error.field
    return "image" if isinstance(error, PictureError) else None


async def _modiste_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, ModisteError):
        raise error
    field, message = field_of(error), str(error)
    if isinstance(error, OverloadedError):
        headers = {"Retry-After": str(OVERLOADED_RETRY_AFTER_S)}
        return problem(request, status_of(error), message, headers=headers)
    if field == "text" and request.method == "GET":
        field = "q"
    if field is None:
        return problem(request, status_of(error), message)
    return problem(
        request,
        status_of(error),
        f"{field}: {message}",
        errors=[FieldError(field=field, message=message)],
    )


async def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers or {})
    operations = request.app.openapi()["paths"].get(request.url.path)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and operations:
        # Of two routes with one path, the router names the methods of the first only.
        headers["Allow"] = ", ".join(method.upper() for method in operations)
    sentence = _SENTENCES.get(error.status_code, "{detail}")
    path = request.url.path[:_ECHOED_CHARS]
    detail = sentence.format(path=path, method=request.method, detail=error.detail)
    return problem(request, error.status_code, detail, headers=headers)


async def _validation_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    model = _body_model(request)
    errors = [_field_error(raw, model) for raw in error.errors()]
    first = errors[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    detail = f"{first.field}: {first.message}{more}"
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def _body_model(request: Request) -> type[BaseModel]:
    """Return what the body of the request is read into; searches come in other ways as well."""
    body = getattr(request.scope.get("route"), "body_field", None)
    model = getattr(getattr(body, "field_info", None), "annotation", None)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return model if model.model_config.get("extra") == "forbid" else SearchRequest
    return SearchRequest


def _field_error(raw: Mapping[str, Any], body: type[BaseModel]) -> FieldError:
    parts = raw["loc"][1:] if raw["loc"][:1] in _SOURCES else raw["loc"]
    where = [str(part)[:_ECHOED_CHARS] for part in parts]
    field = ".".join(where) or "body"
    match raw["type"]:
        case "extra_forbidden":
            message = _unknown_field(field, body)
        case "missing":
            message = "is missing" if where else "is missing; send a JSON object"
        case "model_attributes_type" | "model_type" | "dict_type":
            message = "must be a JSON object"
        case "too_long" | "too_short":
            few = raw["type"] == "too_long"
            bound = raw["ctx"]["max_length" if few else "min_length"]
            message = f"takes at {'most' if few else 'least'} {bound} entries"
        case "value_error" if "UploadFile" in str(raw["msg"]):
            message = "must be the file of a picture, not a text"
        case _:
            message = re.sub(r"^(Value error, |Input )", "", str(raw["msg"]))
    return FieldError(field=field, message=message)


def _unknown_field(field: str, body: type[BaseModel]) -> str:
    model = WeightsFields if field.startswith("weights.") else body
    known = list(model.model_fields)
    guess = did_you_mean(field.rpartition(".")[2], known)
    return f"there is no field {field!r}{guess} (known: {', '.join(known)})"


def add_error_handlers(app: FastAPI) -> None:
    """Make every error of the app a problem; unexpected ones are caught by `request_log`."""
    app.add_exception_handler(ModisteError, _modiste_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
