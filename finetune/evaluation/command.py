"""The command line of evaluation: `evaluate` and `promote`."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from finetune.evaluation.errors import EvaluationError, RefusedError
from finetune.evaluation.settings import DEFAULT_LIMIT, SERVED_LIMIT, Judged, Options
from service.engine.encoder.model_folder import BUNDLED
from service.engine.encoder.sentence import load_encoder
from service.engine.errors import ModisteError
from service.own_python import own_python

# What reads, embeds and draws is imported where it is used: other commands start without it.
if TYPE_CHECKING:
    from finetune.evaluation.evaluate import Evaluation
    from finetune.evaluation.progress import Narrator
    from finetune.evaluation.stock.shelf import Shelf

BAD_INPUT = 2
REFUSED = 1
INTERRUPTED = 130
WIDE_OUTPUT = 140

Catalogue = Annotated[Path, typer.Option(help="The catalogue, in any layout that ingest reads.")]
Photos = Annotated[
    Path | None, typer.Option(help="Photos that people took, with a column 'label'.")
]
Mapping = Annotated[Path | None, typer.Option(help="Mapping file for the catalogue's columns.")]
Out = Annotated[Path, typer.Option(help="Folder of the report, and of vectors kept for next time.")]
Data = Annotated[
    Path, typer.Option(envvar="MODISTE_DATA", help="Folder of the index and the pictures.")
]
Seed = Annotated[int, typer.Option(min=0, help="Of everything that is drawn.")]
Split = Annotated[
    Judged, typer.Option(help="Judged products: a side of the split by picture hash, or all.")
]


def add_commands(app: typer.Typer) -> None:
    """Add `evaluate` and `promote` to a command line."""
    app.command("evaluate")(evaluate_command)
    app.command("promote")(promote_command)


def evaluate_command(
    catalogue: Catalogue,
    *,
    model: Annotated[
        str, typer.Option(help="`bundled`, a folder or a hub name.", envvar="MODISTE_MODEL")
    ] = BUNDLED,
    via: Annotated[
        str | None, typer.Option(help="Address of a live service to ask, instead of a model.")
    ] = None,
    photos: Photos = None,
    mapping: Mapping = None,
    split: Split = "test",
    out: Out = Path(".data/evaluation"),
    limit: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Most queries of one task.")
    ] = None,
    seed: Seed = 0,
) -> None:
    """Judge a model, or a live service, on a catalogue.

    Without --limit a task has at most 2,000 queries, through a service 200. Pictures are embedded
    once a model and kept in --out.
    """
    with _readable_errors() as narrator:
        from finetune.evaluation.output import deliver, require_writable
        from finetune.evaluation.stock.shelf import Shelf

        require_writable(out)
        options = Options(
            split=split,
            limit=limit or (SERVED_LIMIT if via else DEFAULT_LIMIT),
            seed=seed,
            mapping=mapping,
            photos=None if via else photos,
        )
        shelf = Shelf(catalogue, mapping)
        done = (
            _served(shelf, via, model, options, narrator)
            if via
            else _offline(shelf, model, options, out, narrator)
        )
        deliver(done, out, _console())


def promote_command(
    *,
    data: Data = Path(".data"),
    candidate: Annotated[
        str, typer.Option(help="The model that is to take over: a folder or a hub name.")
    ] = "",
    catalogue: Annotated[
        Path | None, typer.Option(help="The catalogue to judge by and to ingest.")
    ] = None,
    live: Annotated[
        str, typer.Option(help="The model in service.", envvar="MODISTE_MODEL")
    ] = BUNDLED,
    photos: Photos = None,
    mapping: Mapping = None,
    split: Split = "test",
    out: Out = Path(".data/evaluation"),
    seed: Seed = 0,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Only make the generation before the live one live.")
    ] = False,
) -> None:
    """Put a better model into service: audit, compare, ingest aside, swap."""
    with _readable_errors() as narrator:
        if rollback:
            _roll_back(data)
        elif not candidate or catalogue is None:
            raise EvaluationError("give --candidate and --catalogue, or --rollback")
        else:
            options = Options(split=split, seed=seed, mapping=mapping, photos=photos)
            _promote(
                catalogue,
                candidate,
                live,
                data=data,
                out=out,
                options=options,
                narrator=narrator,
            )


def _offline(
    shelf: "Shelf", model: str, options: Options, out: Path, narrator: "Narrator"
) -> "Evaluation":
    from finetune.evaluation.evaluate import evaluate, open_subject
    from finetune.evaluation.output import CACHE
    from finetune.evaluation.stock.exposure import read_exposure

    encoder = load_encoder(model)
    subject = open_subject(shelf, read_exposure(model), options, narrator)
    return evaluate(subject, encoder, out / CACHE, narrator)


def _served(
    shelf: "Shelf", url: str, model: str, options: Options, narrator: "Narrator"
) -> "Evaluation":
    from finetune.evaluation.evaluate import evaluate_served, open_subject
    from finetune.evaluation.measuring.service import Service
    from finetune.evaluation.stock.exposure import read_exposure

    with closing(Service(url)) as service:
        service.describe()  # before the catalogue is read, which takes longer
        subject = open_subject(shelf, read_exposure(model), options, narrator)
        return evaluate_served(subject, service, narrator)


def _promote(
    catalogue: Path,
    candidate: str,
    live: str,
    *,
    data: Path,
    out: Path,
    options: Options,
    narrator: "Narrator",
) -> None:
    from finetune.evaluation.evaluate import open_subject
    from finetune.evaluation.output import require_writable
    from finetune.evaluation.promote import Contest, promote, require_live
    from finetune.evaluation.stock.exposure import read_exposure
    from finetune.evaluation.stock.shelf import Shelf

    require_writable(out)
    shelf = Shelf(catalogue, options.mapping)
    contest = Contest(
        live=require_live(data),
        incumbent=load_encoder(live),
        challenger=load_encoder(candidate),
        data=data,
        out=out,
    )
    subject = open_subject(shelf, read_exposure(candidate), options, narrator)
    console = _console()
    done = promote(contest, subject, console, narrator)
    console.print(
        f"promoted: {done.generation} is live with {done.indexed:,} products; "
        f"{contest.live.generation} is kept\n"
        f"to serve it: restart the service with MODISTE_MODEL='{candidate}'\n"
        f"to go back:  {own_python()} -m finetune promote --rollback --data '{data}'\n"
        f"             and restart the service with MODISTE_MODEL='{live}'",
        highlight=False,
        soft_wrap=True,
    )


def _roll_back(data: Path) -> None:
    from finetune.evaluation.promote import roll_back

    manifest = roll_back(data)
    Console().print(
        f"{manifest.generation} is live again; it was made by {manifest.fingerprint.model} "
        f"({manifest.fingerprint.digest[:12]}): restart the service with MODISTE_MODEL set to it",
        highlight=False,
        soft_wrap=True,
    )


def _console() -> Console:
    """Return standard output; a file or a pipe has no width, and gets one that shows everything."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDE_OUTPUT)


@contextmanager
def _readable_errors() -> Iterator["Narrator"]:
    """Turn what a person can repair into one line and a status of 2."""
    from finetune.evaluation.progress import Spoken

    console = Console(stderr=True)
    try:
        yield Spoken(console)
    except RefusedError as error:
        _end(console, str(error), REFUSED)
    except ModisteError as error:
        _end(console, str(error), BAD_INPUT)
    except KeyboardInterrupt:
        _end(console, "interrupted; pictures embedded so far are kept", INTERRUPTED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _end(console, f"{where}{error.strerror or error}", BAD_INPUT)


def _end(console: Console, message: str, status: int) -> NoReturn:
    console.print(f"error: {message}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(status)
