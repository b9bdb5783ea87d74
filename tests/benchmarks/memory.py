"""Memory of the ingest job as the catalogue grows: made rows, real pictures, embeddings known."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import sleep
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.pictures.loading import PictureFile, read_picture
from ingest.readers import StoredPicture, open_catalogue

_ROWS = 10_000
_LOOK_S = 0.5
_COLOURS = ("Red", "Blue", "Black", "Green", "White", "Navy Blue", "Pink")
_KINDS = ("dress", "shirt", "saree", "kurta", "watch", "handbag", "sandal", "jeans")


def measure_memory(catalogue: Path, work: Path, *, rows: int, pictures: int) -> dict[str, Any]:
    """Ingest as many made products as asked for, each with one of some real pictures.

    The pictures are embedded once before, by a small catalogue into the same cache, so that what is
    measured is the job and not the model.

    Args:
        catalogue: pictures are taken from here.
        work: the catalogues and the indexes go there; must be empty.
        rows: products.
        pictures: how many different ones, at most.
    """
    shop = work / "shop"
    names = list(islice(_pictures(catalogue, shop), pictures))
    cache = work / "embeddings.sqlite"
    _write(shop / "small.parquet", names, rows=len(names))
    _write(shop / "large.parquet", names, rows=rows)
    _ingest(shop / "small.parquet", work / "small", cache)
    found = _ingest(shop / "large.parquet", work / "large", cache)
    kept = (
        *("indexed", "embedded", "recalled", "seconds", "cpu_seconds", "stages", "peak_memory_mb"),
        "peak_own_memory_mb",
    )
    return {name: found[name] for name in kept}


def _pictures(catalogue: Path, shop: Path) -> Iterator[str]:
    (shop / "images").mkdir(parents=True)
    source = open_catalogue(catalogue)
    seen = set()
    for row in source.rows():
        for value in row.values.values():
            if isinstance(value, StoredPicture):
                found = read_picture(value, root=source.root)
                if isinstance(found, PictureFile) and found.data and found.key not in seen:
                    seen.add(found.key)
                    name = f"images/{found.key}.jpg"
                    (shop / name).write_bytes(found.data)
                    yield name


def _write(path: Path, names: list[str], *, rows: int) -> None:
    writer = None
    for start in range(0, rows, _ROWS):
        numbers = range(start, min(start + _ROWS, rows))
        table = pa.table(
            {
                "id": [f"sku-{n}" for n in numbers],
                "title": [
                    f"{_COLOURS[n % len(_COLOURS)]} {_KINDS[n % len(_KINDS)]} {n}" for n in numbers
                ],
                "colour": [_COLOURS[n % len(_COLOURS)] for n in numbers],
                "price": [float(100 + n % 5_000) for n in numbers],
                "image": [names[n % len(names)] for n in numbers],
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def _ingest(catalogue: Path, data: Path, cache: Path) -> dict[str, Any]:
    report = data.with_suffix(".json")
    command = [sys.executable, "-m", "ingest", str(catalogue), "--data", str(data)]
    command += ["--embeddings", str(cache), "--report", str(report)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as job:  # noqa: S603 -- our own
        own = 0.0
        while job.poll() is None:
            own = max(own, _own_mb(job.pid))
            sleep(_LOOK_S)
    if job.returncode:
        raise subprocess.CalledProcessError(job.returncode, command)
    return dict(json.loads(report.read_text())) | {"peak_own_memory_mb": round(own, 1)}


def _own_mb(pid: int) -> float:
    """Return what a process has allocated, without the files that are mapped into it.

    The system takes the pages of mapped files back when something else needs the memory; the peak
    that a job reports counts them.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(found.group(1)) / 1e3 if found else 0.0
