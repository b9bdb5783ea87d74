"""The bundled model's own rate: decoded pictures in memory, and nothing beside the model."""

import json
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from ingest.model import LateEncoder
from ingest.pictures.loading import LoadedPicture, load_picture
from ingest.readers import StoredPicture, open_catalogue

_WARM = 2


def measure_forward(catalogue: Path, *, pictures: int, batch: int) -> dict[str, float]:
    """Return what a picture costs that the model embeds, in batches as the job's."""
    source = open_catalogue(catalogue)
    images = []
    for row in islice(source.rows(), pictures):
        (stored,) = [v for v in row.values.values() if isinstance(v, StoredPicture)] or [None]
        loaded = load_picture(stored, root=source.root) if stored else None
        if isinstance(loaded, LoadedPicture):
            images.append(loaded.image)
    encoder = LateEncoder("bundled")
    for _ in range(_WARM):
        encoder.embed_images(images[:batch])
    started, cpu = perf_counter(), process_time()
    for start in range(0, len(images), batch):
        encoder.embed_images(images[start : start + batch])
    return {
        "pictures_per_second": len(images) / (perf_counter() - started),
        "cpu_ms": (process_time() - cpu) * 1e3 / len(images),
    }


if __name__ == "__main__":
    found = measure_forward(Path(sys.argv[1]), pictures=int(sys.argv[2]), batch=int(sys.argv[3]))
    print(json.dumps(found))  # noqa: T201 -- read by the benchmark, whose process stays small
