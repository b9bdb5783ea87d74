"""Times of the ingest job while a catalogue changes, each run a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image, ImageOps

_SHARE = 100
_ROWS = 2_000
_TIMED = 2_048


def measure_changes(
    catalogue: Path, work: Path, *, products: int | None = None
) -> Iterator[dict[str, Any]]:
    """Ingest a catalogue of Parquet, then after each of several changes, and yield the figures.

    Args:
        catalogue: a folder of Parquet parts with pictures as bytes; it is copied, with a price.
        work: the copy and the index go there; must be empty.
        products: the first of them only.
    """
    shop = work / "shop"
    shop.mkdir(parents=True)
    files = sorted(catalogue.glob("*.parquet"))
    with TemporaryDirectory(dir=work) as first:
        _copy(files, Path(first), _priced, most=products)
        for path in Path(first).iterdir():
            path.rename(shop / path.name)
    steps: tuple[tuple[str, Callable[[pa.Table], pa.Table] | None], ...] = (
        ("first ingest", None),
        ("unchanged", None),
        ("1% prices", _repriced),
        ("1% pictures", _repictured),
        ("1% deleted", _thinned),
        ("rebuilt, embeddings known", None),
    )
    before = _forward(shop)
    for name, change in steps:
        if change is not None:
            with TemporaryDirectory(dir=work) as changed:
                _copy(sorted(shop.iterdir()), Path(changed), change)
                for path in Path(changed).iterdir():
                    path.replace(shop / path.name)
        found = {"step": name} | _ingest(shop, work, rebuild=name.startswith("rebuilt"))
        if name == "first ingest":
            # Before and after, since what else runs on the machine comes and goes.
            after = _forward(shop)
            rate, cpu_ms = ((before[key] + after[key]) / 2 for key in after)
            found |= {
                "model_alone_pictures_per_second": round(rate, 1),
                "of_the_models_own_rate": round(found["pictures_per_second"] / rate, 3),
                "model_alone_cpu_ms_a_picture": round(cpu_ms, 2),
                "models_share_of_the_cpu": round(cpu_ms / found["cpu_ms_a_picture"], 3),
            }
        yield found


def _ingest(shop: Path, work: Path, *, rebuild: bool) -> dict[str, Any]:
    report = work / "report.json"
    command = [sys.executable, "-m", "ingest", str(shop), "--data", str(work / "data")]
    command += ["--report", str(report), *(["--rebuild"] if rebuild else [])]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own
    found = json.loads(report.read_text())
    embedded, seconds = found["embedded"], found["embed_seconds"]
    return {
        "seconds": found["seconds"],
        "changes": found["changes"],
        "embedded": embedded,
        "recalled": found["recalled"],
        "pictures_per_second": found["pictures_per_second"],
        "model_pictures_per_second": round(embedded / seconds, 1) if seconds else None,
        "cpu_seconds": found["cpu_seconds"],
        "cpu_ms_a_picture": round(1e3 * found["cpu_seconds"] / embedded, 2) if embedded else None,
        "stages": found["stages"],
        "peak_memory_mb": found["peak_memory_mb"],
    }


def _forward(shop: Path) -> dict[str, float]:
    """Measure the model alone, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.forward", str(shop), str(_TIMED), "64"]
    found = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 -- our own
    return dict(json.loads(found.stdout))


def _copy(
    files: list[Path],
    target: Path,
    change: Callable[[pa.Table], pa.Table],
    *,
    most: int | None = None,
) -> None:
    left = sys.maxsize if most is None else most
    for path in files:
        with pq.ParquetFile(path) as file:
            writer = None
            for batch in file.iter_batches(_ROWS):
                table = change(pa.Table.from_batches([batch]).slice(0, left))
                left -= table.num_rows
                if not table.num_rows:
                    break
                writer = writer or pq.ParquetWriter(target / path.name, table.schema)
                writer.write_table(table)
            if writer is not None:
                writer.close()


def _priced(table: pa.Table) -> pa.Table:
    prices = pa.array([float(100 + n) for n in range(table.num_rows)])
    return table.append_column("price", prices)


def _repriced(table: pa.Table) -> pa.Table:
    prices = [
        price + (0.5 if n % _SHARE == 0 else 0)
        for n, price in enumerate(table["price"].to_pylist())
    ]
    return table.set_column(table.column_names.index("price"), "price", pa.array(prices))


def _repictured(table: pa.Table) -> pa.Table:
    (column,) = [f.name for f in table.schema if pa.types.is_struct(f.type)]
    held = table[column].to_pylist()
    for n in range(0, len(held), _SHARE):
        image = ImageOps.mirror(Image.open(BytesIO(held[n]["bytes"])).convert("RGB"))
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=91)
        held[n]["bytes"] = buffer.getvalue()
    place = table.column_names.index(column)
    return table.set_column(
        place, table.schema.field(column), pa.array(held, table.schema.field(column).type)
    )


def _thinned(table: pa.Table) -> pa.Table:
    return table.filter(pa.array([n % _SHARE != 1 for n in range(table.num_rows)]))
