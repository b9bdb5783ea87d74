"""Accounting: the report of a run."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from ingest.columns.drafts import Columns
from ingest.engines import Engine
from ingest.indexing.embeddings import EmbeddingCache
from ingest.indexing.rejects import Rejects
from ingest.readers import Catalogue
from ingest.report import Report, Warned, peak_memory_mb
from service.engine.errors import NoGenerationError
from service.engine.index.manifest import Manifest
from service.engine.schema import Schema


@dataclass(frozen=True, slots=True)
class Account:
    """What every report of one run has in common.

    Attributes:
        path: of the catalogue.
        source: the catalogue.
        columns: how it was understood.
        live: manifest of the generation that was live before.
        engine: knows what went through the model.
        started: when the run began, by `perf_counter`.
        stages: stage -> seconds, filled while it runs.
    """

    path: Path
    source: Catalogue
    columns: Columns
    live: Manifest | None
    engine: Engine
    started: float
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Note how long a stage takes."""
        started = perf_counter()
        try:
            yield
        finally:
            self.stages[stage] = round(perf_counter() - started, 2)

    def unchanged(self) -> Report:
        """Report that the live generation has it all already."""
        if (live := self.live) is None:
            raise NoGenerationError("nothing is live that could be unchanged")
        return Report(
            outcome="unchanged",
            catalogue=str(self.path),
            layout=self.source.layout,
            generation=live.generation,
            read=0,
            indexed=live.products,
            with_picture=live.with_picture,
            without_picture=live.products - live.with_picture,
            roles=self.columns.roles.named(),
            ids=self.columns.id_source,
            fields={field.name: field.kind for field in live.schema.fields},
            facets=live.schema.facets,
            seconds=round(perf_counter() - self.started, 2),
            peak_memory_mb=round(peak_memory_mb(), 1),
        )

    def report(self, name: str, schema: Schema, rejects: Rejects, cache: EmbeddingCache) -> Report:
        """Return a report without what only the run itself knows."""
        seconds = perf_counter() - self.started
        return Report(
            outcome="ingested",
            catalogue=str(self.path),
            layout=self.source.layout,
            generation=name,
            read=rejects.read,
            indexed=0,
            with_picture=0,
            without_picture=0,
            **self.problems(rejects),
            notes=tuple(self._notes(cache)),
            roles=self.columns.roles.named(),
            ids=self.columns.id_source,
            fields={field.name: field.kind for field in schema.fields},
            facets=schema.facets,
            uncounted=self.columns.fields.uncounted(schema),
            embedded=self.engine.pictures,
            seconds=round(seconds, 2),
            embed_seconds=round(self.engine.seconds, 2),
            stages=dict(self.stages),
            cpu_seconds=round(process_time(), 2),
            pictures_per_second=round(self.engine.pictures / seconds, 1),
            peak_memory_mb=round(peak_memory_mb(), 1),
        )

    def problems(self, rejects: Rejects) -> dict[str, Any]:
        """Return what was wrong with which rows, as a report has it."""
        return {
            "rejected": dict(rejects.rejected),
            "repaired": dict(rejects.repaired),
            "salvaged": dict(rejects.salvaged),
            "warnings": tuple(
                Warned(text, count, example) for text, (count, example) in rejects.warnings.items()
            ),
            "rejects_file": str(rejects.path) if rejects.path else None,
        }

    def _notes(self, cache: EmbeddingCache) -> Iterator[str]:
        yield from self.source.notes
        if not self.columns.roles.id:
            yield f"No column holds ids; they were made from {self.columns.id_source}."
        if missing := self.columns.missing:
            yield (
                f"No column was taken for the {' or the '.join(missing)}; where one is, a mapping "
                f'file names it: [roles] {missing[0]} = "..." (--mapping).'
            )
        if self.columns.left_out:
            yield f"Too many columns; left out: {', '.join(self.columns.left_out[:20])}."
        if cache.trouble:
            yield f"{cache.trouble[0].upper()}{cache.trouble[1:]}."
