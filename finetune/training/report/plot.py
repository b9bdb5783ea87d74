"""The plot for the person who waits: training loss and dev recall over the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finetune.training.dev import CUTS, METRIC

if TYPE_CHECKING:
    from pathlib import Path

    from finetune.training.report.history import History

_LOSS = "#8a5a44"
_RECALL = "#1f5f8b"


def plot_history(history: History, path: Path, *, title: str, chance: float) -> None:
    """Write a PNG with two panels: the loss, and recall on the dev side with its chance level."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title)
    left, right = figure.subplots(1, 2)
    losses = history.losses()
    if losses:
        left.plot(*zip(*losses, strict=True), color=_LOSS, linewidth=1.2)
    left.set(xlabel="step", ylabel="training loss", title="Contrastive loss")
    measures = history.measures()
    steps = [step for step, _ in measures]
    for index, cut in enumerate(CUTS):
        values = [dev[f"recall@{cut}"] for _, dev in measures]
        shade = 0.35 + 0.2 * index
        right.plot(steps, values, color=_RECALL, alpha=shade, linewidth=1, label=f"R@{cut}")
    means = [dev[METRIC] for _, dev in measures]
    right.plot(steps, means, color=_RECALL, linewidth=2, marker="o", markersize=3, label="mean")
    right.axhline(chance, color="grey", linewidth=1, linestyle=":", label="chance")
    right.set(xlabel="step", ylabel="recall", ylim=(0, 1), title="Text to picture, dev products")
    right.legend(loc="best", fontsize=8)
    for panel in (left, right):
        panel.grid(alpha=0.25)
    part = path.with_suffix(".part")
    figure.savefig(part, format="png")
    part.replace(path)
