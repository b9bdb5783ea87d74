"""The table on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.report.summary import Line


def print_summary(console: Console, evaluation: Evaluation, lines: Sequence[Line]) -> None:
    """Print what the audit found and one row a measurement."""
    for statement in evaluation.subject.audit.statements:
        console.print(f"audit: {statement}", highlight=False)
    table = Table(title=_title(evaluation), title_justify="left", header_style="bold")
    for name in ("Asked", "System", "Among", "Queries"):
        table.add_column(name, justify="right" if name == "Queries" else "left")
    for name in ("@1", "@5", "@10", "95%", "ceiling", "MRR@10", "nDCG@10"):
        table.add_column(name, justify="right")
    previous = ""
    for line in lines:
        one = line.measurement
        if previous and one.task != previous:
            table.add_section()
        previous = one.task
        main = line.figures[line.main]
        table.add_row(
            line.about,
            one.system,
            one.corpus,
            f"{len(one.asked):,}",
            _at(line, "1"),
            _at(line, "5"),
            f"{main.interval.mean:.3f}",
            f"{main.interval.low:.3f}-{main.interval.high:.3f}",
            f"{main.ceiling:.3f}" if main.ceiling < 0.9995 else "",
            _at(line, "MRR"),
            _at(line, "nDCG"),
        )
    console.print(table)
    for found in evaluation.reliabilities:
        console.print(
            f"calibration, {found.kind}: error {found.error:.3f} over {found.hits:,} hits "
            f"({found.right:.0%} right)",
            highlight=False,
        )
    if evaluation.probes:
        worst = max(evaluation.probes, key=lambda one: one.match)
        console.print(
            f"nothing close: highest match {worst.match:.2f} ({worst.text!r}) over "
            f"{len(evaluation.probes)} queries that nothing answers",
            highlight=False,
        )


def _title(evaluation: Evaluation) -> str:
    name = (
        f"{evaluation.served.model} through {evaluation.served.url}"
        if evaluation.served
        else (evaluation.model.model if evaluation.model else "")
    )
    judged = len(evaluation.subject.audit.judged)
    return f"{name}: {judged:,} judged of {len(evaluation.subject.stock):,} products with a picture"


def _at(line: Line, which: str) -> str:
    names = {"1": ("R@1", "P@1"), "5": ("R@5",), "MRR": ("MRR@10",), "nDCG": ("nDCG@10",)}[which]
    figure = next((line.figures[name] for name in names if name in line.figures), None)
    return f"{figure.interval.mean:.3f}" if figure else ""
