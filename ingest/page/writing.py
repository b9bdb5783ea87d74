"""Writing the page: one HTML file that needs nothing beside it."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from ingest.page.sections import Card, Section
from ingest.report import Report

_STYLE: Final = """
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; } td { padding: .15rem 1.2rem .15rem 0; vertical-align: top; }
td:first-child { opacity: .7; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .8rem; }
.card { border: 1px solid #8886; border-radius: .5rem; padding: .7rem; overflow-wrap: anywhere; }
.card p { margin: .15rem 0; } .card img { height: 5.5rem; border-radius: .3rem; margin: .2rem; }
.card .none { display: inline-block; width: 4.2rem; height: 5.5rem; border-radius: .3rem;
  background: #8883; margin: .2rem; }
"""


def write_page(report: Report, sections: Iterable[Section], path: Path) -> None:
    """Write the report of a run as a page.

    Args:
        report: the run's figures.
        sections: what there is to look at.
        path: of the file.
    """
    title = f"Ingest of {Path(report.catalogue).name}"
    body = [f"<h1>{escape(title)}</h1>", _figures(report)]
    for section in sections:
        shown = f", the first {len(section.cards):,} shown" if section.cards else ""
        more = shown if len(section.cards) < section.total else ""
        body.append(f"<h2>{escape(section.title)}: {section.total:,}{more}</h2>")
        body.append(f"<p>{escape(section.intro)}</p>")
        body.append(f'<div class="cards">{"".join(_card(one) for one in section.cards)}</div>')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body>{''.join(body)}</body></html>\n",
        encoding="utf-8",
        errors="xmlcharrefreplace",
    )


def _figures(report: Report) -> str:
    rows = {
        "Products": f"{report.indexed:,}, {report.with_picture:,} with a picture",
        "Rows read": f"{report.read:,}",
        "Changes": report.changes_in_words,
        "Pictures embedded": f"{report.embedded:,}; {report.recalled:,} were known",
        "Checks": ", ".join(f"{what} {value:g}" for what, value in report.checks.items()),
        "Time": f"{report.seconds:,.1f} s, {report.embed_seconds:,.1f} s of it in the model",
        "Generation": report.generation,
    }
    rows |= {"Note": " ".join(report.notes)} if report.notes else {}
    rows |= {
        f"Warning: {warned.message}": f"{warned.count:,} times, such as {warned.example!r}"
        for warned in report.warnings
    }
    cells = (f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in rows.items())
    return f"<table>{''.join(cells)}</table>"


def _card(card: Card) -> str:
    pictures = "".join(
        f'<img alt="" src="data:image/jpeg;base64,{b64encode(one).decode()}">'
        for one in card.thumbnails
    )
    lines = "".join(f"<p>{escape(line)}</p>" for line in card.lines)
    none = '<span class="none"></span>'
    return (
        f'<div class="card"><b>{escape(card.heading)}</b><div>{pictures or none}</div>{lines}</div>'
    )
