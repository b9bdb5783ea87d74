"""`python -m tests.benchmarks engines`: Modiste's index beside others, in one run."""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tests.benchmarks.engines.contenders import CONTENDERS, OURS
from tests.benchmarks.engines.measuring import Plan, measure_engines
from tests.benchmarks.engines.report import not_ahead, plot, table


def engines(
    *,
    data: Annotated[Path, typer.Option(help="A data folder that no service holds open.")],
    out: Annotated[Path, typer.Option(help="Where engines.json and engines.png go.")],
    only: Annotated[
        list[str] | None, typer.Option(help="Measure Modiste and these engines alone.")
    ] = None,
    products: Annotated[int | None, typer.Option(help="Index only so many.")] = None,
    queries: int = 200,
    rounds: int = 5,
    seconds: Annotated[
        float, typer.Option(help="Break a kind of query off in a round after so long.")
    ] = 4.0,
    seed: int = 1,
) -> None:
    """Compare Modiste's index with others: the same products, questions, filters and recall."""
    unknown = set(only or ()) - set(CONTENDERS)
    if unknown:
        raise typer.BadParameter(f"unknown: {', '.join(sorted(unknown))}", param_hint="--only")
    names = [name for name in CONTENDERS if not only or name == OURS or name in only]
    out.mkdir(parents=True, exist_ok=True)
    # Beside what is written: a folder for temporary files is often in memory.
    with tempfile.TemporaryDirectory(dir=out) as work:
        found = measure_engines(
            Plan(
                data=data,
                work=Path(work),
                names=names,
                products=products,
                questions=queries,
                rounds=rounds,
                seconds=seconds,
                seed=seed,
            )
        )
    (out / "engines.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    plot(found, out / "engines.png")
    typer.echo(table(found))
    typer.echo("\nNot ahead:")
    typer.echo("\n".join(f"- {line}" for line in not_ahead(found)) or "- nowhere")
    typer.echo("\n".join(found["skipped"]))
