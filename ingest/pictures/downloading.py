"""Downloading ahead: pictures behind URLs become bytes before their rows are decoded."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from anyio import CapacityLimiter, to_thread
from anyio.from_thread import BlockingPortal, start_blocking_portal

from ingest.closing import Closing
from ingest.columns.drafts import Draft
from ingest.pictures.download_cache import DEFAULT_MAX_BYTES, DownloadCache
from ingest.pictures.stores import ObjectStores
from ingest.pictures.web import Manners, WebPictures
from ingest.problem import Problem
from service.engine.errors import CatalogueError, FetchError
from service.engine.fetching import Fetcher, OwnHosts
from service.engine.picture import MAX_BYTES

CACHE_FILE: Final = "downloads.sqlite"
# Slower than a shopper's patience: nobody waits for one picture of a catalogue.
_TIMEOUT_S: Final = 30.0
_CONNECTIONS: Final = 64
_FROM_STORES: Final = 16
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadOptions:
    """Where pictures may come from, and how they are fetched.

    Attributes:
        own_hosts: `host`, `host:port`, `s3://bucket` and `gs://bucket` inside the shop's walls.
        cache_bytes: how much of what was fetched is kept for the next run; 0 keeps nothing.
        manners: how a host is treated; `None` for the usual ones.
    """

    own_hosts: tuple[str, ...] = ()
    cache_bytes: int = DEFAULT_MAX_BYTES
    manners: Manners | None = None


class Downloads(Closing):
    """Fetches pictures in a thread of its own; nothing is started before the first URL.

    Args:
        folder: where the cache lies.
        options: where pictures may come from.

    Raises:
        CatalogueError: when `own_hosts` names what is no host and no bucket.
    """

    def __init__(self, folder: Path, options: DownloadOptions | None = None) -> None:
        self._options = options or DownloadOptions()
        self._folder = folder
        buckets = [entry for entry in self._options.own_hosts if "://" in entry]
        hosts = [entry for entry in self._options.own_hosts if "://" not in entry]
        try:
            self._stores = ObjectStores.parse(buckets)
            self._own_hosts = OwnHosts.parse(hosts)
        except ValueError as error:
            raise CatalogueError(f"--own-host: {error}") from None
        self._from_stores = CapacityLimiter(_FROM_STORES)
        self._stack = ExitStack()
        self._started: tuple[BlockingPortal, WebPictures] | None = None

    def close(self) -> None:
        """Stop fetching, and release the cache."""
        self._stack.close()

    def begin(self, url: str) -> Future[bytes] | None:
        """Begin to fetch a picture; `None` for what is no URL of a kind that is fetched."""
        if _WEB.match(url):
            portal, web = self._start()
            return portal.start_task_soon(web.get, url)
        if self._stores.hold(url):
            portal, _ = self._start()
            return portal.start_task_soon(self._from_store, url)
        return None

    async def _from_store(self, url: str) -> bytes:
        return await to_thread.run_sync(self._stores.get, url, limiter=self._from_stores)

    def _start(self) -> tuple[BlockingPortal, WebPictures]:
        if self._started is None:
            cache = None
            if self._options.cache_bytes:
                cache = DownloadCache(
                    self._folder / CACHE_FILE, max_bytes=self._options.cache_bytes
                )
                self._stack.callback(cache.close)
            portal = self._stack.enter_context(start_blocking_portal())
            fetcher = Fetcher(
                max_bytes=MAX_BYTES,
                timeout_s=_TIMEOUT_S,
                own_hosts=self._own_hosts,
                connections=_CONNECTIONS,
            )
            self._stack.enter_context(portal.wrap_async_context_manager(fetcher))
            web = WebPictures(fetcher, cache=cache, manners=self._options.manners)
            self._started = portal, web
        return self._started


def download_ahead(drafts: Iterable[Draft], downloads: Downloads, *, ahead: int) -> Iterator[Draft]:
    """Yield the drafts in order with the bytes of pictures behind URLs, or why there are none.

    At most `ahead` drafts are on their way before the consumer.
    """
    waiting: deque[tuple[Draft, Future[bytes] | None]] = deque()
    try:
        for draft in drafts:
            picture = draft.picture
            remote = picture is not None and picture.data is None and picture.problem is None
            path = picture.path if picture and remote else None
            waiting.append((draft, downloads.begin(path) if path else None))
            # Nothing is held back while no picture is on its way.
            while waiting and (waiting[0][1] is None or len(waiting) > ahead):
                yield _arrived(*waiting.popleft())
        while waiting:
            yield _arrived(*waiting.popleft())
    finally:
        # Nobody waits for what is still on its way: the job has failed.
        for _, future in waiting:
            if future is not None:
                future.cancel()


def _arrived(draft: Draft, future: Future[bytes] | None) -> Draft:
    if future is None or draft.picture is None:
        return draft
    try:
        return replace(draft, picture=replace(draft.picture, data=future.result()))
    except FetchError as error:
        problem = Problem(
            "picture could not be fetched",
            f"{(draft.picture.path or '')[:200]}: {error}",
            "run again when its host answers"
            if error.transient
            else "give a URL that leads to the picture; hosts inside the shop: --own-host",
        )
        return replace(draft, picture=replace(draft.picture, problem=problem))
