"""Catalogues that the tests write themselves; pictures are drawn, never taken."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from ingest.job import Options, run
from ingest.report import Report
from service.engine.encoder.hashed import HashEncoder


def draw(seed: int, *, size: tuple[int, int] = (60, 80), format: str = "JPEG") -> bytes:  # noqa: A002
    """Draw a picture of its own for every seed."""
    image = Image.new("RGB", size, ((seed * 67) % 256, (seed * 131) % 256, (seed * 29) % 256))
    pen = ImageDraw.Draw(image)
    left, top = seed * 7 % (size[0] // 2), seed * 11 % (size[1] // 2)
    pen.rectangle((left, top, left + size[0] // 3, top + size[1] // 3), fill="white")
    buffer = BytesIO()
    image.save(buffer, format)
    return buffer.getvalue()


@pytest.fixture
def picture() -> Callable[..., bytes]:
    return draw


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def ingest(data: Path) -> Callable[..., Report]:
    """Run the job with the hash encoder."""

    def _ingest(catalogue: Path, **options: object) -> Report:
        return run(
            catalogue,
            data=data,
            encoder=HashEncoder(),
            options=Options(batch_size=4, **options),  # type: ignore[arg-type]
        )

    return _ingest
