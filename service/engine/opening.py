"""Opening an engine: from settings to one that answers."""

from pathlib import Path

from service.engine.encoder import Encoder
from service.engine.engine import Engine
from service.engine.gallery import Gallery
from service.engine.index.embedded import EmbeddedIndex
from service.engine.index.generations import Generations
from service.engine.index.manifest import Manifest
from service.engine.suggesting import Suggester, read_phrases
from service.engine.understanding import read_words


def open_engine(data: Path, encoder: Encoder) -> Engine:
    """Open the live generation of a data folder.

    Raises:
        NoGenerationError: when nothing has been ingested.
        MismatchError: when it was made by another model or preprocessing.
        GenerationError: when it cannot be read or another process holds it.
    """
    generations = Generations(data)
    folder = generations.folder(generations.live())
    manifest = Manifest.read(folder)
    # Checked before the shard is opened, so that a refusal leaves no lock behind.
    manifest.require(encoder.fingerprint)
    return Engine(
        encoder=encoder,
        index=EmbeddedIndex.open(folder / "shard"),
        manifest=manifest,
        gallery=Gallery(generations.gallery_path),
        words=read_words(folder),
        suggester=Suggester(read_phrases(folder)),
    )
