"""Opening an engine: from settings to one that answers."""

from pathlib import Path

from service.engine.encoder import Encoder
from service.engine.engine import Engine
from service.engine.gallery import Gallery
from service.engine.index.folder_home import FolderHome
from service.engine.index.generations import gallery_path
from service.engine.index.home import Home
from service.engine.index.rejected import FILE_NAME as REJECTED
from service.engine.index.rejected import parse_rejected
from service.engine.searching.mode import Say
from service.engine.suggesting import FILE_NAME as PHRASES
from service.engine.suggesting import Suggester, parse_phrases
from service.engine.understanding import FILE_NAME as WORDS
from service.engine.understanding import parse_words


def open_engine(
    data: Path, encoder: Encoder, *, home: Home | None = None, say: Say | None = None
) -> Engine:
    """Open the live generation.

    Args:
        data: the data folder; the pictures are there wherever the index is.
        encoder: what embeds queries.
        home: where the generations live; in the data folder by default.
        say: what each leg has to say; by default what was measured best.

    Raises:
        NoGenerationError: when nothing has been ingested.
        MismatchError: when it was made by another model or preprocessing.
        GenerationError: when it cannot be read or another process holds it.
        IndexUnavailableError: when a server does not answer.
    """
    generations = home or FolderHome(data)
    name = generations.live()
    manifest = generations.manifest(name)
    # Checked before the index is opened, so that a refusal leaves no lock behind.
    manifest.require(encoder.fingerprint)
    words = parse_words(generations.document(name, WORDS))
    phrases = parse_phrases(generations.document(name, PHRASES))
    rejected = parse_rejected(generations.document(name, REJECTED))
    return Engine(
        encoder=encoder,
        index=generations.open(name),
        manifest=manifest,
        gallery=Gallery(gallery_path(data)),
        words=words,
        suggester=Suggester(phrases),
        say=say,
        rejected=rejected,
    )
