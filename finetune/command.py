"""The command line of fine-tuning: options, and what a person sees of errors."""

import errno
import importlib.util
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from finetune.evaluation.command import add_commands
from finetune.training.errors import TrainingError
from finetune.training.settings import TrainingSettings
from service.engine.errors import ModisteError
from service.own_python import install_extra, own_python

app = typer.Typer(
    help="Fine-tune models on a catalogue, and judge them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_errors = Console(stderr=True)
_PACKAGES = ("accelerate", "datasets", "matplotlib")
add_commands(app)


@app.callback()
def _fine_tuning() -> None:
    """Fine-tune models on a catalogue, and judge them."""


@app.command()
def train(
    context: typer.Context,
    *,
    out: Annotated[Path, typer.Option(help="New folder for the run and the model.")],
    catalogue: Annotated[
        str, typer.Option(help="Catalogue, in any layout that ingest reads.")
    ] = "",
    model: Annotated[
        str, typer.Option(help="Hub name, folder, or 'bundled': a CLIP-style model.")
    ] = "",
    mapping: Annotated[
        str | None, typer.Option(help="Mapping file for the catalogue's columns.")
    ] = None,
    epochs: Annotated[int, typer.Option(help="Passes over the training products.")] = 5,
    batch_size: Annotated[
        int, typer.Option(help="Pairs of a batch and process, each other's negatives.")
    ] = 256,
    mini_batch_size: Annotated[
        int, typer.Option(help="Pairs embedded at once; bounds memory only.")
    ] = 32,
    lr: Annotated[float, typer.Option(help="Peak learning rate.")] = 2e-5,
    warmup: Annotated[float, typer.Option(help="Share of the steps that warm up.")] = 0.1,
    scale: Annotated[
        float | None, typer.Option(help="Inverse temperature; by default the model's own.")
    ] = None,
    hard_negatives: Annotated[int, typer.Option(help="Mined hard negatives a pair.")] = 1,
    lora: Annotated[int, typer.Option(help="Rank of LoRA adapters; 0 trains all weights.")] = 0,
    bf16: Annotated[bool, typer.Option("--bf16", help="Compute in bfloat16.")] = False,
    matryoshka: Annotated[
        str, typer.Option(help="Shorter lengths that must work too, as in 256,128.")
    ] = "",
    augment: Annotated[
        bool, typer.Option("--augment/--no-augment", help="Flip and crop a little.")
    ] = True,
    patience: Annotated[
        int, typer.Option(help="Evaluations without progress before the run stops.")
    ] = 6,
    eval_every: Annotated[
        int | None, typer.Option(help="Steps between evaluations; by default 4 a pass.")
    ] = None,
    max_steps: Annotated[int | None, typer.Option(help="Upper bound on the steps.")] = None,
    limit: Annotated[int | None, typer.Option(help="Read the first products only.")] = None,
    workers: Annotated[int, typer.Option(help="Processes that decode pictures.")] = 0,
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.")] = 7,
    one_class: Annotated[
        bool, typer.Option("--allow-one-class", help="Train on a single class of products.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run in --out after it was ended.")
    ] = False,
) -> None:
    """Fine-tune a CLIP-style model on a catalogue's pictures and words.

    Several processes: torchrun --nproc-per-node 2 -m finetune train ...
    """
    values: dict[str, Any] = {
        "catalogue": catalogue,
        "model": model,
        "mapping": mapping,
        "epochs": epochs,
        "batch_size": batch_size,
        "mini_batch_size": mini_batch_size,
        "lr": lr,
        "warmup": warmup,
        "scale": scale,
        "hard_negatives": hard_negatives,
        "lora": lora,
        "bf16": bf16,
        "matryoshka": _lengths(matryoshka),
        "augment": augment,
        "patience": patience,
        "eval_every": eval_every,
        "max_steps": max_steps,
        "limit": limit,
        "workers": workers,
        "seed": seed,
        "one_class": one_class,
    }
    given = {name: value for name, value in values.items() if _said(context, name)}
    with _readable_errors(out):
        if resume:
            _train(None, out, given)
        else:
            missing = [f"--{name}" for name in ("catalogue", "model") if not given.get(name)]
            if missing:
                raise typer.BadParameter(f"{' and '.join(missing)} must be given for a new run")
            _train(TrainingSettings(**values), out, given)


def _said(context: typer.Context, name: str) -> bool:
    """Whether an option stands on the command line, rather than at its default."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _lengths(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no list of lengths; write it as 256,128", param_hint="--matryoshka"
        ) from None


def _train(settings: TrainingSettings | None, out: Path, given: dict[str, Any]) -> None:
    """Import what is heavy, silence what is loud, and run."""
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise TrainingError(
            f"training needs the package {missing[0]}; run: {install_extra('training')}"
        )
    from datasets import disable_progress_bars
    from transformers.utils import logging as transformers_logging

    from finetune.training.report.progress import ConsoleTeller, SilentTeller
    from finetune.training.train import resume, start
    from finetune.training.trainer import join_processes

    # The library gathers by a function that torch renamed; nothing that a user could change.
    warnings.filterwarnings("ignore", category=FutureWarning, module="sentence_transformers")
    disable_progress_bars()
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    processes = join_processes()
    teller = ConsoleTeller(Console()) if processes.is_main_process else SilentTeller()
    if settings is None:
        resume(out, given, teller=teller, processes=processes)
    else:
        start(settings, out, teller=teller, processes=processes)


@contextmanager
def _readable_errors(out: Path) -> Iterator[None]:
    """Turn what a person can repair into one line and a status of 1."""
    again = f"continue with: {own_python()} -m finetune train --resume --out {out}"
    try:
        yield
    except ModisteError as error:
        _end(str(error))
    except KeyboardInterrupt:
        _end(f"interrupted; {again}", status=130)
    except (OSError, RuntimeError) as error:
        if not _is_full_disk(error):
            raise
        _end(f"the disk of {out} is full; free some space and {again}")


def _end(message: str, *, status: int = 1) -> None:
    _errors.print(f"error: {message}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(status)


def _is_full_disk(error: BaseException) -> bool:
    number = getattr(error, "errno", None)
    return number in (errno.ENOSPC, errno.EDQUOT) or os.strerror(errno.ENOSPC) in str(error)
