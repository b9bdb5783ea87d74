"""Syncing: the index is made to say what the catalogue says."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import time

from ingest.columns.drafts import Columns
from ingest.columns.mapping import ColumnMapping
from ingest.digest import Stamps
from ingest.engines import Engine
from ingest.enriching import enrich
from ingest.enriching.report import CONTRADICTIONS, EnrichmentReport, report_enrichment
from ingest.generation import CONFIRMED, Building, new_generation
from ingest.indexing.build import Pace, bring_up, tasks_of
from ingest.indexing.comparing import GENERATION, Comparer, Task
from ingest.indexing.embeddings import FILE_NAME as EMBEDDINGS
from ingest.indexing.embeddings import EmbeddingCache
from ingest.indexing.rejects import Rejects
from ingest.indexing.writing import Writer, Written
from ingest.job.accounting import Account
from ingest.job.options import Options
from ingest.keeping.checks import check_generation, draw_canaries
from ingest.keeping.deletions import Loss, delete, gone
from ingest.keeping.rehearsal import Rehearsal
from ingest.looks import LookBook
from ingest.memory import give_back
from ingest.page import write_page
from ingest.page.sections import contradictions_section, duplicates_section, rejected_section
from ingest.pictures.downloading import Downloads
from ingest.progress import Watcher
from ingest.readers import Catalogue
from ingest.report import Report
from service.engine.encoder import Encoder
from service.engine.errors import CatalogueError
from service.engine.gallery import Gallery
from service.engine.index.generations import gallery_path
from service.engine.index.home import Home
from service.engine.index.manifest import Manifest
from service.engine.index.rejected import FILE_NAME as REJECTED
from service.engine.index.rejected import Rejected
from service.engine.product import point_id
from service.engine.schema import Schema, to_product
from service.engine.suggesting import FILE_NAME as PHRASES
from service.engine.understanding import FILE_NAME as WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """One run, from a catalogue that was opened to its report; the caller holds the lock."""

    account: Account
    source: Catalogue
    columns: Columns
    mapping: ColumnMapping
    stamps: Stamps
    digest: str
    options: Options
    data: Path
    home: Home
    live: Manifest | None
    encoder: Encoder
    watcher: Watcher
    engine: Engine

    def confirmed(self) -> bool:
        """Whether the live generation is known to say what the catalogue says."""
        if self.live is None or self.options.rebuild or self.options.partial:
            return False
        name = self.live.generation
        known = (self.live.catalogue, self.home.document(name, CONFIRMED))
        return self.digest in known and not self.home.edited(name)

    @property
    def base(self) -> str | None:
        """The generation whose copy can be brought up to date."""
        live = self.live
        if live is None or (self.options.rebuild and not self.options.partial):
            return None
        if live.fingerprint.compatible(self.encoder.fingerprint):
            return live.generation
        if self.options.partial:
            raise CatalogueError(
                "the index was built with another model, so it has to be built from the whole "
                "catalogue; run it once without --partial"
            )
        return None

    @property
    def pace(self) -> Pace:
        """How much is worked on at once."""
        return Pace(
            batch_size=self.options.batch_size,
            threads=self.options.threads,
            limit=self.options.limit,
        )

    def run(self) -> Report:
        """Bring a copy up to date, check it and make it live."""
        with ExitStack() as stack:
            rejects = stack.enter_context(
                Rejects(self.options.rejects or self.data / "rejected.jsonl")
            )
            gallery = stack.enter_context(closing(Gallery(gallery_path(self.data))))
            cache = stack.enter_context(self._cache())
            downloads = stack.enter_context(Downloads(self.data, self.options.downloads))
            building = stack.enter_context(
                new_generation(
                    self.home,
                    base=self.base,
                    fingerprint=self.encoder.fingerprint,
                    partial=self.options.partial,
                )
            )
            looks = stack.enter_context(closing(LookBook(self.home.folder(building.name))))
            writer = Writer(
                building.index,
                generation=building.number,
                gallery=gallery,
                cache=cache,
                looks=looks,
                fields=self.columns.fields,
                rejects=rejects,
            )
            comparing = building.index if building.base or building.resumed else None
            with self.account.timed("bringing up"):
                # The ids that the comparer has seen are let go of with it.
                comparer = Comparer(comparing, cache=cache, gallery=gallery, rejects=rejects)
                self._bring_up(building, writer, self._tasks(comparer, rejects, downloads))
                del comparer
            written = writer.written
            if not written.products:
                raise CatalogueError(rejects.nothing())
            with self.account.timed("deleting"):
                deleted = self._delete(building, written, looks)
            schema = self.columns.fields.schema(self.mapping.facets)
            self.stamps.check()
            wanted = self.options.page is not None
            if building.base and not building.resumed and self._same(written, deleted, schema):
                building.index.abandon()
                building.drop()
                self._confirm(rejects.summary())
                return replace(
                    self.account.unchanged(), **self.account.problems(rejects), read=rejects.read
                )
            sections = [duplicates_section(looks, building.index, gallery)] if wanted else []
            with self.account.timed("enriching"):
                schema, enrichment = self._enrich(building, written, schema)
            checks = self._finish(building, written, schema, gallery, rejects.summary())
            if wanted:
                disputed = contradictions_section(self.data / "contradictions.jsonl", gallery)
                sections += [disputed] if disputed else []
        found = dict(written.changes) | ({"deleted": deleted} if deleted else {})
        report = replace(
            self.account.report(building.name, schema, rejects, cache),
            indexed=written.products,
            with_picture=written.with_picture,
            without_picture=written.without_picture,
            changes=found,
            resumed=written.resumed,
            recalled=written.recalled,
            checks=checks,
            enrichment=enrichment,
        )
        if self.options.page is not None and rejects.path is not None:
            image = self.columns.roles.image
            write_page(
                report,
                [rejected_section(rejects.path, self.source, image=image), *sections],
                self.options.page,
            )
        return report

    def rehearse(self) -> Report:
        """Say what `run` would change."""
        with ExitStack() as stack:
            rejects = stack.enter_context(Rejects(None))
            gallery = stack.enter_context(closing(Gallery(gallery_path(self.data))))
            cache = stack.enter_context(self._cache())
            downloads = stack.enter_context(Downloads(self.data, self.options.downloads))
            pool = stack.enter_context(ThreadPoolExecutor(self.options.threads))
            index = None
            if base := self.base:
                name = self.home.begin()
                stack.callback(self.home.remove, name)
                index = self.home.fork(
                    base, name, dimension=self.encoder.fingerprint.dimension, follow=False
                )
                stack.callback(index.abandon)
            if self.options.partial and self.live:
                self.columns.fields.adopt(self.live.schema)
            comparer = Comparer(index, cache=cache, gallery=gallery, rejects=rejects)
            fields, partial = self.columns.fields, self.options.partial
            rehearsal = Rehearsal(index, fields=fields, partial=partial)
            rehearsal.go(self._tasks(comparer, rejects, downloads)(pool))
            self.stamps.check()
            live = self.live
            schema = live.schema if partial and live else fields.schema(self.mapping.facets)
            report = self.account.report(live.generation if live else "", schema, rejects, cache)
            return replace(
                report,
                outcome="dry run",
                notes=(*report.notes, *self._refusal(rehearsal)),
                indexed=len(rehearsal.kept),
                with_picture=rehearsal.with_picture,
                without_picture=len(rehearsal.kept) - rehearsal.with_picture,
                changes=dict(rehearsal.changes),
                examples=tuple(rehearsal.examples),
            )

    def _refusal(self, rehearsal: Rehearsal) -> tuple[str, ...]:
        """Say what the run that is rehearsed would be refused for."""
        if self.options.allow_deletes or self.options.partial:
            return ()
        loss = Loss.of(
            self.live,
            products=len(rehearsal.kept),
            with_picture=rehearsal.with_picture,
            deleted=rehearsal.changes["deleted"],
        )
        if loss.problem is None:
            return ()
        return (f"Without --allow-deletes this would be refused: {loss.problem}.",)

    def _bring_up(
        self, building: Building, writer: Writer, tasks: Callable[[Executor], Iterator[Task]]
    ) -> None:
        if self.options.partial and self.live:
            self.columns.fields.adopt(self.live.schema)
        total, limit = self.source.total(), self.options.limit
        self.watcher.started(total if limit is None or total is None else min(limit, total))
        try:
            bring_up(
                tasks,
                engine=self.engine,
                writer=writer,
                watcher=self.watcher,
                pace=self.pace,
            )
        finally:
            self.watcher.stopped()
        if self.options.partial and self.live:
            for record in building.index.stored():
                product = to_product(record.payload, self.live.schema)
                if product.id not in writer.written.kept:
                    writer.observe(product)

    def _tasks(
        self, comparer: Comparer, rejects: Rejects, downloads: Downloads
    ) -> Callable[[Executor], Iterator[Task]]:
        return lambda pool: tasks_of(
            self.source,
            columns=self.columns,
            comparer=comparer,
            rejects=rejects,
            downloads=downloads,
            pool=pool,
            pace=self.pace,
        )

    def _delete(self, building: Building, written: Written, looks: LookBook) -> int:
        leaving: list[tuple[str, str]] = []
        if not self.options.partial and (building.base or building.resumed):
            leaving = gone(building.index, written.kept)
        if not self.options.allow_deletes and not self.options.partial:
            Loss.of(
                self.live,
                products=written.products,
                with_picture=written.with_picture,
                deleted=len(leaving),
            ).check()
        looks.forget(product_id for _, product_id in leaving)
        delete(building.index, [point_id for point_id, _ in leaving])
        return len(leaving)

    def _same(self, written: Written, deleted: int, schema: Schema) -> bool:
        done = sum(n for change, n in written.changes.items() if change != "unchanged")
        # What is predicted is decided later, and only when something has changed.
        live = self.live.schema.fields if self.live else ()
        before = {replace(f, predicted=False) for f in live}
        return not done and not deleted and set(schema.fields) == before

    def _enrich(
        self, building: Building, written: Written, schema: Schema
    ) -> tuple[Schema, EnrichmentReport | None]:
        """Predict what is missing of the products that this run wrote."""
        if building.base and self.live:
            schema = schema.also_predicting(self.live.schema)
        if self.options.enriching is None:
            return schema, None
        only: set[str] | None = None
        if building.base:
            marks = building.index.stored((GENERATION,))
            only = {r.point_id for r in marks if r.payload.get(GENERATION) == building.number}
        found = enrich(building.index, schema, options=self.options.enriching, only=only)
        untouched: Callable[[str], bool] | None = None
        if only is not None:
            looked_at, kept = only, written.kept
            untouched = lambda one: point_id(one) not in looked_at and one in kept  # noqa: E731
        report = report_enrichment(found, self.data / CONTRADICTIONS, untouched=untouched)
        return found.schema.also_predicting(schema), report

    def _confirm(self, rejected: Rejected) -> None:
        """Remember that the live generation says what the catalogue says."""
        if self.live and not self.options.partial and not self.home.edited(self.live.generation):
            kept = {CONFIRMED: self.digest, REJECTED: rejected.to_text()}
            self.home.keep(self.live.generation, kept)

    def _finish(
        self,
        building: Building,
        written: Written,
        schema: Schema,
        gallery: Gallery,
        rejected: Rejected,
    ) -> Mapping[str, float]:
        home, name = self.home, building.name
        canaries = draw_canaries(building.index, seed=building.number)
        self.watcher.finishing()
        with self.account.timed("building the graph"):
            # What was gathered so far stands beside the graph no longer than it must.
            written.kept.clear()
            give_back(written.products)
            building.index.finish(schema)
            give_back(written.products)
        documents = {
            WORDS: written.words.to_text(),
            PHRASES: written.phrases.to_text(),
            REJECTED: rejected.to_text(),
        }
        home.keep(name, documents)
        with self.account.timed("checking"):
            checks = check_generation(
                home,
                name,
                products=written.products,
                canaries=canaries,
                gallery=gallery,
                # Loading a model takes longer than a small change does; its vectors were checked
                # when they were made.
                encoder=self.encoder if self.engine.pictures or not building.base else None,
            )
        manifest = Manifest(
            generation=name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            fingerprint=self.encoder.fingerprint,
            schema=schema,
            products=written.products,
            with_picture=written.with_picture,
            # A part of a catalogue says nothing about whether the whole is unchanged.
            catalogue="" if self.options.partial else self.digest,
            source=self.account.path.name,
        )
        home.describe(name, manifest)
        building.go_live(before=self.live.generation if self.live else None)
        return checks

    def _cache(self) -> EmbeddingCache:
        return EmbeddingCache(
            self.options.embeddings or self.data / EMBEDDINGS,
            fingerprint=self.encoder.fingerprint,
            run=int(time()),
            max_bytes=self.options.embeddings_max_bytes,
        )
