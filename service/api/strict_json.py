"""JSON from outside: refused where a lenient reader would let nonsense through."""

import json
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, Final, NoReturn

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError

from service.api.errors import RequestError
from service.api.models.request import SearchRequest

MAX_DEPTH: Final = 16
MAX_VALUES: Final = 100_000


def read_json(data: bytes | str) -> Any:
    """Read JSON: UTF-8, finite numbers, no lone surrogates, at most `MAX_DEPTH` deep.

    Raises:
        RequestError: 400, saying what is wrong and where.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _bad(f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except UnicodeDecodeError:
        raise _bad("it is not UTF-8") from None
    except RecursionError:
        raise _bad(f"it is nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:  # an integer of thousands of digits
        raise _bad(str(error)[:80]) from None
    _check(value)
    return value


def read_search_request(data: str) -> SearchRequest:
    """Read a search request that came as a text.

    Raises:
        RequestError: when it is no JSON.
        RequestValidationError: when it is no search request.
    """
    try:
        return SearchRequest.model_validate(read_json(data))
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None


def _check(value: Any) -> None:
    """Walk without recursion, so that the depth is judged and not survived."""
    waiting, seen = [(value, 1)], 0
    while waiting:
        item, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            raise _bad(f"it is nested deeper than {MAX_DEPTH} levels")
        if seen > MAX_VALUES:
            raise _bad(f"it has more than {MAX_VALUES} values")
        if isinstance(item, str):
            _check_text(item)
        elif isinstance(item, list):
            waiting += [(inner, depth + 1) for inner in item]
        elif isinstance(item, dict):
            for key, inner in item.items():
                _check_text(key)
                waiting.append((inner, depth + 1))


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _bad("a text has half of a surrogate pair, which is no character") from None


def _refuse_constant(name: str) -> NoReturn:
    raise _bad(f"{name} is no JSON number; give a finite one")


def _bad(reason: str) -> RequestError:
    return RequestError(HTTPStatus.BAD_REQUEST, f"the JSON cannot be read: {reason}")


class _StrictRequest(Request):
    async def json(self) -> Any:
        """Read the body strictly; see `read_json`."""
        return self.state.strict_json


class StrictJsonRoute(APIRoute):
    """A route whose body is read by `read_json` and must be declared as JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Read the body before FastAPI does, which would hide what is wrong with it."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            strict = _StrictRequest(request.scope, request.receive)
            body = await strict.body()
            media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if body and media_type != "application/json":
                raise RequestError(
                    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                    f"the body is {media_type[:80] or 'of no stated type'}; "
                    "send JSON with Content-Type: application/json",
                )
            strict.state.strict_json = read_json(body) if body else None
            return await handle(strict)

        return strictly
