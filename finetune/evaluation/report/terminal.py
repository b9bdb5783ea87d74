"""The table on the terminal."""

from collections.abc import Sequence
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table

from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.report.summary import Line

WIDE: Final = 118  # columns of text that all figures need; a narrower terminal gets the main ones
_COLUMNS: Final = ("queries", "@1", "@5", "@10", "95%", "ceiling", "MRR@10", "nDCG@10")
_NARROW: Final = ("@10", "95%")


def print_summary(console: Console, evaluation: Evaluation, lines: Sequence[Line]) -> None:
    """Print what the audit found and one row a measurement; @10 is the accuracy for labels."""
    for statement in evaluation.subject.audit.statements:
        console.print(f"audit: {statement}", highlight=False, soft_wrap=True)
    table = Table(title=_title(evaluation), title_justify="left", box=box.SIMPLE, padding=(0, 1))
    wide = console.width >= WIDE
    for name in ("Task", "System", "Among"):
        table.add_column(name, no_wrap=True)
    for name in _COLUMNS if wide else _NARROW:
        table.add_column(name, justify="right", no_wrap=True)
    previous = ""
    for line in lines:
        one = line.measurement
        if previous and one.task != previous:
            table.add_section()
        cells = _cells(line)
        table.add_row(
            "" if one.task == previous else one.task,
            one.system,
            one.corpus,
            *(cells[name] for name in (_COLUMNS if wide else _NARROW)),
        )
        previous = one.task
    console.print(table)
    for found in evaluation.reliabilities:
        console.print(
            f"calibration, {found.kind}: error {found.error:.3f} over {found.hits:,} hits "
            f"({found.right:.0%} right)",
            highlight=False,
            soft_wrap=True,
        )
    if evaluation.probes:
        worst = max(evaluation.probes, key=lambda one: one.match)
        console.print(
            f"nothing close: highest match {worst.match:.2f} ({worst.text!r}) over "
            f"{len(evaluation.probes)} queries that nothing answers",
            highlight=False,
            soft_wrap=True,
        )


def _cells(line: Line) -> dict[str, str]:
    main = line.figures[line.main]
    return {
        "queries": f"{len(line.measurement.asked):,}",
        "@1": _at(line, "R@1", "P@1"),
        "@5": _at(line, "R@5"),
        "@10": f"{main.interval.mean:.3f}",
        "95%": f"{main.interval.low:.3f}-{main.interval.high:.3f}",
        "ceiling": f"{main.ceiling:.3f}" if main.ceiling < 0.9995 else "",
        "MRR@10": _at(line, "MRR@10"),
        "nDCG@10": _at(line, "nDCG@10"),
    }


def _title(evaluation: Evaluation) -> str:
    name = (
        f"{evaluation.served.model} through {evaluation.served.url}"
        if evaluation.served
        else (evaluation.model.model if evaluation.model else "")
    )
    judged = len(evaluation.subject.audit.judged)
    return f"{name}: {judged:,} judged of {len(evaluation.subject.stock):,} products with a picture"


def _at(line: Line, *names: str) -> str:
    figure = next((line.figures[name] for name in names if name in line.figures), None)
    return f"{figure.interval.mean:.3f}" if figure else ""
