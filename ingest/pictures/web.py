"""The web: pictures by URL, gently.

Few at a time from one host, again after a pause, not at all once the host stays silent; and only
those that have changed.
"""

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from ingest.pictures.download_cache import DownloadCache
from service.engine.errors import FetchError
from service.engine.fetching import Fetched, Fetcher

# A server that asks for longer than this is asked again in the next run.
_MAX_PAUSE_S: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a host is treated.

    Attributes:
        at_once: pictures that are fetched from one host at the same time.
        attempts: how often one picture is tried when the failure may pass.
        pause_s: before the second attempt at most; doubled each time, drawn at random below it.
        give_up_after: pictures of a host that fail in a row until the rest is not tried.
    """

    at_once: int = 8
    attempts: int = 4
    pause_s: float = 0.5
    give_up_after: int = 20


class WebPictures:
    """Fetches pictures by URL within one event loop."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        cache: DownloadCache | None = None,
        manners: Manners | None = None,
    ) -> None:
        self._fetcher = fetcher
        self._cache = cache
        self._manners = manners or Manners()
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(self._manners.at_once)
        )
        self._failed: Counter[str] = Counter()
        back_off = wait_random_exponential(multiplier=self._manners.pause_s, max=_MAX_PAUSE_S)
        self._retrying = AsyncRetrying(
            stop=stop_after_attempt(self._manners.attempts),
            wait=lambda state: max(back_off(state), _asked_pause_s(state)),
            retry=retry_if_exception(lambda e: isinstance(e, FetchError) and e.transient),
            reraise=True,
        )

    async def get(self, url: str) -> bytes:
        """Return the picture behind a URL.

        Raises:
            FetchError: saying what is wrong, after the last attempt.
        """
        host = urlsplit(url).netloc.lower()
        # The turn is kept through the pauses: a host in trouble is left alone by all.
        async with self._turns[host]:
            if self._failed[host] >= self._manners.give_up_after:
                raise FetchError(
                    f"{self._failed[host]} pictures in a row could not be had from its host, "
                    "so it was not tried",
                    transient=True,
                )
            try:
                data = await self._fetch(url)
            except FetchError as error:
                self._failed[host] = self._failed[host] + 1 if error.transient else 0
                raise
            self._failed[host] = 0
            return data

    async def _fetch(self, url: str) -> bytes:
        known = self._cache.validators(url) if self._cache else None
        fetched: Fetched = await self._retrying.copy()(self._fetcher.fetch, url, known=known)
        if fetched.data is not None:
            if self._cache:
                self._cache.keep(url, fetched.validators, fetched.data)
            return fetched.data
        kept = self._cache.use(url) if self._cache else None
        if kept is None:  # another job that shares the cache removed it just now
            raise FetchError("the kept copy went away while it was asked about", transient=True)
        return kept


def _asked_pause_s(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after_s if isinstance(error, FetchError) else None
    return min(asked or 0.0, _MAX_PAUSE_S)
