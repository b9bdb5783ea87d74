"""The command line: `python -m ingest CATALOGUE`."""

import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from ingest.job import Options, run
from ingest.model import LateEncoder
from ingest.pictures.downloading import DownloadOptions
from ingest.progress import watcher
from ingest.summary import print_summary
from service.engine.errors import CatalogueError, ModisteError
from service.settings import Settings

BAD_CATALOGUE = 2
FAILED = 1
INTERRUPTED = 130


def create_command(settings: Settings) -> typer.Typer:
    """Return the command line, with the settings as defaults of its options."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def ingest(  # noqa: PLR0917 -- typer reads the options off the parameters
        catalogue: Annotated[Path, typer.Argument(help="The catalogue: a file or a folder.")],
        data: Annotated[
            Path, typer.Option(help="Folder of the index and the pictures (MODISTE_DATA).")
        ] = settings.data,
        model: Annotated[
            str, typer.Option(help="`bundled`, a model folder or a hub name (MODISTE_MODEL).")
        ] = settings.model,
        mapping: Annotated[
            Path | None, typer.Option(help="TOML file that says which column plays which role.")
        ] = None,
        batch_size: Annotated[
            int, typer.Option(min=1, max=1024, help="Pictures that are embedded at once.")
        ] = 64,
        rebuild: Annotated[  # noqa: FBT002 -- a flag
            bool, typer.Option("--rebuild", help="Build again even if nothing has changed.")
        ] = False,
        limit: Annotated[
            int | None, typer.Option(min=1, help="Read the first N rows only, for trying.")
        ] = None,
        report: Annotated[
            Path | None, typer.Option(help="Also write the report there, as JSON.")
        ] = None,
        rejects: Annotated[
            Path | None,
            typer.Option(help="JSONL of rejected rows; rejected.jsonl in the data folder."),
        ] = None,
        own_host: Annotated[
            list[str] | None,
            typer.Option(
                help="A host (`cdn.shop:8080`) or bucket (`s3://pictures`) of the shop's own that "
                "pictures may be fetched from; may be given several times."
            ),
        ] = None,
        download_cache_mb: Annotated[
            int, typer.Option(min=0, help="Fetched pictures that are kept for the next run, in MB.")
        ] = 2048,
    ) -> None:
        """Read a catalogue, embed its pictures, and make a new generation of the index live."""
        signal.signal(signal.SIGTERM, terminated)
        console = Console(stderr=True)
        options = Options(
            mapping=mapping,
            batch_size=batch_size,
            rebuild=rebuild,
            limit=limit,
            rejects=rejects,
            downloads=DownloadOptions(
                own_hosts=tuple(own_host or ()), cache_bytes=download_cache_mb * 1024**2
            ),
        )
        try:
            done = run(
                catalogue,
                data=data,
                encoder=LateEncoder(model, threads=settings.threads),
                home=settings.home(data, serving=False),
                options=options,
                watcher=watcher(console),
            )
            print_summary(done, Console())
            if report:
                done.write(report)
        except CatalogueError as error:
            _stop(console, str(error), BAD_CATALOGUE)
        except ModisteError as error:
            _stop(console, str(error), FAILED)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            _stop(console, f"{where}{error.strerror or error}; the live index is as it was", FAILED)
        except KeyboardInterrupt:
            _stop(console, "stopped; the live index is as it was", INTERRUPTED)

    return app


def _stop(console: Console, message: str, code: int) -> NoReturn:
    console.print(f"ingest: {message}", style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(code)


def terminated(number: int, frame: object) -> NoReturn:
    """Leave through the same clean-up as Ctrl-C."""
    del frame
    sys.exit(128 + number)
