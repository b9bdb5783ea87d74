"""The summary: a report, for the eyes."""

import shlex
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ingest.enriching.report import EnrichmentReport
from ingest.report import Report, in_words
from service.own_python import own_python


def print_summary(report: Report, console: Console, *, data: Path) -> None:
    """Print what was done, what was left out and what to do next with the data folder."""
    if report.outcome == "unchanged":
        console.print(
            f"Nothing has changed in {report.catalogue}: {report.indexed:,} products are live "
            f"({report.generation}). Use --rebuild to build again anyway."
        )
        return
    console.print(_figures(report))
    for example in report.examples:
        console.print(
            f"{in_words(example.change)}: {example.product}  {example.detail}".rstrip(),
            markup=False,
        )
    for title, counts in (
        ("Rejected", report.rejected),
        ("Indexed without their picture", report.repaired),
        ("Indexed by the part of their picture that is there", report.salvaged),
    ):
        for reason, count in sorted(counts.items(), key=lambda pair: -pair[1]):
            console.print(f"{title}: {count:,} x {reason}", markup=False)
    for warned in report.warnings:
        console.print(
            f"Warning: {warned.count:,} x {warned.message} (first: {warned.example!r})",
            markup=False,
        )
    odd = report.rejected or report.repaired or report.salvaged or report.warnings
    if report.rejects_file and odd:
        console.print(f"Such rows are named in {report.rejects_file}", markup=False)
    if report.enrichment:
        _print_enrichment(report.enrichment, console)
    for note in report.notes:
        console.print(f"Note: {note}", markup=False)
    if report.outcome == "dry run":
        console.print("Nothing was changed. Leave out --dry-run to do it.")
    else:
        command = f"{own_python()} -m service --data {shlex.quote(str(data))} --ui"
        console.print(f"To search it: {command}", markup=False, soft_wrap=True)


def _print_enrichment(found: EnrichmentReport, console: Console) -> None:
    for name, missing in found.missing.items():
        if missing:
            console.print(
                f"Missing {name}: {missing:,}, of which {found.predicted.get(name, 0):,} predicted "
                "(docs/enrichment.md says what for)",
                markup=False,
            )
    if found.contradictions:
        console.print(
            f"Contradictions: {found.contradictions:,} products do not look like what is said of "
            f"them, named in {found.contradictions_file}; the surest:",
            markup=False,
        )
        for example in found.examples[:3]:
            console.print(f"  {example}", markup=False)


def _figures(report: Report) -> Table:
    table = Table(title=f"{report.catalogue} ({report.layout})", show_header=False)
    table.add_column(style="bold")
    table.add_column()
    roles = ", ".join(f"{role} = {column}" for role, column in report.roles.items())
    rehearsed = report.outcome == "dry run"
    # A range is asked of numbers, and nobody misses their counts.
    uncounted = (
        f"{name} ({why})"
        for name, why in report.uncounted.items()
        if report.fields[name] != "number"
    )
    rows = {
        "Products read": f"{report.read:,}",
        "Would be indexed" if rehearsed else "Indexed": f"{report.indexed:,}",
        "Changes": report.changes_in_words,
        "By words alone": f"{report.without_picture:,}",
        "Rejected": f"{sum(report.rejected.values()):,}",
        "Columns": f"{roles}; ids from {report.ids}",
        "Fields": ", ".join(f"{name} ({kind})" for name, kind in report.fields.items()) or "none",
        "Facets": ", ".join(report.facets) or "none",
        "No facets": ", ".join(uncounted) or "none",
        "Pictures": _pictures(report),
        "Time": f"{report.seconds:,.1f} s, {report.embed_seconds:,.1f} s of it in the model",
        "Peak memory": f"{report.peak_memory_mb:,.0f} MB",
        "Live generation": report.generation or "none yet",
    }
    if report.resumed:
        rows["Gone on with"] = f"{report.resumed:,} products that an earlier run had done"
    if report.checks:
        rows["Checks"] = ", ".join(f"{name} {value:g}" for name, value in report.checks.items())
    for name, value in rows.items():
        table.add_row(name, value)
    return table


def _pictures(report: Report) -> str:
    if report.outcome == "dry run":
        return f"{report.with_picture:,}, not looked at"
    left = report.with_picture - report.embedded - report.recalled
    rate = f"{report.pictures_per_second:,.0f} a second"
    parts = {
        f"embedded, {rate}": report.embedded,
        "embedded before": report.recalled,
        "as they were": max(left, 0),
    }
    how = ", ".join(f"{count:,} {what}" for what, count in parts.items() if count)
    return f"{report.with_picture:,}" + (f": {how}" if how else "")
