"""The life of a generation while it is built: begun or gone on with, made live or removed."""

import errno
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from ingest.looks import FILE_NAME as LOOKS
from service.engine.encoder import Fingerprint
from service.engine.errors import (
    DistributedError,
    GenerationError,
    IndexUnavailableError,
    ModisteError,
    NoGenerationError,
)
from service.engine.index.home import Home, Writer
from service.engine.index.manifest import Manifest

# Kept with a generation while it is built, so that the next run can go on with it.
BUILD: Final = "build.json"
CONFIRMED: Final = "confirmed"


def live_manifest(home: Home) -> Manifest | None:
    """Return the live generation's manifest, or `None` when there is none that can be read."""
    try:
        return home.manifest(home.live())
    except GenerationError:
        return None


@dataclass(slots=True)
class Building:
    """A generation under construction.

    Attributes:
        home: where it lives.
        name: its name.
        index: open for writing.
        base: the live generation that it was copied from; `None` when it began empty.
        resumed: whether an earlier run of the job began it.
        done: whether it is live, or given up on purpose.
    """

    home: Home
    name: str
    index: Writer
    base: str | None
    resumed: bool
    done: bool = False

    @property
    def number(self) -> int:
        """The generation's number."""
        return int(self.name.removeprefix("gen-"))

    def go_live(self, *, before: str | None) -> None:
        """Make the finished generation live, and keep only the one before it for rollback."""
        self.home.hand_over(self.base, self.name)
        self.done = True
        for old in self.home.names():
            if old not in (self.name, before):
                self.home.remove(old)

    def drop(self) -> None:
        """Give the generation up and remove it; the index must be closed."""
        self.home.remove(self.name)
        if self.base:
            self.home.drop_fork(self.base)
        self.done = True


@contextmanager
def new_generation(
    home: Home, *, base: str | None, fingerprint: Fingerprint, partial: bool = False
) -> Iterator[Building]:
    """Begin a generation, or go on with one that an interrupted run left.

    When the block fails, what is there stays for the next run, unless the generation itself is at
    fault or the disk is full. The live generation is not touched by any of this. The caller holds
    the ingest lock.

    Args:
        home: where the generations live.
        base: the generation whose copy is brought up to date; `None` begins empty.
        fingerprint: of the model that embeds.
        partial: whether products will be left out that must stay.
    """
    live = _live_name(home)
    plan = {"live": live, "forked": base is not None, "model": _made_by(fingerprint)}
    building = _left(home, plan, partial=partial) or _begun(home, base, fingerprint, plan)
    try:
        yield building
    except BaseException as error:
        with suppress(Exception):  # it may be closed already, or its disk be full
            building.index.abandon()
        if not building.done and _live_name(home) != building.name and _at_fault(error):
            building.drop()
        raise


def _begun(
    home: Home, base: str | None, fingerprint: Fingerprint, plan: dict[str, Any]
) -> Building:
    name = home.begin()
    try:
        dimension = fingerprint.dimension
        index = (
            home.fork(base, name, dimension=dimension)
            if base
            else home.create(name, dimension=dimension)
        )
        _copy_looks(home, base, name)
        home.keep(name, {BUILD: json.dumps(plan)})
    except BaseException:
        # A server that is gone cannot be tidied up; the next ingest does.
        with suppress(IndexUnavailableError):
            home.remove(name)
            if base:
                home.drop_fork(base)
        raise
    return Building(home, name, index, base, resumed=False)


def _copy_looks(home: Home, base: str | None, name: str) -> None:
    book = home.folder(base) / LOOKS if base else None
    if book is not None and book.is_file():
        home.folder(name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book, home.folder(name) / LOOKS)


def _left(home: Home, plan: dict[str, Any], *, partial: bool) -> Building | None:
    """Return what an interrupted run left, if it fits; remove all else that is unfinished."""
    found: Building | None = None
    for name in reversed(home.names()):
        if name == plan["live"] or not home.abandoned(name):
            continue
        if found is None and _fits(home.document(name, BUILD), plan, partial=partial):
            forked = _read(home.document(name, BUILD)).get("forked")
            with suppress(GenerationError):
                base = plan["live"] if forked else None
                found = Building(home, name, home.change(name), base, resumed=True)
                continue
        home.remove(name)
    if found is None and plan["live"]:
        home.drop_fork(plan["live"])
    return found


def _fits(text: str | None, plan: dict[str, Any], *, partial: bool) -> bool:
    left = _read(text)
    if (left.get("live"), left.get("model")) != (plan["live"], plan["model"]):
        return False
    # A copy may be what is asked to be built from nothing, but not the other way round: what a
    # rebuild was to mend could be in the copy. A partial feed needs what only a copy has.
    if left.get("forked"):
        return bool(plan["forked"])
    return not (partial and plan["forked"])


def _read(text: str | None) -> dict[str, Any]:
    try:
        raw = json.loads(text or "{}")
    except ValueError:
        return {}
    return raw if isinstance(raw, dict) else {}


def _made_by(fingerprint: Fingerprint) -> list[Any]:
    return [fingerprint.digest, fingerprint.dimension, fingerprint.preprocessing]


def _at_fault(error: BaseException) -> bool:
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    # Other machines may come back; a catalogue, a model or a generation does not mend itself.
    passing = isinstance(error, IndexUnavailableError | DistributedError)
    return full or (isinstance(error, ModisteError) and not passing)


def _live_name(home: Home) -> str | None:
    try:
        return home.live()
    except NoGenerationError:
        return None
