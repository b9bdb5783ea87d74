"""Contact sheets: the ten best and the ten worst queries of a task, with what came back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image

from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.measuring.ranking import NOTHING
from finetune.evaluation.report.summary import TASKS, Line, main_metric
from finetune.evaluation.stock.shelf import Shelf

QUERIES: Final = 10
SIDE: Final = 120  # pixels of the longer side; catalogue pictures are often no larger
# The tasks whose failures are worth looking at, in the report's order.
SHOWN: Final = ("vague", "title", "colour-type", "picture-type", "composition", "photo-type")
_SYSTEMS: Final = ("auto", "dense")


@dataclass(frozen=True, slots=True)
class Shot:
    """One answer, or what was asked with.

    Attributes:
        picture: JPEG or PNG bytes and their media type; `None` for an empty place.
        caption: title and attributes.
        right: whether it answers the query; `None` for what was asked with.
    """

    picture: tuple[str, bytes] | None
    caption: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A query and its answers.

    Attributes:
        text: what was asked in words; empty where only a picture was.
        value: its main metric.
        metric: the name of that.
        source: the picture that was asked with, or the one that was wanted.
        answers: best first.
    """

    text: str
    value: float
    metric: str
    source: Shot | None
    answers: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ten best or the ten worst of one task."""

    title: str
    worst: bool
    rows: tuple[SheetRow, ...]


def draw_sheets(evaluation: Evaluation, lines: Sequence[Line]) -> tuple[Sheet, ...]:
    """Choose the queries and read their pictures, in one more pass over the catalogue.

    Worst is the lowest main metric, then the lowest reciprocal rank, then the order of the
    queries: no hand picks anything.
    """
    chosen = list(_chosen(lines))
    stock, photos = evaluation.subject.stock, evaluation.subject.photos
    rows = {row for one, places in chosen for row in _rows_of(one, places)}
    album = _pictures(stock.shelf, (int(stock.positions[row]) for row in rows))
    snaps: Mapping[int, tuple[str, bytes]] = {}
    if photos:
        wanted = (one.asked[place].photo for one, places in chosen for place in places)
        snaps = _pictures(photos[0].shelf, (at for at in wanted if at is not None))
    return tuple(
        _sheet(evaluation, one, places, worst=worst, album=album, snaps=snaps)
        for (one, places), worst in zip(chosen, _worsts(len(chosen)), strict=True)
    )


def draw_pairs(evaluation: Evaluation) -> tuple[tuple[Shot, Shot], ...]:
    """Return some of the near-equal pictures that the audit found: judged beside known."""
    stock, found = evaluation.subject.stock, evaluation.subject.audit.pairs
    album = _pictures(stock.shelf, (int(stock.positions[row]) for pair in found for row in pair))

    def shot(row: int) -> Shot:
        return Shot(album.get(int(stock.positions[row])), _caption(evaluation, row), None)

    return tuple((shot(one), shot(other)) for one, other in found)


def _chosen(lines: Sequence[Line]) -> Iterable[tuple[Measurement, list[int]]]:
    for task in SHOWN:
        found = [line.measurement for line in lines if line.measurement.task == task]
        found = [one for one in found if one.system in _SYSTEMS]
        found.sort(key=lambda one: _SYSTEMS.index(one.system))
        # Vague wishes and photos are judged by unseen products, like the figures in the summary.
        one = next((m for m in found if m.corpus == "judged"), next(iter(found), None))
        if one is not None:
            order = _order(one)
            yield one, order[::-1][:QUERIES]
            yield one, order[:QUERIES]


def _worsts(count: int) -> list[bool]:
    return [place % 2 == 1 for place in range(count)]


def _order(one: Measurement) -> list[int]:
    """Return the queries from the worst to the best; of equals the first asked come first."""
    main = one.values[main_metric(one)]
    second = one.values.get("MRR@10", main)
    order: list[int] = np.lexsort((np.arange(len(main)), second, main)).tolist()
    return order


def _rows_of(one: Measurement, places: Sequence[int]) -> set[int]:
    answers = {int(row) for place in places for row in one.ranked.rows[place]} - {NOTHING}
    sources = {one.asked[place].source for place in places}
    return answers | {source for source in sources if source is not None}


def _sheet(
    evaluation: Evaluation,
    one: Measurement,
    places: Sequence[int],
    *,
    worst: bool,
    album: Mapping[int, tuple[str, bytes]],
    snaps: Mapping[int, tuple[str, bytes]],
) -> Sheet:
    stock = evaluation.subject.stock
    metric = main_metric(one)

    def shot(row: int, *, right: bool | None) -> Shot:
        if row == NOTHING:
            return Shot(None, "", None)
        return Shot(album.get(int(stock.positions[row])), _caption(evaluation, row), right)

    rows = []
    for place in places:
        asked = one.asked[place]
        source = None if asked.source is None else shot(asked.source, right=None)
        if asked.photo is not None:
            source = Shot(snaps.get(asked.photo), asked.text, None)
        answers = zip(one.ranked.rows[place], one.relevant[place], strict=True)
        rows.append(
            SheetRow(
                asked.text if asked.photo is None else "",
                float(one.values[metric][place]),
                metric,
                source,
                tuple(shot(int(row), right=bool(right)) for row, right in answers),
            )
        )
    which = "worst" if worst else "best"
    return Sheet(f"{TASKS[one.task]}: the {len(rows)} {which}", worst, tuple(rows))


def _caption(evaluation: Evaluation, row: int) -> str:
    product = evaluation.subject.stock.products[row]
    fields = ("gender", "baseColour", "articleType", "usage")
    known = [str(product.attributes[field]) for field in fields if field in product.attributes]
    return "\n".join(part for part in (product.title or product.id, " · ".join(known)) if part)


def _pictures(shelf: Shelf, positions: Iterable[int]) -> dict[int, tuple[str, bytes]]:
    wanted = frozenset(positions)
    if not wanted:
        return {}
    return {
        item.position: _small(item.image, item.shown)
        for item in shelf.items(wanted)
        if item.image is not None and item.shown is not None
    }


def _small(image: Image.Image, shown: tuple[str, bytes]) -> tuple[str, bytes]:
    """Return a picture's own bytes where they are small, else a reduced JPEG."""
    if max(image.size) <= SIDE:
        return shown
    reduced = image.copy()
    reduced.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    reduced.save(buffer, "JPEG", quality=82)
    return "image/jpeg", buffer.getvalue()
