"""The life of a generation while it is built: begun, made live or removed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from service.engine.errors import GenerationError, IndexUnavailableError, NoGenerationError
from service.engine.index.home import Home
from service.engine.index.manifest import Manifest


def live_manifest(home: Home) -> Manifest | None:
    """Return the live generation's manifest, or `None` when there is none that can be read."""
    try:
        return home.manifest(home.live())
    except GenerationError:
        return None


@contextmanager
def new_generation(home: Home) -> Iterator[str]:
    """Begin a generation; make it live when the block ends well, remove it when it does not.

    The generation that was live before is kept for rollback, older ones are removed. The caller
    holds the ingest lock.
    """
    before = _live_name(home)
    _remove_unfinished(home)
    name = home.begin()
    try:
        yield name
        home.make_live(name)
    except BaseException:
        # Also on Ctrl-C, which may come just after the pointer moved.
        # A server that is gone cannot be tidied up; the next ingest does.
        with suppress(IndexUnavailableError):
            if _live_name(home) != name:
                home.remove(name)
        raise
    for old in home.names():
        if old not in (name, before):
            home.remove(old)


def _live_name(home: Home) -> str | None:
    try:
        return home.live()
    except NoGenerationError:
        return None


def _remove_unfinished(home: Home) -> None:
    """Remove what a killed job left behind: its manifest was never written."""
    for name in home.names():
        if name != _live_name(home) and home.abandoned(name):
            home.remove(name)
