"""Building a generation's index: index(embed(load(draft(read(catalogue)))))."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from ingest.columns.drafts import Columns, Draft
from ingest.indexing.ahead import load_ahead
from ingest.indexing.rejects import Rejects
from ingest.indexing.writing import Writer, Written
from ingest.looks import LookBook
from ingest.pictures.downloading import Downloads, download_ahead
from ingest.problem import Problem
from ingest.progress import Watcher
from ingest.readers import Catalogue
from service.engine.encoder import Encoder
from service.engine.errors import CatalogueError
from service.engine.gallery import Gallery
from service.engine.index.home import Writer as IndexWriter
from service.engine.schema import Schema

# As many as are fetched at once from several hosts; each holds its bytes until it is decoded.
DOWNLOADS_AHEAD: Final = 64


def build(
    catalogue: Catalogue,
    *,
    columns: Columns,
    facets: tuple[str, ...] | None,
    encoder: Encoder,
    folder: Path,
    index: IndexWriter,
    gallery: Gallery,
    rejects: Rejects,
    watcher: Watcher,
    batch_size: int,
    threads: int,
    limit: int | None,
    downloads: Downloads,
) -> tuple[Written, Schema]:
    """Fill a new index from a catalogue; what is held at once does not grow with it.

    The index is finished, or abandoned when anything goes wrong; `folder` is for what only ingest
    needs of the generation.

    Raises:
        CatalogueError: when no product could be indexed, or `facets` names no usable field.
    """
    looks = LookBook(folder)
    finished = False
    try:
        writer = Writer(
            encoder=encoder,
            builder=index,
            gallery=gallery,
            looks=looks,
            fields=columns.fields,
            rejects=rejects,
        )
        total = catalogue.total()
        watcher.started(total if limit is None or total is None else min(limit, total))
        drafts = download_ahead(
            _drafts(catalogue, columns, rejects, limit), downloads, ahead=DOWNLOADS_AHEAD
        )
        # One batch is embedded while the next is decoded.
        loaded = load_ahead(drafts, root=catalogue.root, threads=threads, ahead=batch_size)
        while batch := list(islice(loaded, batch_size)):
            writer.write(batch)
            watcher.advanced(batch[-1].draft.row.position)
        if not writer.written.products:
            raise CatalogueError(_nothing(rejects))
        schema = columns.fields.schema(facets)
        watcher.finishing()
        index.finish(schema)
        finished = True
        return writer.written, schema
    finally:
        watcher.stopped()
        if not finished:
            index.abandon()
        looks.close()


def _drafts(
    catalogue: Catalogue, columns: Columns, rejects: Rejects, limit: int | None
) -> Iterator[Draft]:
    for row in islice(catalogue.rows(), limit):
        rejects.read += 1
        draft = columns.draft(row, rejects.warn)
        if isinstance(draft, Problem):
            rejects.add(row, None, draft, "rejected")
        else:
            yield draft


def _nothing(rejects: Rejects) -> str:
    reasons = ", ".join(f"{count} x {reason}" for reason, count in rejects.rejected.most_common(5))
    return (
        f"of {rejects.read} rows none can be indexed ({reasons}); a product needs a title, a "
        f"description or a picture; {rejects.path} names every row"
    )
