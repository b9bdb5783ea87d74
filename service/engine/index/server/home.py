"""The server home: a collection a generation, an alias on the live one."""

import json
import os
import re
import shutil
import socket
from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
from qdrant_client import AsyncQdrantClient, models

from service.engine.errors import (
    GenerationError,
    IndexUnavailableError,
    NoGenerationError,
)
from service.engine.index.manifest import Manifest
from service.engine.index.protocol import LIVE_BATCH
from service.engine.index.server import documents
from service.engine.index.server.breaker import Breaker
from service.engine.index.server.calls import ONCE, WRITING, Calls, Patience
from service.engine.index.server.index import ServerIndex
from service.engine.index.server.layout import creation
from service.engine.index.server.loop import LoopThread
from service.engine.index.server.options import ServerOptions, connect
from service.engine.index.server.snapshots import SLOW_S, Snapshots
from service.engine.index.server.writing import ServerWriter

_T = TypeVar("_T")

# Keys of a collection's own metadata.
_MANIFEST: Final = "manifest"
_BUILDING: Final = "building"
# A build that has not finished by then was killed on a machine that is gone as well.
_FORGOTTEN: Final = timedelta(days=1)


class ServerHome:
    """See `Home`. Its methods block: the client runs in a loop of its own.

    COLLECTION                 alias of the live generation
    COLLECTION-gen-000001      a generation's points, its manifest in the collection's metadata
    COLLECTION-documents       words and phrases of all generations

    Args:
        options: where the server is.
        work: folder of this machine for what only ingest needs of a generation.
        patience: how often a call is tried; a job waits for a server, a service does not.
        timeout_s: longest wait for one call; by default as long as for a write.
        connector: returns a new client; tests give their own.
        transport: what carries the requests of `connect`; the network by default.
        poll_s: seconds between two looks whether a graph is built.
    """

    def __init__(
        self,
        options: ServerOptions,
        *,
        work: Path,
        patience: Patience = WRITING,
        connector: Callable[[], AsyncQdrantClient] | None = None,
        breaker: Breaker | None = None,
        timeout_s: float | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        poll_s: float = 1.0,
    ) -> None:
        self.options = options
        self._snapshots = Snapshots(options, transport=transport)
        self.breaker = breaker or Breaker()
        self._work = work / options.collection
        self._patience = patience
        self._timeout_s = timeout_s or options.write_timeout_s
        self._connect = connector or (lambda: connect(options, transport=transport))
        self._poll_s = poll_s
        self._loop = LoopThread()
        self._calls: Calls | None = None
        self._name = re.compile(re.escape(options.collection) + r"-(gen-\d{6})")
        self._documents = f"{options.collection}-documents"

    def names(self) -> list[str]:
        """See `Home.names`."""
        found = self._run(lambda client: client.get_collections()).collections
        matches = (self._name.fullmatch(collection.name) for collection in found)
        return sorted(match[1] for match in matches if match)

    def live(self) -> str:
        """See `Home.live`."""
        for alias in self._run(lambda client: client.get_aliases()).aliases:
            match = self._name.fullmatch(alias.collection_name)
            if alias.alias_name == self.options.collection and match:
                return match[1]
        raise NoGenerationError(
            f"nothing has been ingested into {self.options.collection!r} of the Qdrant server; "
            "run: python -m ingest CATALOGUE"
        )

    def marker(self, name: str) -> Hashable:
        """See `Home.marker`."""
        manifest = self._metadata(name).get(_MANIFEST) or {}
        return name, manifest.get("created"), manifest.get("catalogue")

    def manifest(self, name: str) -> Manifest:
        """See `Home.manifest`."""
        return Manifest.from_json(self._metadata(name).get(_MANIFEST), generation=name)

    def finished(self, name: str) -> bool:
        """See `Home.finished`."""
        return bool(self._metadata(name).get(_MANIFEST))

    def abandoned(self, name: str) -> bool:
        """See `Home.abandoned`; builders on other machines are given a day."""
        metadata = self._metadata(name)
        if metadata.get(_MANIFEST):
            return False
        building = metadata.get(_BUILDING) or {}
        try:
            started = datetime.fromisoformat(building["started"])
        except (KeyError, TypeError, ValueError):
            return True
        if datetime.now(UTC) - started > _FORGOTTEN:
            return True
        return building.get("host") == socket.gethostname() and not _runs(building.get("process"))

    def folder(self, name: str) -> Path:
        """See `Home.folder`."""
        folder = self._work / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def begin(self) -> str:
        """See `Home.begin`.

        Raises:
            GenerationError: while another job builds one.
        """
        names = self.names()
        for name in names:
            if not self.finished(name) and not self.abandoned(name):
                building = self._metadata(name)[_BUILDING]
                raise GenerationError(
                    f"another ingest ({building.get('host')}, since {building.get('started')}) "
                    f"is building {name} on the Qdrant server; wait for it or stop it"
                )
        number = int(names[-1].removeprefix("gen-")) + 1 if names else 1
        return f"gen-{number:06d}"

    def create(self, name: str, *, dimension: int) -> ServerWriter:
        """See `Home.create`."""
        building = {
            "host": socket.gethostname(),
            "process": os.getpid(),
            "started": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        layout = creation(self.options, dimension=dimension)
        collection = self._collection(name)

        async def create(client: AsyncQdrantClient) -> None:
            # Tried again after an answer that was lost, it is there already.
            if await client.collection_exists(collection):
                info = await client.get_collection(collection)
                if (info.config.metadata or {}).get(_BUILDING) == building:
                    return
            await client.create_collection(collection, metadata={_BUILDING: building}, **layout)

        self._run(create)
        return self.change(name)

    def change(self, name: str) -> ServerWriter:
        """See `Home.change`."""
        return ServerWriter(
            self._ready(),
            self._loop,
            self._collection(name),
            options=self.options,
            poll_s=self._poll_s,
        )

    def fork(self, source: str, name: str, *, dimension: int, follow: bool = True) -> ServerWriter:
        """See `Home.fork`: every point is read and written again, with its vectors."""
        del follow
        writer = self.create(name, dimension=dimension)
        points = self.change(source).stored(vectors=True)
        while page := list(islice(points, LIVE_BATCH)):
            writer.write(page)
        writer.flush()
        return writer

    def edited(self, name: str) -> bool:
        """See `Home.edited`; a server has many writers, and none of them says so."""
        del name
        return True

    def hand_over(self, source: str | None, name: str) -> None:
        """See `Home.hand_over`.

        What was changed in `source` since the fork is not repeated: a server keeps no journal. The
        next ingest sets it right where it is in the catalogue.
        """
        del source
        self.make_live(name)

    def drop_fork(self, source: str) -> None:
        """See `Home.drop_fork`; nothing was kept."""

    def keep(self, name: str, texts: Mapping[str, str]) -> None:
        """See `Home.keep`."""
        self._run(lambda client: documents.keep(client, self._documents, name, texts))

    def document(self, name: str, file_name: str) -> str | None:
        """See `Home.document`."""
        return self._run(lambda client: documents.read(client, self._documents, name, file_name))

    def describe(self, name: str, manifest: Manifest) -> None:
        """See `Home.describe`."""
        metadata = {_MANIFEST: manifest.to_json()}
        self._run(
            lambda client: client.update_collection(self._collection(name), metadata=metadata)
        )

    def make_live(self, name: str) -> None:
        """See `Home.make_live`; the server changes both aliases or neither."""
        alias = self.options.collection

        async def swap(client: AsyncQdrantClient) -> None:
            there = [one.alias_name for one in (await client.get_aliases()).aliases]
            point = models.CreateAlias(collection_name=self._collection(name), alias_name=alias)
            operations: list[Any] = [models.CreateAliasOperation(create_alias=point)]
            if alias in there:
                gone = models.DeleteAlias(alias_name=alias)
                operations.insert(0, models.DeleteAliasOperation(delete_alias=gone))
            await client.update_collection_aliases(operations)

        self._run(swap)

    def remove(self, name: str) -> None:
        """See `Home.remove`."""

        async def remove(client: AsyncQdrantClient) -> None:
            if await client.collection_exists(self._collection(name)):
                await client.delete_collection(self._collection(name))
            await documents.drop(client, self._documents, name)

        self._run(remove)
        shutil.rmtree(self._work / name, ignore_errors=True)

    def snapshot(self, name: str, out: Path) -> int:
        """Save a generation's collection as a file of the server's own form; return its bytes.

        Its words and phrases are written beside it, as JSON.

        Raises:
            IndexUnavailableError: when the server does not answer.
            OSError: for a file that cannot be written.
        """
        texts = self._run(lambda client: documents.read_all(client, self._documents, name))
        collection = self._collection(name)
        size = self._run_slowly(lambda client: self._snapshots.save(client, collection, out))
        _beside(out).write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        return size

    def recover(self, file: Path) -> str:
        """Load a snapshot as a new generation, make it live, and return its name.

        Raises:
            GenerationError: when the server refuses it, or it is none of a finished generation.
            IndexUnavailableError: when the server does not answer.
            OSError: for a file that cannot be read.
        """
        texts = json.loads(_beside(file).read_text(encoding="utf-8"))
        name = self.begin()
        collection = self._collection(name)
        try:
            self._run_slowly(lambda _: self._snapshots.load(collection, file))
            self.keep(name, texts)
            self.describe(name, replace(self.manifest(name), generation=name))
            self.make_live(name)
        except BaseException:
            with suppress(IndexUnavailableError):
                self.remove(name)
            raise
        return name

    def _run_slowly(self, call: Callable[[AsyncQdrantClient], Awaitable[_T]]) -> _T:
        """Call once, for as long as it takes, over connections of its own."""
        calls = Calls(self._connect(), breaker=self.breaker, patience=ONCE, timeout_s=SLOW_S)
        try:
            return self._loop.run(calls.run(call))
        finally:
            self._loop.run(calls.close())

    def open(self, name: str) -> ServerIndex:
        """See `Home.open`."""
        self._metadata(name)
        calls = Calls(self._connect(), breaker=self.breaker, timeout_s=self.options.timeout_s)
        return ServerIndex(
            calls, self._collection(name), oversampling=self.options.storage.oversampling
        )

    def close(self) -> None:
        """See `Home.close`."""
        if self._calls is not None:
            with suppress(Exception):
                self._loop.run(self._calls.close())
            self._calls = None
        self._loop.close()

    def _collection(self, name: str) -> str:
        return f"{self.options.collection}-{name}"

    def _metadata(self, name: str) -> Mapping[str, Any]:
        collection = self._collection(name)

        async def metadata(client: AsyncQdrantClient) -> Mapping[str, Any]:
            if not await client.collection_exists(collection):
                raise GenerationError(
                    f"there is no {name} on the Qdrant server; run: python -m ingest CATALOGUE"
                )
            return (await client.get_collection(collection)).config.metadata or {}

        return self._run(metadata)

    def _run(self, call: Callable[[AsyncQdrantClient], Awaitable[_T]]) -> _T:
        return self._loop.run(self._ready().run(call))

    def _ready(self) -> Calls:
        if self._calls is None:
            self._calls = Calls(
                self._connect(),
                breaker=self.breaker,
                patience=self._patience,
                timeout_s=self._timeout_s,
            )
        return self._calls


def _runs(process: object) -> bool:
    """Whether a process of this machine, other than this one, is there."""
    if not isinstance(process, int) or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _beside(file: Path) -> Path:
    return file.with_name(file.name + ".json")
