"""Salvaging: pictures whose file was cut off, as far as they can still be seen."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageFile

from service.engine.errors import PictureError
from service.engine.picture import decode_picture

# Less than this share of a picture's rows does not show what the product is.
MIN_SHARE: Final = 0.6
# JPEG skips detail while it decodes, so a large one costs no more than a small one. This is where
# Pillow itself takes a picture for a bomb.
MAX_REDUCED_PIXELS: Final = 178_000_000
_PROGRESSIVE: Final = b"\xff\xc2"
_SCAN: Final = b"\xff\xda"
_END: Final = b"\xff\xd9"


def decode_or_salvage(data: bytes) -> tuple[Image.Image, str | None]:
    """Decode a picture of a catalogue; of one that was cut off, the part that is there.

    Returns:
        The picture as `decode_picture` gives it, and what is missing of it (`None`: nothing).

    Raises:
        PictureError: as `decode_picture`, or when too little can be decoded.
    """
    missing: list[str] = []

    def load(opened: Image.Image) -> Image.Image:
        try:
            opened.load()
        except (OSError, SyntaxError) as error:
            part, said = _part(opened, data, error)
            missing.append(said)
            return part
        return opened

    image = decode_picture(data, max_reduced_pixels=MAX_REDUCED_PIXELS, load=load)
    return image, missing[0] if missing else None


def _part(opened: Image.Image, data: bytes, error: Exception) -> tuple[Image.Image, str]:
    """Return the rows that were decoded before the data ended.

    Rows that were not are zero, as the buffer was; a product that is black at its lower end
    counts for less than is there, which errs on the side of refusing.
    """
    if opened.format == "JPEG" and opened.info.get("progressive"):
        return _coarse(opened, data, error)
    if isinstance(opened, ImageFile.ImageFile):
        opened.tile = []  # nothing more is to be decoded; what is there can be looked at
    width, height = opened.size
    box = opened.getbbox(alpha_only=False) if opened.im is not None else None
    rows = box[3] if box else 0
    if rows < MIN_SHARE * height:
        raise PictureError(
            f"the picture is broken: its data end after {rows / height:.0%} of its rows"
        ) from error
    kept = opened.crop((0, 0, width, rows))
    kept.info = dict(opened.info)
    return kept, f"its data end after {rows / height:.0%} of its rows; these were kept"


def _coarse(opened: Image.Image, data: bytes, error: Exception) -> tuple[Image.Image, str]:
    """Decode a progressive JPEG as finely as the scans that are there describe it."""
    frame = data.rfind(_PROGRESSIVE)
    first = data.find(_SCAN, frame)
    components = data[frame + 9]
    # The first scan of all components is a picture of an eighth of the detail; it is whole
    # when the next one has begun. Encoders may write it as one scan for each component.
    needed = 2 if first >= 0 and data[first + 4] == components else components + 1
    if data.count(_SCAN, frame) < needed:
        raise PictureError(
            "the picture is broken: its data end before all of it is described"
        ) from error
    with Image.open(BytesIO(data + _END), formats=("JPEG",)) as ended:
        ended.draft("RGB", opened.size)
        ended.load()
        return ended.copy(), "its data end early; it was kept with less detail"
