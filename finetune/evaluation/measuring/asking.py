"""Asking: an engine over judged products, so that a hit is judged as the service shows it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from finetune.evaluation.measuring.ranking import Corpus
from finetune.evaluation.measuring.trial import Trial
from service.engine.engine import Engine
from service.engine.gallery import Gallery
from service.engine.index import Record
from service.engine.index.folder_home import FolderHome
from service.engine.index.manifest import Manifest
from service.engine.lexicon import Lexicon
from service.engine.query import Hit, Query
from service.engine.schema import Schema, to_payload
from service.engine.understanding import WordCounts, parse_words

_WRITTEN_AT_ONCE: Final = 512


def ask(trial: Trial, corpus: Corpus, queries: Sequence[Query]) -> list[tuple[Hit, ...]]:
    """Return the hits of each query, as the service answers over these products.

    Args:
        trial: the model, and what it knows of the products.
        corpus: the products that may answer.
        queries: of any kind.
    """

    async def wait(engine: Engine) -> list[tuple[Hit, ...]]:
        try:
            return [(await engine.search(query)).hits for query in queries]
        finally:
            await engine.close()

    with _engine(trial, corpus) as engine:
        return asyncio.run(wait(engine))


@contextmanager
def _engine(trial: Trial, corpus: Corpus) -> Iterator[Engine]:
    """Index a corpus as ingest does, in a folder that is gone afterwards."""
    products = [trial.stock.products[row] for row in corpus.rows.tolist()]
    schema = trial.stock.shelf.schema(products)
    words = WordCounts()
    for product in products:
        words.add(product)
    with TemporaryDirectory(prefix="modiste-evaluation-") as folder:
        home = FolderHome(Path(folder))
        name = home.begin()
        _write(home, name, trial, corpus, schema)
        yield Engine(
            encoder=trial.encoder,
            index=home.open(name),
            manifest=Manifest(
                name,
                datetime.now(UTC).isoformat(timespec="seconds"),
                trial.encoder.fingerprint,
                schema,
                len(products),
                len(products),
            ),
            gallery=Gallery(home.gallery_path),
            words=parse_words(words.to_text()),
        )


def _write(home: FolderHome, name: str, trial: Trial, corpus: Corpus, schema: Schema) -> None:
    lexicon = Lexicon()
    writer = home.create(name, dimension=trial.vectors.shape[1])
    for start in range(0, len(corpus.rows), _WRITTEN_AT_ONCE):
        rows = corpus.rows[start : start + _WRITTEN_AT_ONCE].tolist()
        products = [trial.stock.products[row] for row in rows]
        writer.write(
            [
                Record(
                    product.point_id,
                    to_payload(product),
                    trial.vectors[row],
                    lexicon.weigh_document(product.search_text),
                )
                for row, product in zip(rows, products, strict=True)
            ]
        )
    writer.finish(schema)
