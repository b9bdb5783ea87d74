"""The commands `copy`, `snapshot` and `recover`."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ingest.lock import IngestLock
from ingest.moving.copying import SAMPLE, copy_generation
from ingest.moving.places import copy_pictures, place_of
from ingest.progress import watcher
from service.engine.data_folder import require_folder
from service.engine.errors import ModisteError, NoGenerationError
from service.engine.index.folder_home import FolderHome
from service.engine.index.server import ServerHome
from service.settings import Settings


def add_commands(
    app: typer.Typer, settings: Settings, stop: Callable[[ModisteError | OSError], None]
) -> None:
    """Add the commands; `stop` ends the process with an error's message."""

    @app.command()
    def copy(
        source: Annotated[
            str, typer.Argument(metavar="FROM", help="A data folder, or a server's address.")
        ],
        target: Annotated[str, typer.Argument(metavar="TO", help="Likewise.")],
        sample: Annotated[
            int, typer.Option(min=0, max=1_000_000, help="Products compared one by one.")
        ] = SAMPLE,
    ) -> None:
        """Copy the live generation and its pictures; the copy goes live when all of it arrived."""
        try:
            here, there = place_of(source, settings), place_of(target, settings)
            if isinstance(here.home, FolderHome):
                require_folder(here.data, there=True)
            require_folder(there.data)
            with ExitStack() as held:
                for place in (here, there):
                    held.callback(place.home.close)
                for data in sorted({here.data.resolve(), there.data.resolve()}):
                    held.enter_context(IngestLock(data))
                copy_pictures(here.data, there.data)
                copied = copy_generation(
                    here.home, there.home, sample=sample, watcher=watcher(Console(stderr=True))
                )
            typer.echo(
                f"{copied.products:,} products of {copied.source} are live as {copied.target} in "
                f"{target}; {copied.compared:,} were compared one by one. Pictures are in "
                f"{there.data}"
            )
        except (ModisteError, OSError) as error:
            stop(error)

    @app.command()
    def snapshot(
        out: Annotated[Path, typer.Argument(help="The file to write.")],
    ) -> None:
        """Save the live collection of the Qdrant server as one file, as the server keeps it."""
        try:
            with closing(_server(settings)) as home:
                name = home.live()
                size = home.snapshot(name, out)
            typer.echo(f"{name}: {size:,} bytes in {out}")
        except (ModisteError, OSError) as error:
            stop(error)

    @app.command()
    def recover(
        file: Annotated[Path, typer.Argument(help="What `snapshot` wrote.")],
    ) -> None:
        """Load a snapshot into the Qdrant server as a new generation, and make it live."""
        try:
            with closing(_server(settings)) as home:
                name = home.recover(file)
            typer.echo(f"{name} is live")
        except (ModisteError, OSError) as error:
            stop(error)


def _server(settings: Settings) -> ServerHome:
    home = settings.home(settings.data, serving=False)
    if not isinstance(home, ServerHome):
        raise NoGenerationError(
            "snapshots are a Qdrant server's: set MODISTE_QDRANT_URL; a data folder is saved by "
            "python -m ingest copy FROM TO"
        )
    return home
