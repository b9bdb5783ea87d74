"""Summary: means with intervals and ceilings, one line a measurement, and their slices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from finetune.evaluation.measuring.measurement import Measurement
from finetune.metrics import Interval, bootstrap_interval

MIN_SLICE = 10  # queries; of fewer no interval means anything
MAX_SLICE_VALUES = 12

# What each task is about, in the words of the report, in its order.
TASKS: Mapping[str, str] = {
    "title": "display name → its picture",
    "title-merged": "display name → its picture, duplicates merged",
    "title-misspelt": "misspelt display name → its product",
    "sku": "product id → that product",
    "category": "category → products",
    "sub-category": "sub-category → products",
    "type": "fine category (type) → products",
    "type-misspelt": "misspelt type → products",
    "colour": "colour → products",
    "season": "season → products",
    "usage": "usage → products",
    "brand-type": "brand + type → products",
    "brand-type-misspelt": "misspelt brand + type → products",
    "colour-type": "colour + type → products",
    "colour-type-misspelt": "misspelt colour + type → products",
    "colour-type-gender": "colour + type + gender → products",
    "filtered": "colour + type, gender as a filter → products",
    "vague": "vague wish → products",
    "picture-type": "picture → products of its type",
    "picture-type-gender-colour": "picture → products of its type, gender and colour",
    "composition": "product + “but in red” → products",
    "photo-type": "user photo → products of its type",
    "photo-type-near": "user photo → products of its type or one near it",
    "photo-label": "user photo → its label, zero-shot",
}
# The one metric by which a task is sliced, compared and ordered.
_MAIN = ("R@10", "P@10", "accuracy")


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric of a measurement.

    Attributes:
        interval: the mean and its 95% bootstrap interval.
        ceiling: the mean of the best values that any ranking reaches; 1 where nothing is said.
    """

    interval: Interval
    ceiling: float


@dataclass(frozen=True, slots=True)
class Slice:
    """The main metric over the queries of one slice."""

    by: str
    value: str
    queries: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class Line:
    """A measurement in figures.

    Attributes:
        measurement: what it is of.
        main: the metric by which it is sliced and compared.
        figures: metric -> figure.
        slices: of the main metric, most queries first within each slice.
    """

    measurement: Measurement
    main: str
    figures: Mapping[str, Figure]
    slices: tuple[Slice, ...]

    @property
    def about(self) -> str:
        """What was asked, for people."""
        return TASKS.get(self.measurement.task, self.measurement.task)


def summarise(measurements: Sequence[Measurement], *, seed: int) -> tuple[Line, ...]:
    """Return one line a measurement, in the report's order."""
    order = {task: place for place, task in enumerate(TASKS)}
    ordered = sorted(measurements, key=lambda one: order.get(one.task, len(order)))
    return tuple(_line(one, seed) for one in ordered)


def main_metric(measurement: Measurement) -> str:
    """Return the metric by which a task is sliced, compared and ordered."""
    return next(metric for metric in _MAIN if metric in measurement.values)


def _line(measurement: Measurement, seed: int) -> Line:
    figures = {
        metric: Figure(
            bootstrap_interval(values, seed=seed),
            float(np.mean(measurement.ceilings.get(metric, 1.0))),
        )
        for metric, values in measurement.values.items()
    }
    main = main_metric(measurement)
    return Line(measurement, main, figures, tuple(_slices(measurement, main, seed)))


def _slices(measurement: Measurement, main: str, seed: int) -> Iterator[Slice]:
    values = measurement.values[main]
    names = dict.fromkeys(name for asked in measurement.asked for name in asked.slices)
    for name in names:
        rows: dict[str, list[int]] = {}
        for row, asked in enumerate(measurement.asked):
            if name in asked.slices:
                rows.setdefault(asked.slices[name], []).append(row)
        if len(rows) < 2:
            continue  # a slice of one value says what the whole says
        most = sorted(rows.items(), key=lambda item: (-len(item[1]), item[0]))
        for value, found in most[:MAX_SLICE_VALUES]:
            if len(found) >= MIN_SLICE:
                interval = bootstrap_interval(values[found], seed=seed)
                yield Slice(name, value, len(found), interval)
