"""Markup: small pieces of the report's HTML; everything that comes from outside is escaped."""

from base64 import b64encode
from collections.abc import Collection, Iterable, Sequence
from html import escape

from finetune.evaluation.report.sheets import Sheet, SheetRow, Shot
from finetune.evaluation.report.summary import Figure, Line, Slice


def data_uri(media_type: str, content: bytes) -> str:
    """Return bytes as an address that holds them."""
    return f"data:{media_type};base64,{b64encode(content).decode('ascii')}"


def plot(content: bytes | None, caption: str) -> str:
    """Return a figure, or nothing where there is none."""
    if content is None:
        return ""
    source = data_uri("image/png", content)
    text = escape(caption)
    return f'<figure><img src="{source}" alt="{text}"><figcaption>{text}</figcaption></figure>'


def table(
    head: Sequence[str],
    rows: Iterable[tuple[str, Sequence[str]]],
    *,
    words: Collection[int] = (0,),
) -> str:
    """Return a table.

    Args:
        head: names of the columns, plain text.
        rows: class of the row, and its cells as HTML.
        words: places of the columns that hold words; the others hold figures.
    """

    def kind(place: int) -> str:
        return "" if place in words else " class=n"

    names = "".join(f"<th{kind(place)}>{escape(name)}</th>" for place, name in enumerate(head))
    body = "".join(
        f"<tr{f' class={name}' if name else ''}>"
        + "".join(f"<td{kind(place)}>{cell}</td>" for place, cell in enumerate(row))
        + "</tr>"
        for name, row in rows
    )
    return (
        f'<div class="scroll"><table><thead><tr>{names}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def figure_cell(figure: Figure | None) -> str:
    """Return a mean with its interval."""
    if figure is None:
        return ""
    low, high = figure.interval.low, figure.interval.high
    return f"{figure.interval.mean:.3f}<br><small>{low:.3f} to {high:.3f}</small>"


def tile(line: Line) -> str:
    """Return the main figure of a measurement, large."""
    found = line.figures[line.main]
    one = line.measurement
    among = f"{one.corpus} · {one.system}"
    ceiling = f" · ceiling {found.ceiling:.2f}" if found.ceiling < 0.995 else ""
    return (
        f'<div class="tile"><b>{found.interval.mean:.3f}</b>'
        f"<span>{escape(line.main)}, {escape(line.about)}</span>"
        f"<span>{found.interval.low:.3f} to {found.interval.high:.3f}"
        f" · {escape(among)}{ceiling}</span></div>"
    )


def slices(line: Line) -> str:
    """Return the slices of one measurement, one table a slice."""
    names = dict.fromkeys(found.by for found in line.slices)
    tables = [
        table(
            (name, "queries", line.main),
            [("", _slice(found)) for found in line.slices if found.by == name],
        )
        for name in names
    ]
    one = line.measurement
    title = f"{line.about} · {one.system} · among {one.corpus}"
    return (
        f"<details><summary>{escape(title)}</summary>"
        f'<div class="grids">{"".join(tables)}</div></details>'
    )


def sheet(found: Sheet, *, opened: bool) -> str:
    """Return a contact sheet."""
    rows = "".join(_row(row) for row in found.rows)
    return (
        f"<details{' open' if opened else ''}><summary>{escape(found.title)}</summary>"
        f'<div class="sheet">{rows}</div></details>'
    )


def pairs(found: Sequence[tuple[Shot, Shot]]) -> str:
    """Return the near-equal pictures that the audit found, side by side."""
    if not found:
        return ""
    boxes = "".join(
        f'<div class="pair">{picture(one)}{picture(other)}</div>' for one, other in found
    )
    return (
        "<details><summary>Near-equal pictures that were left out "
        f'({len(found)} shown)</summary><div class="pairs">{boxes}</div></details>'
    )


def picture(shot: Shot) -> str:
    """Return a shot's picture with its caption as the text that stands for it."""
    if shot.picture is None:
        return ""
    alt = escape(shot.caption.replace("\n", ", "))
    source = data_uri(*shot.picture)
    return f'<img class="product" loading="lazy" src="{source}" alt="{alt}" title="{alt}">'


def _slice(found: Slice) -> tuple[str, ...]:
    low, high = found.interval.low, found.interval.high
    return (
        escape(found.value),
        f"{found.queries:,}",
        f"{found.interval.mean:.3f} <small>{low:.3f} to {high:.3f}</small>",
    )


def _row(row: SheetRow) -> str:
    caption = (row.source.caption if row.source else "").partition("\n")
    words = (
        f"<q>{escape(row.text)}</q>"
        if row.text
        else f'{escape(caption[0])}<span class="score">{escape(caption[2])}</span>'
    )
    asked = (
        f'<div class="ask">{picture(row.source) if row.source else ""}'
        f'<div>{words}<span class="score">{escape(row.metric)} {row.value:.2f}</span></div></div>'
    )
    shots = "".join(_shot(shot) for shot in row.answers)
    return f'<div class="asked">{asked}<div class="shots">{shots}</div></div>'


def _shot(shot: Shot) -> str:
    if shot.right is None:
        return '<div class="shot none"></div>'
    title, _, attributes = shot.caption.partition("\n")
    mark = "✓" if shot.right else "✗"
    return (
        f'<div class="shot{" right" if shot.right else ""}">{picture(shot)}'
        f"<span><i>{mark}</i> {escape(title)}</span><em>{escape(attributes)}</em></div>"
    )
