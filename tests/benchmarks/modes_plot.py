"""The plot of the modes: precision of vectors, BM25 and `auto` on every query set."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from finetune.evaluation.report.plots import GRID, INK, SYSTEMS

LABELS: Final = {"dense": "vectors", "lexical": "BM25", "auto": "auto"}
SETS: Final = {
    "type": "type",
    "colour-type": "colour + type",
    "colour-type-gender": "colour + type + gender",
    "brand-type": "brand + type",
    "type-misspelt": "type, misspelt",
    "colour-type-misspelt": "colour + type, misspelt",
    "brand-type-misspelt": "brand + type, misspelt",
    "vague": "vague wishes",
    "composition": "a product and a change",
    "mixed": "all sets mixed",
}
"""Those whose queries have ten answers; a title has one, so that its precision cannot pass .1."""


def plot_modes(report: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Draw P@10 of each set as bars, into a file of the format that the suffix names.

    Args:
        report: what `measure_modes` returned.
        path: of the picture.
    """
    from matplotlib.figure import Figure

    names = [name for name in SETS if name in report]
    figure = Figure(figsize=(8, 0.62 * len(names) + 0.9), layout="constrained", dpi=110)
    axes = figure.subplots()
    for place, mode in enumerate(LABELS):
        values = [report[name][mode][0] for name in names]
        _bars(axes, values, place, SYSTEMS[mode], LABELS[mode])
    axes.set_yticks(
        [row + 0.27 for row in range(len(names))], [SETS[name] for name in names], color=INK
    )
    axes.margins(y=0.01)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="precision at 10")
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    figure.legend(loc="outside upper right", ncols=len(LABELS), frameon=False)
    figure.savefig(path)


def _bars(axes: Any, values: Sequence[float], place: int, colour: str, label: str) -> None:
    rows = [row + 0.27 * place for row in range(len(values))]
    axes.barh(rows, values, height=0.25, color=colour, label=label)
    for row, value in zip(rows, values, strict=True):
        axes.text(value + 0.008, row, f"{value:.2f}", va="center", fontsize=7.5, color=INK)
