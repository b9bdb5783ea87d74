"""The report of an ingest: what was read, what became of it, and what it cost."""

import json
import resource
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal

from ingest.enriching.report import EnrichmentReport

# The other kinds of change say themselves what they are.
_IN_WORDS: Final = {
    "reworded": "changed in words or attributes",
    "repictured": "changed in picture",
}


def in_words(change: str) -> str:
    """Return a kind of change as people read it."""
    return _IN_WORDS.get(change, change)


@dataclass(frozen=True, slots=True)
class Warned:
    """A kind of value that was left out or cut."""

    message: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Example:
    """One product that would change, and how."""

    change: str
    product: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did.

    Attributes:
        outcome: "ingested", "unchanged" when the live generation has it all already, or "dry run".
        catalogue: its path.
        layout: how it was understood.
        generation: the one that is live now.
        read: rows of the catalogue.
        indexed: products in the index; `read` = `indexed` + rows rejected.
        with_picture: indexed products that are found by their picture.
        without_picture: those found by their words alone.
        rejected: reason -> rows that are not in the index.
        repaired: reason -> products indexed without their picture.
        salvaged: reason -> products indexed by the part of their picture that could be decoded.
        warnings: values that were left out or cut.
        notes: what was noticed about the catalogue, in whole sentences.
        roles: role -> column.
        ids: where the products' ids come from.
        fields: field -> kind.
        facets: fields that can be counted.
        uncounted: field that is no facet -> why.
        rejects_file: the JSONL file that names every row with a problem.
        changes: what was done -> products: added, reworded (words, price or attributes),
            repictured, deleted, unchanged.
        examples: of changes, in a dry run.
        resumed: products that an interrupted run had done already.
        embedded: pictures that went through the model.
        recalled: pictures whose embedding was known.
        checks: what was found when the new generation was checked.
        enrichment: missing attributes that were predicted, and contradictions.
        seconds: from opening the catalogue to the live index.
        embed_seconds: of those, in the model; of all workers together.
        stages: stage -> seconds, of those.
        cpu_seconds: of all cores together, that this process took.
        pictures_per_second: pictures embedded, by the time of the whole job.
        peak_memory_mb: largest resident size of the process so far, in 10^6 bytes.
    """

    outcome: Literal["ingested", "unchanged", "dry run"]
    catalogue: str
    layout: str
    generation: str
    read: int
    indexed: int
    with_picture: int
    without_picture: int
    rejected: Mapping[str, int] = field(default_factory=dict)
    repaired: Mapping[str, int] = field(default_factory=dict)
    salvaged: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Warned, ...] = ()
    notes: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    ids: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    uncounted: Mapping[str, str] = field(default_factory=dict)
    rejects_file: str | None = None
    changes: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    resumed: int = 0
    embedded: int = 0
    recalled: int = 0
    checks: Mapping[str, float] = field(default_factory=dict)
    enrichment: EnrichmentReport | None = None
    seconds: float = 0.0
    embed_seconds: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)
    cpu_seconds: float = 0.0
    pictures_per_second: float = 0.0
    peak_memory_mb: float = 0.0

    @property
    def changes_in_words(self) -> str:
        """All changes in one line."""
        counts = self.changes.items()
        return ", ".join(f"{count:,} {in_words(change)}" for change, count in counts) or "none"

    def write(self, path: Path) -> None:
        """Write the report as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def peak_memory_mb() -> float:
    """Return the largest resident size that this process has had, in 10^6 bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in units of 1,024 bytes, macOS in bytes.
    return (peak if sys.platform == "darwin" else peak * 1024) / 1e6
