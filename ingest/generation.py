"""The life of a generation while it is built: begun, made live or removed."""

from collections.abc import Iterator
from contextlib import contextmanager

from service.engine.errors import GenerationError, NoGenerationError
from service.engine.index.generations import Generations
from service.engine.index.manifest import FILE_NAME, Manifest


def live_manifest(generations: Generations) -> Manifest | None:
    """Return the live generation's manifest, or `None` when there is none that can be read."""
    try:
        return Manifest.read(generations.folder(generations.live()))
    except GenerationError:
        return None


@contextmanager
def new_generation(generations: Generations) -> Iterator[str]:
    """Begin a generation; make it live when the block ends well, remove it when it does not.

    The generation that was live before is kept for rollback, older ones are removed. The caller
    holds the ingest lock.
    """
    before = _live_name(generations)
    _remove_unfinished(generations)
    name = generations.begin()
    try:
        yield name
        generations.make_live(name)
    except BaseException:
        # Also on Ctrl-C, which may come just after the pointer moved.
        if _live_name(generations) != name:
            generations.remove(name)
        raise
    for old in generations.names():
        if old not in (name, before):
            generations.remove(old)


def _live_name(generations: Generations) -> str | None:
    try:
        return generations.live()
    except NoGenerationError:
        return None


def _remove_unfinished(generations: Generations) -> None:
    """Remove what a killed job left behind: its manifest was never written."""
    for name in generations.names():
        if not (generations.folder(name) / FILE_NAME).exists() and name != _live_name(generations):
            generations.remove(name)
