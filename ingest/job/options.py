"""Options of the job."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ingest.engines.ray_cluster import RayOptions
from ingest.enriching import EnrichOptions
from ingest.pictures.downloading import DownloadOptions

# Rows that the columns are understood by.
SAMPLE_ROWS: Final = 2_000
CACHE_BYTES: Final = 4 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a catalogue is ingested.

    Attributes:
        mapping: a mapping file; without one the columns' roles are inferred.
        batch_size: pictures that are embedded at once.
        threads: threads that read and decode pictures.
        rebuild: build a new generation from nothing even if nothing has changed.
        partial: the catalogue holds changes only; products that are not in it stay.
        allow_deletes: delete however many products have left the catalogue.
        dry_run: say what would change, and change nothing.
        limit: read the first rows only, for trying.
        rejects: where the JSONL of rejects goes; by default `rejected.jsonl` in the data folder.
        page: where the report goes as an HTML page with thumbnails; by default nowhere.
        downloads: how pictures behind URLs are fetched.
        enriching: how missing attributes are predicted; `None` predicts none.
        embeddings: the cache of embeddings; by default `embeddings.sqlite` in the data folder.
        embeddings_max_bytes: its bound; 0 for no cache.
        ray: embed on Ray instead of in this process.
    """

    mapping: Path | None = None
    batch_size: int = 64
    threads: int = 2
    rebuild: bool = False
    partial: bool = False
    allow_deletes: bool = False
    dry_run: bool = False
    limit: int | None = None
    rejects: Path | None = None
    page: Path | None = None
    downloads: DownloadOptions | None = None
    enriching: EnrichOptions | None = field(default_factory=EnrichOptions)
    embeddings: Path | None = None
    embeddings_max_bytes: int = CACHE_BYTES
    ray: RayOptions | None = None
