"""Pictures: from untrusted bytes to an upright RGB image, within limits."""

import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from service.engine.errors import PictureError

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
MAX_SIDE: Final = 16_384
# Nothing that embeds looks closer, and a decoded picture of this side takes 3 MB.
WORKING_SIDE: Final = 1_024
# What a picture's edge is looked at with: width and height, the least channel of a white pixel, and
# the share of the edge that is white where a picture was taken on white.
EDGE_VIEW: Final = (48, 64)
WHITE_FROM: Final = 238
WHITE_SHARE: Final = 0.5


def load_whole(opened: Image.Image) -> Image.Image:
    """Decode all of an opened picture."""
    opened.load()
    return opened


def decode_picture(
    data: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_reduced_pixels: int = MAX_PIXELS,
    load: Callable[[Image.Image], Image.Image] = load_whole,
) -> Image.Image:
    """Decode a picture: first frame, EXIF rotation applied, transparency on white, RGB.

    A picture longer than `WORKING_SIDE` is reduced to it.

    Args:
        data: an encoded picture of one of `FORMATS`.
        max_bytes: more are refused.
        max_reduced_pixels: of a JPEG that is reduced while it is decoded; others have at most
            `MAX_PIXELS`.
        load: decodes an opened picture; what it returns is what is made upright and RGB.

    Raises:
        PictureError: when the bytes are too many, of no known format, too large or broken.
    """
    if not data:
        raise PictureError("the picture is empty (0 bytes)")
    if len(data) > max_bytes:
        raise PictureError(f"the picture has {len(data):,} bytes; at most {max_bytes:,} do")
    try:
        with warnings.catch_warnings():
            # Pillow only warns below twice its own bound; the limit that counts is checked below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as opened:
                # All of a progressive JPEG is held before any of it is reduced.
                reduced = opened.format == "JPEG" and not opened.info.get("progressive")
                _check_size(opened.size, max_pixels=max_reduced_pixels if reduced else MAX_PIXELS)
                # JPEG can skip detail while it decodes: a 48 megapixel photo then costs little.
                opened.draft("RGB", (WORKING_SIDE, WORKING_SIDE))
                return _upright_rgb(load(opened))
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError(f"the picture has too many pixels; at most {MAX_PIXELS:,} do") from None
    except UnidentifiedImageError:
        raise PictureError(
            f"the bytes are no picture of a known format ({', '.join(FORMATS)})"
        ) from None
    except Exception as error:  # decoders raise OSError, SyntaxError, struct.error, ...
        raise PictureError(
            f"the picture is broken: {str(error)[:120] or type(error).__name__}"
        ) from error


def on_white(image: Image.Image) -> bool:
    """Say whether a picture was taken on white, as a shop's are, rather than where people live.

    Looks at the edge: of 1,500 pictures of a catalogue 98.5% have half of it white, and of 1,500
    photos that people took of their clothes .5%.
    """
    small = np.asarray(image.convert("RGB").resize(EDGE_VIEW, Image.Resampling.BILINEAR)).min(2)
    edge = np.concatenate([small[0], small[-1], small[1:-1, 0], small[1:-1, -1]])
    return bool((edge >= WHITE_FROM).mean() >= WHITE_SHARE)


def _check_size(size: tuple[int, int], *, max_pixels: int) -> None:
    width, height = size
    if max(size) > MAX_SIDE or width * height > max_pixels:
        raise PictureError(
            f"the picture is {width}x{height} pixels; at most {max_pixels:,} pixels "
            f"and {MAX_SIDE:,} a side do"
        )


def _upright_rgb(opened: Image.Image) -> Image.Image:
    image: Image.Image = opened
    if image.mode in ("I;16", "I", "F"):
        image = _to_eight_bits(image)
    image = ImageOps.exif_transpose(image)
    if max(image.size) > WORKING_SIDE:
        if image.mode in ("P", "1"):
            image = image.convert("RGBA")
        image.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.LANCZOS)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.convert("RGB")


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Scale 16-bit grey to 8: a plain convert clips everything above 255 to white."""
    extrema = image.getextrema()
    high = extrema[1] if isinstance(extrema, tuple) else 255
    scale = 1.0 if isinstance(high, int | float) and high <= 255 else 255.0 / 65535.0
    return image.convert("F").point(lambda value: value * scale).convert("L")


def crop(image: Image.Image, region: tuple[float, float, float, float]) -> Image.Image:
    """Cut a region (x0, y0, x1, y1 as fractions of the sides), at least one pixel wide and high."""
    width, height = image.size
    left, top = int(region[0] * width), int(region[1] * height)
    right = max(left + 1, round(region[2] * width))
    bottom = max(top + 1, round(region[3] * height))
    return image.crop((left, top, min(right, width), min(bottom, height)))
