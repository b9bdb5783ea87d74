"""A live service, asked over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import sleep
from typing import Any, Final

import httpx

from finetune.evaluation.errors import EvaluationError
from service.own_python import own_python

TIMEOUT_S: Final = 30.0
ATTEMPTS: Final = 4
MAX_WAIT_S: Final = 10.0
_PASSING: Final = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Served:
    """What a service says about itself."""

    url: str
    model: str
    digest: str
    generation: str
    products: int


class Service:
    """Asks `POST /v1/search`, and asks again when the service is busy or a connection breaks.

    Args:
        url: where it answers, "http://127.0.0.1:8000".
        transport: what carries the requests; by default the network.
    """

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._url = url.rstrip("/")
        try:
            self._client = httpx.Client(
                base_url=self._url, timeout=TIMEOUT_S, trust_env=False, transport=transport
            )
        except httpx.InvalidURL as error:
            raise EvaluationError(f"--via {url}: {error}; give http://HOST:PORT") from error

    def describe(self) -> Served:
        """Ask what is running there.

        Raises:
            EvaluationError: when nothing answers, or no search service.
        """
        raw = self._ask("GET", "/v1/info", None)
        try:
            return Served(
                self._url,
                str(raw["model"]["name"]),
                str(raw["model"]["digest"]),
                str(raw["generation"]),
                int(raw["products"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise EvaluationError(
                f"--via {self._url}: /v1/info does not answer like a search service ({error!r})"
            ) from error

    def search(self, body: Mapping[str, Any]) -> list[str]:
        """Return the ids of the hits, best first.

        Raises:
            EvaluationError: when the service does not answer or refuses the query.
        """
        raw = self._ask("POST", "/v1/search", dict(body))
        try:
            return [str(hit["id"]) for hit in raw["hits"]]
        except (KeyError, TypeError) as error:
            raise EvaluationError(
                f"--via {self._url}: the answer to {str(body)[:120]} has no hits ({error!r})"
            ) from error

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        wait, attempt = 0.5, 0
        while True:
            attempt += 1
            try:
                response = self._client.request(method, path, json=body)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                if attempt == ATTEMPTS or isinstance(error, httpx.UnsupportedProtocol):
                    why = str(error) or type(error).__name__
                    raise EvaluationError(
                        f"--via {self._url}: the service cannot be reached ({why}); "
                        f"start it with: {own_python()} -m service"
                    ) from error
            else:
                if response.status_code not in _PASSING or attempt == ATTEMPTS:
                    return self._read(response, body)
                wait = _retry_after(response, wait)
            sleep(min(wait, MAX_WAIT_S))
            wait *= 2

    def _read(self, response: httpx.Response, body: dict[str, Any] | None) -> dict[str, Any]:
        try:
            raw = response.json()
        except ValueError:
            raw = None
        if response.status_code != httpx.codes.OK or not isinstance(raw, dict):
            detail = raw.get("detail", "") if isinstance(raw, dict) else "the answer is no JSON"
            raise EvaluationError(
                f"--via {self._url}: status {response.status_code} for "
                f"{str(body)[:120] if body else response.url}: {str(detail)[:300]}"
            )
        return raw


def _retry_after(response: httpx.Response, otherwise: float) -> float:
    try:
        return max(0.0, float(response.headers.get("Retry-After", "")))
    except ValueError:
        return otherwise
