"""The commands `generations`, `rollback` and `gc`."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from ingest.keeping.retention import collect, list_generations, roll_back
from ingest.lock import IngestLock
from ingest.model import LateEncoder
from service.engine.data_folder import require_folder
from service.engine.encoder.model_folder import BUNDLED
from service.engine.errors import ModisteError
from service.engine.gallery import Gallery
from service.engine.index.folder_home import FolderHome
from service.engine.index.generations import gallery_path
from service.engine.index.home import Home
from service.settings import Settings

_DATA = typer.Option(help="Folder of the index and the pictures (MODISTE_DATA).")


def add_commands(
    app: typer.Typer, settings: Settings, stop: Callable[[ModisteError | OSError], None]
) -> None:
    """Add the commands; `stop` ends the process with an error's message."""

    @app.command()
    def generations(data: Annotated[Path, _DATA] = settings.data) -> None:
        """List the generations of the index."""
        try:
            # Without frames it has its place on a narrow terminal; what is longer is folded.
            table = Table(
                *(Column(name, no_wrap=True) for name in ("generation", "", "created (UTC)")),
                *(Column(name, overflow="fold") for name in ("products", "model", "of")),
                box=None,
                padding=(0, 1, 0, 0),
            )
            found = list_generations(_home(settings, data))
            if not found:
                typer.echo(
                    f"{data} has no index yet; run: python -m ingest CATALOGUE --data {data}"
                )
                return
            for one in found:
                state = "live" if one.live else "" if one.manifest else "unfinished"
                state += ", edited since" if one.live and one.edited else ""
                about = (
                    (
                        one.manifest.created[:16].replace("T", " "),
                        f"{one.manifest.products:,}",
                        f"{one.manifest.fingerprint.model} {one.manifest.fingerprint.digest[:8]}",
                        one.manifest.source,
                    )
                    if one.manifest
                    else ("", "", "", "")
                )
                table.add_row(one.name, state, *about)
            Console().print(table)
        except (ModisteError, OSError) as error:
            stop(error)

    @app.command()
    def rollback(
        generation: Annotated[
            str | None, typer.Argument(help="Which one; the one before the live one by default.")
        ] = None,
        data: Annotated[Path, _DATA] = settings.data,
    ) -> None:
        """Make an earlier generation live again; a running service follows within a second."""
        try:
            home = _home(settings, data)
            with IngestLock(data):
                before, now = roll_back(home, generation)
            typer.echo(
                f"{now} is live again instead of {before}. The next ingest brings the index up to "
                "the catalogue again"
            )
            made = {
                one.name: one.manifest and one.manifest.fingerprint
                for one in list_generations(home)
            }
            old, new = made.get(before), made.get(now)
            if new and not (old and old.compatible(new)):
                bundled = LateEncoder(BUNDLED).fingerprint.compatible(new)
                said = "=bundled" if bundled else " set to it"
                typer.echo(
                    f"It was made by the model {new.model} ({new.digest[:8]}), the other was not: "
                    f"restart the service with MODISTE_MODEL{said}"
                )
        except (ModisteError, OSError) as error:
            stop(error)

    @app.command()
    def gc(
        data: Annotated[Path, _DATA] = settings.data,
        keep: Annotated[
            int, typer.Option(min=0, max=1000, help="Generations kept beside the live one.")
        ] = 1,
    ) -> None:
        """Remove old and unfinished generations, and pictures that nothing shows any more."""
        try:
            home = _home(settings, data)
            with IngestLock(data), closing(Gallery(gallery_path(data))) as gallery:
                names, pictures = collect(home, gallery, keep=keep)
            removed = ", ".join(names) or "no generation"
            typer.echo(f"removed {removed} and {pictures:,} pictures")
        except (ModisteError, OSError) as error:
            stop(error)


def _home(settings: Settings, data: Path) -> Home:
    """Return where the generations are; nothing is made where a name is mistyped."""
    home = settings.home(data, serving=False)
    if isinstance(home, FolderHome):
        require_folder(data, there=True)
    return home
