"""`python -m tests.screenshots`: take pictures of the page over a running service."""

from pathlib import Path
from typing import Annotated

import typer

from tests.screenshots.documents import write_documents
from tests.screenshots.states import STATES
from tests.screenshots.taking import SCHEMES, WIDTHS, take


def main(
    url: Annotated[str, typer.Option(help="Where the service answers.")] = "http://127.0.0.1:8000",
    out: Annotated[Path, typer.Option(help="Folder of the pictures.")] = Path(".data/screenshots"),
    documents: Annotated[
        Path | None, typer.Option(help="Also write the documents' pictures into this folder.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only this state; repeatable.")] = None,
    width: Annotated[
        list[int] | None, typer.Option(help="Only this width in CSS pixels; repeatable.")
    ] = None,
) -> None:
    """Take every state at every width, light and dark, as OUT/STATE-WIDTH-SCHEME.png."""
    states = {name: STATES[name] for name in only or STATES}
    for path in take(url, states, out, widths=width or WIDTHS, schemes=SCHEMES):
        typer.echo(path)
    if documents is not None:
        for path in write_documents(out, documents):
            typer.echo(path)


if __name__ == "__main__":
    typer.run(main)
