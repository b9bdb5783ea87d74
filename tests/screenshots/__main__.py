"""`python -m tests.screenshots`: take pictures of the page over a running service."""

from itertools import product
from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Page

from tests.screenshots.access import barriers
from tests.screenshots.documents import SOURCES, write_documents
from tests.screenshots.states import STATES
from tests.screenshots.taking import SCHEMES, WIDTHS, Shot, take


def main(
    *,
    url: Annotated[str, typer.Option(help="Where the service answers.")] = "http://127.0.0.1:8000",
    out: Annotated[Path, typer.Option(help="Folder of the pictures.")] = Path(".data/screenshots"),
    documents: Annotated[
        Path | None, typer.Option(help="Also write the documents' pictures into this folder.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only this state; repeatable.")] = None,
    width: Annotated[
        list[int] | None, typer.Option(help="Only this width in CSS pixels; repeatable.")
    ] = None,
    few: Annotated[
        bool, typer.Option("--few", help="Only those that the documents' pictures are made of.")
    ] = False,
    axe: Annotated[
        Path | None,
        typer.Option(help="axe.min.js of axe-core: fail on what it finds serious or critical."),
    ] = None,
) -> None:
    """Take every state at every width, light and dark, as OUT/STATE-WIDTH-SCHEME.png."""
    against: list[str] = []
    source = axe.read_text(encoding="utf-8") if axe is not None else None

    def look(page: Page, shot: Shot) -> None:
        for barrier in barriers(page, source) if source is not None else ():
            against.append(barrier)
            typer.echo(f"{shot.name}: {barrier}", err=True)

    every = (Shot(*one) for one in product(only or STATES, width or WIDTHS, SCHEMES))
    shots = [shot for shot in every if not few or shot.name in SOURCES]
    for path in take(url, shots, out, look=look):
        typer.echo(path)
    if documents is not None:
        for path in write_documents(out, documents):
            typer.echo(path)
    if against:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
