"""The command line: `python -m ingest CATALOGUE`."""

import signal
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from rich.console import Console

from ingest.engines.ray_cluster import RayOptions
from ingest.enriching import EnrichOptions
from ingest.job import Options, run
from ingest.keeping.command import add_commands as add_keeping
from ingest.keeping.group import DEFAULT, DefaultGroup
from ingest.model import LateEncoder
from ingest.moving.command import add_commands as add_moving
from ingest.pictures.downloading import DownloadOptions
from ingest.progress import watcher
from ingest.summary import print_summary
from ingest.watching import SETTLED_S, follow
from service.engine.errors import CatalogueError, ModisteError
from service.settings import Settings

BAD_CATALOGUE = 2
FAILED = 1
INTERRUPTED = 130


def create_command(settings: Settings) -> typer.Typer:
    """Return the command line, with the settings as defaults of its options."""
    app = typer.Typer(
        cls=DefaultGroup,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Make the index say what a catalogue says: `python -m ingest CATALOGUE`, which is "
        "`run CATALOGUE`. All its options: `python -m ingest run --help`.",
    )

    @app.command(DEFAULT)
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
        partial: Annotated[  # noqa: FBT002
            bool, typer.Option("--partial", help="The catalogue holds changes only.")
        ] = False,
        allow_deletes: Annotated[  # noqa: FBT002
            bool,
            typer.Option("--allow-deletes", help="Delete more than 20% of the products."),
        ] = False,
        dry_run: Annotated[  # noqa: FBT002
            bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
        ] = False,
        watch: Annotated[  # noqa: FBT002
            bool,
            typer.Option("--watch", help="Stay, and ingest again whenever the catalogue changes."),
        ] = False,
        settle_s: Annotated[
            float,
            typer.Option(min=0.1, max=3600, help="Seconds without a change before --watch acts."),
        ] = SETTLED_S,
        embeddings: Annotated[
            Path | None,
            typer.Option(
                help="The cache of embeddings, which several catalogues may share "
                "(MODISTE_EMBEDDINGS); embeddings.sqlite in the data folder."
            ),
        ] = settings.embeddings,
        embeddings_mb: Annotated[
            int,
            typer.Option(min=0, help="Its largest size in MB (MODISTE_EMBEDDINGS_MB); 0 for none."),
        ] = settings.embeddings_mb,
        limit: Annotated[
            int | None, typer.Option(min=1, help="Read the first N rows only, for trying.")
        ] = None,
        report: Annotated[
            Path | None, typer.Option(help="Also write the report there, as JSON.")
        ] = None,
        html: Annotated[
            Path | None,
            typer.Option(help="Also write the report there as a page, with thumbnails."),
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
        enrich: Annotated[  # noqa: FBT002 -- a flag
            bool,
            typer.Option("--enrich/--no-enrich", help="Predict missing attributes."),
        ] = True,
        download_cache_mb: Annotated[
            int, typer.Option(min=0, help="Fetched pictures that are kept for the next run, in MB.")
        ] = 2048,
        engine: Annotated[
            Literal["local", "ray"],
            typer.Option(help="Where pictures are embedded: in this process, or on a Ray cluster."),
        ] = "local",
        ray_address: Annotated[
            str | None,
            typer.Option(
                help="Of the cluster, `host:6379` or `auto`; by default RAY_ADDRESS, else a Ray of "
                "this machine alone."
            ),
        ] = None,
        ray_workers: Annotated[
            int, typer.Option(min=1, max=4096, help="Ray processes that embed.")
        ] = 2,
        ray_cpus: Annotated[
            int, typer.Option(min=1, max=256, help="Cores that each of them computes with.")
        ] = 1,
    ) -> None:
        """Make the index say exactly what a catalogue says, at the cost of what has changed."""
        signal.signal(signal.SIGTERM, terminated)
        console = Console(stderr=True)
        cluster = RayOptions(address=ray_address, workers=ray_workers, cpus=ray_cpus)
        options = Options(
            mapping=mapping,
            batch_size=batch_size,
            rebuild=rebuild,
            partial=partial,
            allow_deletes=allow_deletes,
            dry_run=dry_run,
            embeddings=embeddings,
            embeddings_max_bytes=embeddings_mb * 1024**2,
            limit=limit,
            ray=cluster if engine == "ray" else None,
            rejects=rejects,
            page=html,
            enriching=EnrichOptions() if enrich else None,
            downloads=DownloadOptions(
                own_hosts=tuple(own_host or ()), cache_bytes=download_cache_mb * 1024**2
            ),
        )

        def once() -> None:
            done = run(
                catalogue,
                data=data,
                encoder=encoder,
                home=settings.home(data, serving=False),
                options=options,
                watcher=watcher(console),
            )
            print_summary(done, Console(), data=data)
            if report:
                done.write(report)

        def again() -> None:
            # A broken export must not end the watch: the next one may be whole.
            try:
                once()
            except (ModisteError, OSError) as error:
                _say(error)

        encoder = LateEncoder(model, threads=settings.threads)
        try:
            if watch:
                console.print(f"watching {catalogue}; Ctrl-C ends it", markup=False)
                follow(catalogue, again, settled_s=settle_s)
            else:
                once()
        except (ModisteError, OSError) as error:
            _stop_for(error)
        except KeyboardInterrupt:
            _stop(
                console,
                "stopped; the live index is as it was, and the next run goes on from here",
                INTERRUPTED,
            )

    add_keeping(app, settings, _stop_for)
    add_moving(app, settings, _stop_for)
    return app


def _say(error: ModisteError | OSError) -> None:
    message = str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        message = f"{where}{error.strerror or error}; the live index is as it was"
    console = Console(stderr=True)
    console.print(f"ingest: {message}", style="red", markup=False, highlight=False, soft_wrap=True)


def _stop_for(error: ModisteError | OSError) -> NoReturn:
    _say(error)
    raise typer.Exit(BAD_CATALOGUE if isinstance(error, CatalogueError) else FAILED)


def _stop(console: Console, message: str, code: int) -> NoReturn:
    console.print(f"ingest: {message}", style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(code)


def terminated(number: int, frame: object) -> NoReturn:
    """Leave through the same clean-up as Ctrl-C."""
    del frame
    sys.exit(128 + number)
