"""Audit: whether a model can have seen what it is judged by, before anything is measured."""

from dataclasses import dataclass, field

import numpy as np

from finetune.compact.splits import Split
from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.settings import Judged
from finetune.evaluation.stock.exposure import Exposure
from finetune.evaluation.stock.stock import Rows, Stock

# What the model may have learnt or been chosen by, for each choice of judged products.
_EXPOSED: dict[Judged, tuple[Split, ...]] = {
    "test": (Split.TRAIN, Split.DEV),
    "dev": (Split.TRAIN,),
    "all": (),
}
_SHOWN_PAIRS = 24


@dataclass(frozen=True)
class Audit:
    """What was found, and what is left to judge by.

    Attributes:
        statements: whole sentences for the report.
        candidates: products on the judged side.
        dropped: reason -> judged products left out because of it.
        pairs: some of the near-equal pictures: (judged row, row that the model may have seen).
        titles_shared: judged products whose title a product on the other side has too.
        judged: rows that remain, ascending.
        clean: whether the model names its split and the judged products were kept out of it.
    """

    statements: tuple[str, ...]
    candidates: int
    dropped: dict[str, int]
    titles_shared: int
    clean: bool
    judged: Rows
    pairs: tuple[tuple[int, int], ...] = field(default=())


def audit(stock: Stock, side: Judged, exposure: Exposure) -> Audit:
    """Find the judged products, and drop those that the model may know from the other side.

    Dropped is a product whose id, whose very picture, or a near-equal picture of whom is on the
    side that the model learnt from or was chosen by. With `all` nothing is dropped: there is no
    other side, and the statement says what that means.

    Raises:
        EvaluationError: when no product is left to judge by.
    """
    if side == "all":
        return _whole(stock, exposure)
    candidates = stock.rows_of(Split(side))
    exposed = stock.rows_of(*_EXPOSED[side])
    by_id = _sharing([p.id.strip().casefold() for p in stock.products], candidates, exposed)
    equal = _sharing(stock.pictures.tolist(), candidates, exposed) - by_id
    near = stock.likenesses.near(candidates, exposed)
    alike = near.keys() - equal - by_id
    kept = [row for row in candidates.tolist() if row not in by_id | equal | alike]
    if not kept:
        raise EvaluationError(
            f"no product is left to judge by: of {len(stock):,} with a picture, "
            f"{len(candidates):,} are on the {side} side and the audit dropped all of these; "
            "give --split all, or a larger catalogue"
        )
    judged = np.array(kept, np.int64)
    shared = _sharing(stock.titles.tolist(), judged, exposed)
    dropped = {"id": len(by_id), "equal picture": len(equal), "near-equal picture": len(alike)}
    return Audit(
        statements=(exposure.statement, *_sentences(side, len(candidates), dropped, len(shared))),
        candidates=len(candidates),
        dropped=dropped,
        titles_shared=len(shared),
        clean=exposure.known,
        judged=judged,
        pairs=tuple(near.items())[:_SHOWN_PAIRS],
    )


def _whole(stock: Stock, exposure: Exposure) -> Audit:
    seen = len(stock.rows_of(Split.TRAIN, Split.DEV))
    warning = (
        f"All {len(stock):,} products are judged, without regard to what the model was trained "
        f"on: {seen:,} of them lie on the training side of the split. These figures say how well "
        "the model serves this catalogue, not how well it does on products that it never saw."
    )
    return Audit(
        statements=(exposure.statement, warning),
        candidates=len(stock),
        dropped={},
        titles_shared=0,
        clean=False,
        judged=np.arange(len(stock), dtype=np.int64),
    )


def _sharing(keys: list[str] | list[int], asked: Rows, others: Rows) -> set[int]:
    """Return the rows asked about whose key some other row has; -1 and "" are no keys."""
    have = {keys[row] for row in others.tolist()} - {-1, ""}
    return {row for row in asked.tolist() if keys[row] in have}


def _sentences(side: str, candidates: int, dropped: dict[str, int], shared: int) -> tuple[str, ...]:
    found = ", ".join(f"{count:,} by {reason}" for reason, count in dropped.items())
    kept_out = (
        f"Of {candidates:,} pictures on the {side} side, the audit looked for their like on the "
        f"side that a model learns from, and found {found}; those are not judged."
    )
    titles = (
        f"{shared:,} of those that are judged have a title that a product on the other side has "
        "too; they stay, and are reported as a slice."
    )
    return kept_out, titles
