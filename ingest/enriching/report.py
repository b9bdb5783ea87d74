"""What enriching found, for the report of a job and for the catalogue's team."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ingest.enriching.enrich import Enriched

CONTRADICTIONS: Final = "contradictions.jsonl"
EXAMPLES: Final = 10


@dataclass(frozen=True, slots=True)
class EnrichmentReport:
    """Missing attributes and contradictions.

    Attributes:
        missing: field -> products without a value.
        predicted: field -> those of them that have a predicted one.
        thresholds: field -> confidence from which a prediction is kept: where the title names the
            field, where other words speak for the value, where all are silent; above 1 for never.
        contradictions: how many products look like another thing than they are said to be.
        examples: the surest of them, in words.
        contradictions_file: the JSONL file that names them.
    """

    missing: Mapping[str, int]
    predicted: Mapping[str, int]
    thresholds: Mapping[str, tuple[float, ...]]
    contradictions: int
    examples: tuple[str, ...]
    contradictions_file: str


def report_enrichment(
    enriched: Enriched, path: Path, *, untouched: Callable[[str], bool] | None = None
) -> EnrichmentReport:
    """Write the contradictions as JSONL, the surest first, and return the report.

    Args:
        enriched: what was found.
        path: of the file.
        untouched: which products, by id, were not looked at; what the file has of them stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8").splitlines() if untouched and path.exists() else ()
    stays = [line for line in before if untouched and untouched(json.loads(line)["id"])]
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
        for one in enriched.contradictions:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        file.writelines(f"{line}\n" for line in stays)
    return EnrichmentReport(
        missing=enriched.missing,
        predicted=enriched.predicted,
        thresholds=enriched.thresholds,
        contradictions=enriched.contradicted,
        examples=tuple(one.sentence() for one in enriched.contradictions[:EXAMPLES]),
        contradictions_file=str(path),
    )
