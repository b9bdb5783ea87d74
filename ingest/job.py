"""The ingest job: a catalogue in, a live generation of the index out."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Final

from ingest.columns.drafts import Columns
from ingest.columns.mapping import ColumnMapping, read_mapping
from ingest.digest import catalogue_digest
from ingest.generation import live_manifest, new_generation
from ingest.indexing.build import build
from ingest.indexing.rejects import Rejects
from ingest.indexing.writing import Written
from ingest.lock import IngestLock
from ingest.pictures.downloading import DownloadOptions, Downloads
from ingest.progress import Silent, Watcher
from ingest.readers import Catalogue, open_catalogue
from ingest.report import Report, Warned, peak_memory_mb
from service.engine.encoder import Encoder
from service.engine.gallery import Gallery
from service.engine.index.folder_home import FolderHome
from service.engine.index.generations import gallery_path
from service.engine.index.home import Home
from service.engine.index.manifest import Manifest
from service.engine.schema import Schema
from service.engine.suggesting import FILE_NAME as PHRASES
from service.engine.understanding import FILE_NAME as WORDS

SAMPLE_ROWS: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a catalogue is ingested.

    Attributes:
        mapping: a mapping file; without one the columns' roles are inferred.
        batch_size: pictures that are embedded at once.
        threads: threads that decode pictures.
        rebuild: build a new generation even if nothing has changed.
        limit: read the first rows only, for trying.
        rejects: where the JSONL of rejects goes; by default `rejected.jsonl` in the data folder.
        downloads: how pictures behind URLs are fetched.
    """

    mapping: Path | None = None
    batch_size: int = 64
    threads: int = 2
    rebuild: bool = False
    limit: int | None = None
    rejects: Path | None = None
    downloads: DownloadOptions | None = None


def run(
    catalogue: Path,
    *,
    data: Path,
    encoder: Encoder,
    home: Home | None = None,
    options: Options | None = None,
    watcher: Watcher | None = None,
) -> Report:
    """Ingest a catalogue into a data folder, or into another home of the index.

    The live generation stays as it is until the new one is complete; when anything goes wrong the
    unfinished one is removed. The generation that was live before is kept for rollback.

    Args:
        catalogue: a file or a folder.
        data: where the pictures and the rejects go, and the index as well unless `home` is given.
        encoder: what embeds the pictures.
        home: where the generations live.
        options: how the catalogue is read.
        watcher: is told how far it has come.

    Raises:
        CatalogueError: when nothing of the catalogue can be used.
        LockedError: when another ingest is writing to the folder.
        IndexUnavailableError: when a server stays away.
        ModisteError: for a model that cannot be loaded.
        OSError: for a full disk or a folder that cannot be written.
    """
    chosen = options or Options()
    started = perf_counter()
    source = open_catalogue(catalogue)
    mapping = read_mapping(chosen.mapping) if chosen.mapping else ColumnMapping()
    columns = Columns(list(islice(source.rows(pictures=False), SAMPLE_ROWS)), mapping)
    with IngestLock(data):
        digest = catalogue_digest(
            source,
            columns=columns,
            mapping=mapping,
            fingerprint=encoder.fingerprint,
            limit=chosen.limit,
        )
        generations = home or FolderHome(data)
        live = live_manifest(generations)
        if live and live.catalogue == digest and not chosen.rebuild:
            return _unchanged(catalogue, source, columns, live, started)
        job = _Job(catalogue, source, columns, mapping, digest, chosen, started)
        return job.run(generations, data, encoder, watcher or Silent())


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    source: Catalogue
    columns: Columns
    mapping: ColumnMapping
    digest: str
    options: Options
    started: float

    def run(self, home: Home, data: Path, encoder: Encoder, watcher: Watcher) -> Report:
        with (
            Rejects(self.options.rejects or data / "rejected.jsonl") as rejects,
            Downloads(data, self.options.downloads) as downloads,
            new_generation(home) as name,
            closing(Gallery(gallery_path(data))) as gallery,
        ):
            written, schema = build(
                self.source,
                columns=self.columns,
                facets=self.mapping.facets,
                encoder=encoder,
                folder=home.folder(name),
                index=home.create(name, dimension=encoder.fingerprint.dimension),
                gallery=gallery,
                rejects=rejects,
                watcher=watcher,
                batch_size=self.options.batch_size,
                threads=self.options.threads,
                limit=self.options.limit,
                downloads=downloads,
            )
            home.keep(name, {WORDS: written.words.to_text(), PHRASES: written.phrases.to_text()})
            home.describe(name, self._manifest(name, written, schema, encoder))
        return self._report(name, written, schema, rejects)

    def _manifest(self, name: str, written: Written, schema: Schema, encoder: Encoder) -> Manifest:
        return Manifest(
            generation=name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            fingerprint=encoder.fingerprint,
            schema=schema,
            products=written.products,
            with_picture=written.with_picture,
            catalogue=self.digest,
            source=self.path.name,
        )

    def _report(self, name: str, written: Written, schema: Schema, rejects: Rejects) -> Report:
        seconds = perf_counter() - self.started
        return Report(
            outcome="ingested",
            catalogue=str(self.path),
            layout=self.source.layout,
            generation=name,
            read=rejects.read,
            indexed=written.products,
            with_picture=written.with_picture,
            without_picture=written.without_picture,
            rejected=dict(rejects.rejected),
            repaired=dict(rejects.repaired),
            salvaged=dict(rejects.salvaged),
            warnings=tuple(
                Warned(text, count, example) for text, (count, example) in rejects.warnings.items()
            ),
            notes=(*self.source.notes, *_notes(self.columns)),
            roles=self.columns.roles.named(),
            ids=self.columns.id_source,
            fields={field.name: field.kind for field in schema.fields},
            facets=schema.facets,
            rejects_file=str(rejects.path),
            seconds=round(seconds, 2),
            embed_seconds=round(written.embed_s, 2),
            pictures_per_second=round(written.with_picture / seconds, 1),
            peak_memory_mb=round(peak_memory_mb(), 1),
        )


def _notes(columns: Columns) -> Iterator[str]:
    if not columns.roles.id:
        yield f"No column holds ids; they were made from {columns.id_source}."
    if columns.left_out:
        yield f"Too many columns; left out: {', '.join(columns.left_out[:20])}."


def _unchanged(
    path: Path, source: Catalogue, columns: Columns, live: Manifest, started: float
) -> Report:
    return Report(
        outcome="unchanged",
        catalogue=str(path),
        layout=source.layout,
        generation=live.generation,
        read=0,
        indexed=live.products,
        with_picture=live.with_picture,
        without_picture=live.products - live.with_picture,
        roles=columns.roles.named(),
        ids=columns.id_source,
        fields={field.name: field.kind for field in live.schema.fields},
        facets=live.schema.facets,
        seconds=round(perf_counter() - started, 2),
        peak_memory_mb=round(peak_memory_mb(), 1),
    )
