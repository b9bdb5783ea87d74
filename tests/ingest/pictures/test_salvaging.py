"""Pictures that were cut off: kept when enough is there, refused when not."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from ingest.pictures.salvaging import decode_or_salvage
from service.engine.errors import PictureError


def photo(size: tuple[int, int] = (240, 320)) -> Image.Image:
    """A picture whose colour says where in it one is."""
    width, height = size
    grid = np.indices((height, width)).astype(np.float64)
    red, green = 40 + 200 * grid[0] / height, 40 + 200 * grid[1] / width
    noise = np.random.default_rng(5).normal(0, 8, (height, width))
    pixels = np.stack([red + noise, green + noise, np.full_like(red, 128.0)], axis=-1)
    return Image.fromarray(pixels.clip(1, 255).astype(np.uint8))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_a_whole_picture_lacks_nothing(kind: str) -> None:
    image, missing = decode_or_salvage(encoded(photo(), kind))
    assert image.size == (240, 320)
    assert missing is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_rows_that_are_there_are_kept_and_no_others(kind: str) -> None:
    whole = photo()
    image, missing = decode_or_salvage(cut(encoded(whole, kind), 0.85))
    assert missing is not None
    assert "were kept" in missing
    assert image.width == 240
    assert 0.6 * 320 <= image.height < 320
    expected = np.asarray(whole.crop((0, 0, 240, image.height - 16)), dtype=np.int64)
    found = np.asarray(image.crop((0, 0, 240, image.height - 16)), dtype=np.int64)
    assert np.abs(expected - found).mean() < 12


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.05, 0.3])
def test_what_shows_too_little_is_refused(kind: str, share: float) -> None:
    with pytest.raises(PictureError, match=r"broken|no picture"):
        decode_or_salvage(cut(encoded(photo(), kind), share))


def test_a_progressive_jpeg_is_kept_whole_with_less_detail() -> None:
    data = encoded(photo(), "JPEG", progressive=True, quality=90)
    image, missing = decode_or_salvage(cut(data, 0.6))
    assert image.size == (240, 320)
    assert missing is not None
    assert "less detail" in missing
    assert np.abs(np.asarray(image, dtype=int) - np.asarray(photo(), dtype=int)).mean() < 20
    with pytest.raises(PictureError, match="described"):
        decode_or_salvage(cut(data, 0.04))


def test_a_cut_picture_is_turned_upright_all_the_same() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image, missing = decode_or_salvage(cut(encoded(photo(), "JPEG", exif=exif), 0.85))
    assert missing is not None
    assert image.height == 240
    assert image.width < 320


def test_sixteen_bits_of_colour_and_cmyk_keep_their_colours() -> None:
    cmyk = encoded(Image.new("RGB", (32, 32), (200, 30, 30)).convert("CMYK"), "JPEG", quality=95)
    image, _ = decode_or_salvage(cmyk)
    found = np.asarray(image, dtype=int).mean(axis=(0, 1))
    assert np.abs(found - (200, 30, 30)).max() < 12


def test_an_animation_is_its_first_frame_in_every_format_that_moves() -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        moving = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        image, missing = decode_or_salvage(moving)
        red, _, blue = np.asarray(image, dtype=int).mean(axis=(0, 1))
        assert red > 200, kind
        assert blue < 60, kind
        assert missing is None


def test_a_huge_photo_is_reduced_while_it_is_decoded() -> None:
    data = encoded(Image.new("RGB", (9_000, 7_000), (10, 120, 200)), "JPEG", quality=30)
    image, missing = decode_or_salvage(data)
    assert max(image.size) == 1_024
    assert missing is None
    with pytest.raises(PictureError, match="at most 50,000,000"):
        decode_or_salvage(encoded(Image.new("L", (9_000, 7_000)), "PNG"))
