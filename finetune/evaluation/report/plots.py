"""Plots: drawn by matplotlib, as PNG bytes."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from finetune.evaluation.measuring.calibrating import Reliability
from finetune.evaluation.report.published import PUBLISHED
from finetune.evaluation.report.summary import Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK: Final = "#1f2933"
MUTED: Final = "#7b8794"
GRID: Final = "#e4e7eb"
ACCENT: Final = "#b0305c"
# Systems keep their colour in every plot; the order is the legend's.
SYSTEMS: Final = {
    "dense": ACCENT,
    "hybrid": "#3e6990",
    "auto": "#5a8f69",
    "bm25": "#9aa5b1",
    "lexical": "#9aa5b1",
    "bm25-titles": "#cbd2d9",
}


def plot_precision(lines: Sequence[Line]) -> bytes | None:
    """Draw the main metric of every task that the model alone answered, with its ceiling."""
    corpora = {line.measurement.corpus for line in lines}
    left_out = "whole" if "judged" in corpora else "judged"
    shown = [
        line
        for line in lines
        if line.measurement.system == _model(lines)
        and line.measurement.corpus != left_out
        and line.measurement.task != "title-merged"
    ]
    if not shown:
        return None
    figure, axes = _figure(7.6, 0.6 + 0.36 * len(shown))
    for place, line in enumerate(reversed(shown)):
        found = line.figures[line.main]
        axes.barh(place, found.ceiling, color="#f1f3f5", height=0.66, zorder=1)
        axes.barh(place, found.interval.mean, color=ACCENT, height=0.66, zorder=2)
        axes.plot(
            [found.interval.low, found.interval.high], [place, place], color=INK, lw=1.4, zorder=3
        )
        axes.text(1.015, place, f"{found.interval.mean:.2f}", va="center", fontsize=9, color=INK)
    axes.set_yticks(range(len(shown)), [line.about for line in reversed(shown)], fontsize=9)
    axes.set(xlim=(0, 1), ylim=(-0.6, len(shown) - 0.4))
    axes.grid(axis="x", color=GRID, zorder=0)
    return _png(figure)


def plot_vague(lines: Sequence[Line]) -> bytes | None:
    """Draw P@10 of vague wishes by system: all of them, the plain and the oblique ones."""
    vague = [line for line in lines if line.measurement.task == "vague"]
    corpora = {line.measurement.corpus for line in vague}
    corpus = "judged" if "judged" in corpora else "whole"
    shown = sorted(
        (line for line in vague if line.measurement.corpus == corpus),
        key=lambda line: list(SYSTEMS).index(line.measurement.system),
    )
    if not shown:
        return None
    figure, axes = _figure(7.6, 3.0)
    width = 0.8 / len(shown)
    names = ("all", "plain", "oblique")
    for number, line in enumerate(shown):
        style = {found.value: found.interval for found in line.slices if found.by == "style"}
        intervals = {"all": line.figures["P@10"].interval, **style}
        for place, name in enumerate(names):
            if name not in intervals:
                continue
            found, left = intervals[name], place + (number - (len(shown) - 1) / 2) * width
            label = line.measurement.system if name == "all" else None
            colour = SYSTEMS[line.measurement.system]
            axes.bar(left, found.mean, width * 0.9, color=colour, label=label, zorder=2)
            axes.plot([left, left], [found.low, found.high], color=INK, lw=1.2, zorder=3)
            axes.text(left, found.high + 0.015, f"{found.mean:.2f}", ha="center", fontsize=8)
    axes.set_xticks(range(len(names)), names)
    axes.set_ylim(0, 1.05)
    axes.set_ylabel("P@10", color=MUTED)
    axes.grid(axis="y", color=GRID, zorder=0)
    axes.legend(frameon=False, ncols=len(shown), loc="upper center", bbox_to_anchor=(0.5, 1.16))
    return _png(figure)


def plot_titles(line: Line) -> bytes:
    """Draw R@10 of the whole catalogue beside the published zero-shot figures."""
    names = [one.model for one in PUBLISHED]
    figure, axes = _figure(7.6, 2.3)
    ours = line.figures["R@10"].interval
    for place, one in enumerate(reversed(PUBLISHED), start=1):
        axes.barh(place, one.recall_10, color="#cbd2d9", height=0.66, zorder=2)
        axes.text(one.recall_10 + 0.01, place, f"{one.recall_10:.3f}", va="center", fontsize=9)
    axes.barh(0, ours.mean, color=ACCENT, height=0.66, zorder=2)
    axes.plot([ours.low, ours.high], [0, 0], color=INK, lw=1.4, zorder=3)
    axes.text(ours.high + 0.01, 0, f"{ours.mean:.3f}", va="center", fontsize=9)
    labels = ["this model (in domain)", *(f"{name}, zero-shot" for name in reversed(names))]
    axes.set_yticks(range(len(labels)), labels, fontsize=9)
    axes.set_xlim(0, max(0.6, ours.high + 0.1))
    axes.set_xlabel("R@10, title → picture among the whole catalogue", color=MUTED, fontsize=9)
    axes.grid(axis="x", color=GRID, zorder=0)
    return _png(figure)


def plot_reliability(found: Iterable[Reliability]) -> bytes | None:
    """Draw a reliability diagram a query kind: how often a match comes true."""
    kinds = list(found)
    if not kinds:
        return None
    figure, _ = _figure(10.4, 10.4 / max(3, len(kinds)) + 0.4)
    figure.clear()
    for number, one in enumerate(kinds, start=1):
        axes = figure.add_subplot(1, len(kinds), number)
        _bare(axes)
        axes.plot([0, 1], [0, 1], color=MUTED, lw=1, ls=(0, (4, 3)), zorder=1)
        most = max(b.count for b in one.bins)
        for b in one.bins:
            axes.scatter(
                b.confidence,
                b.accuracy,
                s=12 + 50 * b.count / most,
                color=ACCENT,
                zorder=3,
                clip_on=False,
            )
        axes.plot(
            [b.confidence for b in one.bins],
            [b.accuracy for b in one.bins],
            color=ACCENT,
            lw=1.2,
            zorder=2,
        )
        axes.set_title(f"{one.kind}: error {one.error:.3f}", fontsize=10, color=INK)
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.set_xlabel("match", color=MUTED, fontsize=9)
        axes.set_ylabel("share that is right" if number == 1 else "", color=MUTED, fontsize=9)
        axes.grid(color=GRID, zorder=0)
        axes.set_aspect("equal")
    return _png(figure)


def _model(lines: Sequence[Line]) -> str:
    """Return what stands for the model: a live service chooses by itself what answers."""
    return "auto" if any(line.measurement.system == "auto" for line in lines) else "dense"


def _figure(width: float, height: float) -> tuple["Figure", "Axes"]:
    # The figure's own canvas, not pyplot: no window system, no state shared between reports.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=160, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _bare(axes)
    return figure, axes


def _bare(axes: Any) -> None:
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, colors=INK, labelsize=9)


def _png(figure: "Figure") -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format="png", facecolor="white")
    return buffer.getvalue()
