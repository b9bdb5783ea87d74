"""The recipe's commands. Each leaves its result in the work folder, and is safe to repeat."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import torch
import typer

from finetune.compact.base import MissingBaseError
from finetune.compact.data.corpus import Corpus, load_corpus
from finetune.compact.data.prepare import (
    PHOTOS,
    RENDERED,
    STUDIO,
    prepare_photos,
    prepare_rendered,
    prepare_studio,
)
from finetune.compact.experiments import run_experiments
from finetune.compact.report import folder, testing
from finetune.compact.report.ensembling import ensembling_table
from finetune.compact.splits import Split
from finetune.compact.start import load_start
from finetune.compact.training.picture_training import PictureSettings
from finetune.compact.training.stage_one import run_stage_one
from finetune.compact.training.stage_two import (
    finished_words,
    run_stage_two,
    shipped_ground,
    trained_ground,
)
from finetune.compact.training.word_training import WordSettings
from finetune.compact.word_experiments import run_word_experiments

Data = Annotated[Path, typer.Option(help="Folder with fashion-products-small and clothing-photos.")]
Work = Annotated[Path, typer.Option(help="Folder for decoded pictures, checkpoints and logs.")]
Out = Annotated[Path, typer.Option(help="The model folder.")]
StartFolder = Annotated[
    Path | None, typer.Option("--start", help="A folder that `export` wrote, to go on from.")
]
DATA = Path("../shared/data")
WORK = Path(".compact")
OUT = Path("service/weights/compact")

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def prepare(
    data: Data = DATA,
    work: Work = WORK,
    rendered: Annotated[int, typer.Option(min=0, max=50_000, help="Pictures to draw.")] = 3_000,
) -> None:
    """Decode the training pictures, and draw the rendered ones."""
    try:
        typer.echo(f"{STUDIO}: {prepare_studio(data, work):,} pictures")
        typer.echo(f"{PHOTOS}: {prepare_photos(data, work):,} pictures")
    except FileNotFoundError as error:
        _fail(error)
    if rendered:
        typer.echo(f"{RENDERED}: {prepare_rendered(work, rendered):,} pictures")


@app.command()
def train(
    work: Work = WORK,
    *,
    epochs: Annotated[
        int,
        typer.Option(min=0, max=100, help="Of stage one; 0 leaves the pictures of --start alone."),
    ] = 20,
    word_epochs: Annotated[int, typer.Option(min=1, max=100, help="Of stage two.")] = 10,
    threads: Annotated[int, typer.Option(min=1, max=256, help="Micro-batches at a time.")] = 2,
    rate: Annotated[float, typer.Option(min=0, max=1, help="Of the picture tower.")] = 5e-4,
    seed: Annotated[int, typer.Option(min=0, help="Of the order and the captions.")] = 7,
    start: StartFolder = None,
) -> None:
    """Train both stages; goes on from the last checkpoint in the work folder."""
    if not epochs and start is None:
        _fail(ValueError("--epochs 0 trains the words alone: name the pictures with --start"))
    try:
        corpora = _corpora(work)
        begun = None if start is None else load_start(start, folder.digest(start))
        # Work is spread over micro-batches; operators stay on one thread each.
        torch.set_num_threads(1)
        settings = PictureSettings(
            epochs=epochs,
            threads=threads,
            tower_rate=rate,
            seed=seed,
            start="" if begun is None else begun.digest,
        )
        if epochs:
            run_stage_one(corpora, work, settings, start=begun, say=typer.echo)
        torch.set_num_threads(threads)
        words = WordSettings(epochs=word_epochs, seed=seed)
        ground = shipped_ground(begun) if begun and not epochs else trained_ground(work, begun)
        run_stage_two(corpora, work, words, ground, say=typer.echo)
    except (FileNotFoundError, MissingBaseError, ValueError) as error:
        _fail(error)


@app.command()
def experiment(
    work: Work = WORK,
    *,
    steps: Annotated[int, typer.Option(min=1, max=10_000, help="Batches a run.")] = 60,
    threads: Annotated[int, typer.Option(min=1, max=256, help="Micro-batches at a time.")] = 2,
    teacher: Annotated[Path, typer.Option(help="The model that some are distilled from.")] = OUT,
) -> None:
    """Run short trainings that differ in one thing each, and print the table of dev measures."""
    try:
        torch.set_num_threads(1)
        settings = PictureSettings(epochs=1, epoch_steps=steps, threads=threads)
        taught_by = load_start(teacher, folder.digest(teacher)).pictures.eval()
        found = run_experiments(_corpora(work), work, settings, teacher=taught_by, say=typer.echo)
        typer.echo(found)
    except (FileNotFoundError, MissingBaseError) as error:
        _fail(error)


@app.command()
def experiment_words(
    work: Work = WORK,
    *,
    steps: Annotated[int, typer.Option(min=1, max=10_000, help="Batches a run.")] = 200,
    start: Annotated[Path, typer.Option(help="The model whose pictures are learned.")] = OUT,
) -> None:
    """Run short trainings of the word tower alone, and print the table of dev measures."""
    try:
        begun = load_start(start, folder.digest(start))
        typer.echo(run_word_experiments(_corpora(work), work, begun, steps=steps, say=typer.echo))
    except (FileNotFoundError, MissingBaseError, ValueError) as error:
        _fail(error)


@app.command()
def export(work: Work = WORK, out: Out = OUT, *, start: StartFolder = None) -> None:
    """Write the trained towers as a sentence-transformers folder.

    With --start, the picture tower is that folder's: for words trained with --epochs 0.
    """
    try:
        begun = None if start is None else load_start(start, folder.digest(start))
        ground = trained_ground(work) if begun is None else shipped_ground(begun)
        words = finished_words(work, ground)
        counts = {c.name: len(c.positions(Split.TRAIN)) for c in _corpora(work)}
        folder.export(words, ground.pictures, out, counts)
    except (FileNotFoundError, MissingBaseError, ValueError, folder.OversizeError) as error:
        _fail(error)
    typer.echo(f"{out}: {sum(f.stat().st_size for f in out.rglob('*') if f.is_file()):,} bytes")


@app.command()
def calibrate(work: Work = WORK, out: Out = OUT) -> None:
    """Fit the score-to-match curves on the dev split, into the manifest."""
    try:
        corpora = _corpora(work)
        model = testing.Model.load(out)
        familiarity = testing.familiarise(model, corpora)
        held = testing.hold(model, corpora, Split.DEV)
        crowd = testing.draw_crowd(model, corpora, held)
        curves = testing.calibrate(model, held, familiarity, crowd)
        folder.record_calibration(out, curves, familiarity)
    except (FileNotFoundError, ValueError) as error:
        _fail(error)
    typer.echo(str(folder.recorded_curves(out)))


@app.command()
def evaluate(
    work: Work = WORK,
    out: Out = OUT,
    *,
    whole: Annotated[bool, typer.Option(help="Also against the whole catalogue.")] = True,
) -> None:
    """Measure on the test split, into the manifest and the model card."""
    try:
        corpora = _corpora(work)
        model = testing.Model.load(out)
        curves = folder.recorded_curves(out)
        familiarity = folder.recorded_familiarity(out)
    except (FileNotFoundError, ValueError) as error:
        _fail(error)
    held = testing.hold(model, corpora, Split.TEST)
    measures = testing.quality(model, held)
    measures |= testing.calibration_report(model, held, curves, familiarity)
    measures |= testing.latency(model, held)
    if whole:
        studio = [replace(corpora[0], name=STUDIO)]
        everything = testing.hold(model, studio, *Split)
        measures |= testing.whole_corpus(model, held, everything)
    folder.record_quality(out, measures)
    for name, value in measures.items():
        typer.echo(f"{name:28} {value:.4f}")


@app.command()
def ensemble(work: Work = WORK, out: Out = OUT) -> None:
    """Print what averaging views of queries and pictures gives on the dev split."""
    try:
        model = testing.Model.load(out)
        held = testing.hold(model, _corpora(work), Split.DEV)
    except (FileNotFoundError, ValueError) as error:
        _fail(error)
    typer.echo(ensembling_table(model, held))


def _corpora(work: Path) -> list[Corpus]:
    names = [STUDIO, PHOTOS]
    if (work / f"{RENDERED}.parquet").exists():
        names.append(RENDERED)
    return [load_corpus(work, name) for name in names]


def _fail(error: Exception) -> NoReturn:
    typer.echo(f"error: {error}", err=True)
    sys.exit(2)
