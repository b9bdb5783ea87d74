"""`python -m tests.benchmarks COMMAND`: measurements of a service, or of an index by itself."""

import json
from pathlib import Path
from typing import Annotated

import typer

from tests.benchmarks.alike import measure_alike
from tests.benchmarks.changing import measure_changes
from tests.benchmarks.contact_sheet import draw_sheet
from tests.benchmarks.engines import engines
from tests.benchmarks.enrichment import enrichment
from tests.benchmarks.features import measure_features
from tests.benchmarks.latency import measure_latency
from tests.benchmarks.load import measure_load
from tests.benchmarks.memory import measure_memory
from tests.benchmarks.modes import measure_modes
from tests.benchmarks.modes_plot import plot_modes
from tests.benchmarks.precision import measure_precision
from tests.benchmarks.scale import Trial, measure_scale
from tests.benchmarks.self_match import measure_self_match

app = typer.Typer(no_args_is_help=True, add_completion=False)
Url = Annotated[str, typer.Option(help="Where the service answers.")]


@app.command()
def latency(url: Url = "http://127.0.0.1:8000", queries: int = 200, seed: int = 1) -> None:
    """Time text queries one after the other: p50, p95 and p99 in milliseconds."""
    typer.echo(json.dumps(measure_latency(url, queries=queries, seed=seed), indent=2))


@app.command(name="self-match")
def self_match(url: Url = "http://127.0.0.1:8000", products: int = 200, seed: int = 1) -> None:
    """Search with random products' own pictures: each must come first or tie with an equal one."""
    typer.echo(json.dumps(measure_self_match(url, products=products, seed=seed), indent=2))


@app.command()
def alike(data: Path = Path(".data"), *, pictures: int = 400, seed: int = 3) -> None:
    """Judge the neighbours of unseen products' pictures; no service may hold the folder."""
    typer.echo(json.dumps(measure_alike(data, pictures=pictures, seed=seed), indent=2))


@app.command()
def changing(catalogue: Path, work: Path, products: int | None = None) -> None:
    """Ingest a copy of CATALOGUE (Parquet with pictures) under WORK, change it, ingest again."""
    for figures in measure_changes(catalogue, work, products=products):
        typer.echo(json.dumps(figures))


@app.command()
def memory(catalogue: Path, work: Path, rows: int = 50_000, pictures: int = 2_000) -> None:
    """Ingest ROWS made products with real pictures whose embeddings are known: peak memory."""
    typer.echo(json.dumps(measure_memory(catalogue, work, rows=rows, pictures=pictures), indent=2))


@app.command()
def features(url: Url = "http://127.0.0.1:8000", queries: int = 100, seed: int = 1) -> None:
    """Time what each feature adds to plain dense search: p50 and p99 in milliseconds."""
    typer.echo(json.dumps(measure_features(url, queries=queries, seed=seed), indent=2))


@app.command()
def modes(
    data: Path = Path(".data"),
    *,
    limit: int = 40,
    seed: int = 0,
    choose: bool = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the table into this .webp, .png or .svg.")
    ] = None,
) -> None:
    """Judge every public query set in every mode (P@10, MRR@10); no service may hold the folder."""
    found = measure_modes(data, limit=limit, seed=seed, choose=choose)
    if plot:
        plot_modes(found, plot)
    typer.echo("\n".join(f"{name}: {json.dumps(row)}" for name, row in found.items()))


@app.command()
def scale(
    data: Path,
    points: int = 100_000,
    queries: int = 200,
    seed: int = 1,
    folder: Path = Path(".data/scale"),
) -> None:
    """Build and search an embedded index of made products, with and without int8."""
    for int8 in (False, True):
        trial = Trial(
            data=data, folder=folder, points=points, int8=int8, queries=queries, seed=seed
        )
        typer.echo(json.dumps(measure_scale(trial), indent=2))


@app.command()
def sheet(
    out: Path,
    query: Annotated[
        list[str], typer.Argument(help="Words, `like:ID words`, or PATH[@x0,y0,x1,y1].")
    ],
    url: Url = "http://127.0.0.1:8000",
    mode: str = "auto",
) -> None:
    """Draw what comes back, one row a query."""
    draw_sheet(url, query, out, mode=mode)
    typer.echo(f"wrote {out}")


@app.command()
def page(url: Url = "http://127.0.0.1:8000/ui", queries: int = 60) -> None:
    """Drive the page: from Enter to painted results, its weight, layout shift, hosts asked."""
    from tests.benchmarks.page import measure_page

    typer.echo(json.dumps(measure_page(url, queries=queries), indent=2))


@app.command(name="enrichment")
def measure_enrichment(data: Path, hidden: int = 4_000) -> None:
    """Hide attributes of products in a data folder, predict them, and count what is right."""
    enrichment(data, hidden)


@app.command()
def load(
    *,
    data: Annotated[Path, typer.Option(help="A data folder that no service holds open.")],
    queries: int = 200,
    clients: int = 32,
    seconds: float = 60.0,
    threads: int = 2,
    seed: int = 1,
) -> None:
    """Measure what HTTP adds to a text search, and many clients at once."""
    found = measure_load(
        data, queries=queries, clients=clients, seconds=seconds, threads=threads, seed=seed
    )
    typer.echo(json.dumps(found, indent=2))


app.command()(engines)


@app.command()
def precision(catalogue: Path, pictures: int = 4_000, threads: int = 1) -> None:
    """Compare words in bf16 with words in fp32, in time and in what they find."""
    found = measure_precision(catalogue, pictures=pictures, threads=threads)
    typer.echo(json.dumps(found, indent=2))


app()
