"""Attributes that were hidden and predicted: how many, and how many of them right."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table

from finetune.compact.splits import Split, split_of
from ingest.enriching.enrich import EnrichOptions, Predictors
from ingest.enriching.sample import draw_sample
from service.engine.gallery import Gallery
from service.engine.index.folder_home import FolderHome
from service.engine.index.generations import gallery_path
from service.engine.index.protocol import Record

HIDDEN = 4_000


@dataclass(frozen=True)
class Measured:
    """What became of one field of some products."""

    products: int
    predicted: int
    right: int

    @property
    def line(self) -> tuple[str, str, str]:
        precision = f"{self.right / self.predicted:.3f}" if self.predicted else "-"
        return f"{self.products:,}", f"{self.predicted / max(self.products, 1):.3f}", precision


def enrichment(data: Path, hidden: int = HIDDEN) -> None:
    """Hide the attributes of products of the live generation, and predict them from the others.

    Two sets are hidden: products at random, and those whose pictures the bundled model never saw.
    The second is what the next products of a shop are like.
    """
    home = FolderHome(data)
    index = home.change(home.live())
    gallery = Gallery(gallery_path(data))
    try:
        schema = home.manifest(home.live()).schema
        unseen = [r for r in index.stored(vectors=True) if _split(r, gallery) is Split.TEST]
        unseen_ids = {record.point_id for record in unseen}
        seen = (r for r in index.stored(vectors=True) if r.point_id not in unseen_ids)
        every = [record for record in seen if record.dense is not None]
        step = max(len(every) // hidden, 2)
        random = every[::step]
        chosen = {record.point_id for record in random}
        rest = [record for record in every if record.point_id not in chosen]
        started = perf_counter()
        options = EnrichOptions()
        sample = draw_sample(iter(rest), size=options.references + options.judges)
        predictors = Predictors(sample, schema, options)
        fitted = perf_counter() - started
        table = Table(title=f"{data}: {len(rest):,} products, {len(sample):,} of them asked")
        for name in ("field", "threshold", "hidden", "products", "coverage", "precision"):
            table.add_column(name, justify="left" if name in ("field", "hidden") else "right")
        started = process_time()
        sets = (("random", random, False), ("never seen", unseen, False))
        for title, records, silent in (*sets, ("never seen, title silent", unseen, True)):
            for field, found in measure(predictors, records, silent=silent).items():
                threshold = " / ".join(f"{t:.2f}" for t in predictors.by_field[field].thresholds)
                table.add_row(field, threshold, title, *found.line)
        each = (process_time() - started) / max(len(random) + 2 * len(unseen), 1)
        console = Console()
        console.print(table)
        console.print(f"fitted in {fitted:.1f} s; {each * 1e3:.2f} ms of one core a product")
    finally:
        gallery.close()
        index.abandon()


def measure(
    predictors: Predictors, records: Sequence[Record], *, silent: bool = False
) -> dict[str, Measured]:
    """Predict every field of products as if none of their attributes were known.

    With `silent`, only where the title has no word for the field either.
    """
    if not records:
        return {}
    found = {}
    claims = [predictors.titles.claims(record.payload.get("title")) for record in records]
    for name, evidences in predictors.evidences(records, claims).items():
        predictor = predictors.by_field[name]
        truth = [record.payload.get("attributes", {}).get(name) for record in records]
        pairs = [
            (guess, value)
            for guess, value, said in zip(predictor.predict(evidences), truth, claims, strict=True)
            if isinstance(value, str) and not (silent and name in said)
        ]
        guessed = [(guess, value) for guess, value in pairs if guess is not None]
        right = sum(guess.value == value for guess, value in guessed)
        found[name] = Measured(len(pairs), len(guessed), right)
    return found


def _split(record: Record, gallery: Gallery) -> Split | None:
    kept = gallery.get(record.payload.get("picture") or "")
    return split_of(kept[1]) if kept else None
