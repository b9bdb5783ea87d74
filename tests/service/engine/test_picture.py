import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from service.engine.errors import PictureError
from service.engine.picture import WORKING_SIDE, crop, decode_picture, on_white


def encoded(image: Image.Image, format_: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()


def huge_png(side: int) -> bytes:
    """A PNG that claims `side` x `side` pixels and holds one compressed row of zeros."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (side + 1))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "CMYK"])
@pytest.mark.parametrize("size", [(1, 1), (60, 80), (3000, 20)])
def test_every_mode_becomes_rgb_of_bounded_size(mode: str, size: tuple[int, int]) -> None:
    data = encoded(Image.new("RGB", size, "red").convert(mode), "TIFF")
    image = decode_picture(data)
    assert image.mode == "RGB"
    assert max(image.size) <= WORKING_SIDE


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_lies_on_white(mode: str) -> None:
    clear = Image.new("RGBA", (4, 4), (200, 0, 0, 0))
    data = encoded(clear.convert(mode))
    assert decode_picture(data).getpixel((1, 1)) == (255, 255, 255)


def test_exif_rotation_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.new("RGB", (80, 40), "blue")
    assert decode_picture(encoded(lying, "JPEG", exif=exif)).size == (40, 80)


def test_sixteen_bits_keep_their_greys() -> None:
    grey = Image.fromarray(np.full((8, 8), 0x8000, dtype=np.uint16))
    value = decode_picture(encoded(grey)).getpixel((0, 0))
    assert isinstance(value, tuple)
    assert value[0] == pytest.approx(128, abs=1)


def test_an_animation_is_its_first_frame() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    assert decode_picture(buffer.getvalue()).getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"just words", "no picture of a known format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture of a known format"),
        (encoded(Image.effect_noise((64, 64), 90), "JPEG")[:200], "broken"),
        (encoded(Image.effect_noise((64, 64), 90))[:400], "broken"),
        (huge_png(20_000), "too many pixels"),
        (huge_png(9_000), "9000x9000"),
    ],
    ids=["empty", "text", "svg", "cut jpeg", "cut png", "huge", "large"],
)
def test_unusable_bytes_say_why(data: bytes, message: str) -> None:
    with pytest.raises(PictureError, match=message):
        decode_picture(data)


def test_too_many_bytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(PictureError, match="at most 10"):
        decode_picture(b"x" * 11, max_bytes=10)


def test_a_crop_has_at_least_one_pixel() -> None:
    image = Image.new("RGB", (10, 10))
    assert crop(image, (0.999, 0.999, 1.0, 1.0)).size == (1, 1)
    assert crop(image, (0.0, 0.5, 0.5, 1.0)).size == (5, 5)


def test_a_shop_s_picture_is_on_white_and_a_room_is_not() -> None:
    shop = Image.new("RGB", (300, 400), "white")
    shop.paste((30, 60, 120), (60, 0, 240, 400))  # reaches the upper and the lower edge
    room = Image.new("RGB", (300, 400), (150, 130, 110))
    room.paste((250, 250, 250), (60, 60, 240, 340))  # a white shirt on a bed
    assert on_white(shop)
    assert not on_white(room)
