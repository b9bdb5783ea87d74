import numpy as np
from PIL import Image

from service.engine.compact.preprocessing import Preprocessing, pad_to_ratio, upright_rgb

VIEW = Preprocessing(84, 112)


def _stripes(width: int, height: int) -> Image.Image:
    columns = np.linspace(0, 255, width, dtype=np.uint8)
    return Image.fromarray(np.stack([np.tile(columns, (height, 1))] * 3, axis=2))


def test_every_picture_becomes_one_size() -> None:
    for size in ((60, 80), (1, 1), (2000, 30), (30, 2000), (84, 112)):
        assert VIEW.pixels(Image.new("RGB", size, "red")).shape == (112, 84, 3)


def test_a_wide_picture_keeps_its_aspect_and_gets_white_above_and_below() -> None:
    pixels = VIEW.pixels(Image.new("RGB", (200, 100), "black"))
    assert (pixels[0] == 255).all()
    assert (pixels[-1] == 255).all()
    assert (pixels[56] == 0).all()


def test_padding_leaves_the_pictures_own_pixels_as_they_are() -> None:
    picture = _stripes(60, 20)
    padded = np.asarray(pad_to_ratio(picture, 3, 4))
    assert padded.shape == (80, 60, 3)
    assert (padded[30:50] == np.asarray(picture)).all()


def test_exif_rotation_is_applied() -> None:
    picture = _stripes(40, 20)
    picture.getexif()[0x0112] = 6
    assert upright_rgb(picture).size == (20, 40)


def test_transparency_becomes_white() -> None:
    clear = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    assert (np.asarray(upright_rgb(clear)) == 255).all()


def test_sixteen_bit_grey_keeps_its_shades() -> None:
    values = np.array([[0, 20_000, 65_535]], dtype=np.uint16)
    shades = np.asarray(upright_rgb(Image.fromarray(values)))[0, :, 0]
    assert shades[0] == 0
    assert 70 < shades[1] < 85
    assert shades[2] == 255


def test_the_manifest_says_how_it_is_done() -> None:
    described = VIEW.describe()
    assert described["width"] == 84
    assert described["height"] == 112
    assert "bilinear" in str(described["filter"])
