"""The pictures of README and docs, put together from those that were taken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image

# The file in docs/images -> the state, width and scheme that it shows.
_WHOLE: Final = {
    "results": "explain-1440-light",
    "picture": "picture-1440-light",
    "compare": "compare-1440-dark",
    "product": "product-1440-light",
}
_PHONES: Final = ("empty-390-light", "results-390-dark", "picture-390-light")
SOURCES: Final = frozenset({*_WHOLE.values(), *_PHONES})
_WIDTH_PX: Final = 1200
_PHONES_WIDTH_PX: Final = 1000
_GAP_PX: Final = 20
_QUALITY: Final = 82


def write_documents(taken: Path, images: Path) -> Iterator[Path]:
    """Write the documents' pictures from those in `taken`, and yield each path.

    Raises:
        FileNotFoundError: a picture has not been taken.
    """
    images.mkdir(parents=True, exist_ok=True)
    for name, source in _WHOLE.items():
        with Image.open(taken / f"{source}.png") as picture:
            yield _write(_scaled(picture.convert("RGB"), _WIDTH_PX), images / f"{name}.webp")
    yield _write(_phones(taken), images / "phone.webp")


def _phones(taken: Path) -> Image.Image:
    width = (_PHONES_WIDTH_PX - _GAP_PX * (len(_PHONES) - 1)) // len(_PHONES)
    shown = []
    for source in _PHONES:
        with Image.open(taken / f"{source}.png") as picture:
            shown.append(_scaled(picture.convert("RGB"), width))
    row = Image.new("RGB", (_PHONES_WIDTH_PX, shown[0].height), "white")
    for place, picture in enumerate(shown):
        row.paste(picture, (place * (width + _GAP_PX), 0))
    return row


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    size = (width, round(picture.height * width / picture.width))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _write(picture: Image.Image, path: Path) -> Path:
    picture.save(path, "WEBP", quality=_QUALITY, method=6)
    return path
