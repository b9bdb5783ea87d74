"""Retention: which generations there are, going back to one, and removing what nobody needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.engine.errors import GenerationError, NoGenerationError
from service.engine.gallery import Gallery
from service.engine.index.home import Home
from service.engine.index.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Kept:
    """A generation and what is known of it.

    Attributes:
        name: of the generation.
        live: whether it is the one that is searched.
        manifest: `None` for one that was never finished or cannot be read.
        edited: whether single products may have been changed since.
    """

    name: str
    live: bool
    manifest: Manifest | None
    edited: bool


def list_generations(home: Home) -> list[Kept]:
    """Return all generations, oldest first."""
    live = _live(home)
    return [
        Kept(name, name == live, manifest, manifest is not None and home.edited(name))
        for name in home.names()
        for manifest in [_manifest(home, name)]
    ]


def roll_back(home: Home, name: str | None = None) -> tuple[str, str]:
    """Make an earlier generation live again; return (the one before, the one that is live now).

    Args:
        home: where the generations live.
        name: which one; the newest that is older than the live one by default.

    Raises:
        NoGenerationError: when nothing is live.
        GenerationError: when there is no such generation, or it was never finished.
    """
    live = home.live()
    finished = [one.name for one in list_generations(home) if one.manifest and not one.live]
    if name is None:
        older = [one for one in finished if one < live]
        if not older:
            raise GenerationError(
                f"there is no finished generation older than the live one ({live}) to go back to"
            )
        name = older[-1]
    if name not in finished:
        known = ", ".join(finished) or "none"
        what = "is live already" if name == live else "is not one to go back to"
        raise GenerationError(f"{name[:40]} {what}; there are: {known}")
    home.make_live(name)
    return live, name


def collect(home: Home, gallery: Gallery, *, keep: int) -> tuple[list[str], int]:
    """Remove unfinished generations, old ones, and pictures that no generation shows any more.

    Args:
        home: where the generations live.
        gallery: where the pictures are.
        keep: finished generations that are kept beside the live one, the newest first.

    Returns:
        The names removed and how many pictures were.
    """
    every = list_generations(home)
    others = [one.name for one in every if one.manifest and not one.live]
    kept = set(others[len(others) - keep :] if keep else ())
    removed = [one.name for one in every if not one.live and one.name not in kept]
    for name in removed:
        home.remove(name)
    return removed, gallery.keep_only(_shown(home))


def _shown(home: Home) -> Iterator[str]:
    """Go through the keys of the pictures that some generation shows."""
    for name in home.names():
        # A copy, because a service may have the live one open.
        scratch = home.begin()
        writer = home.fork(
            name, scratch, dimension=home.manifest(name).fingerprint.dimension, follow=False
        )
        try:
            for record in writer.stored(["picture"]):
                if picture := record.payload.get("picture"):
                    yield picture
        finally:
            writer.abandon()
            home.remove(scratch)


def _live(home: Home) -> str | None:
    try:
        return home.live()
    except NoGenerationError:
        return None


def _manifest(home: Home, name: str) -> Manifest | None:
    try:
        return home.manifest(name)
    except GenerationError:
        return None
