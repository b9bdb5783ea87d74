import numpy as np
from PIL import Image, ImageEnhance

from finetune.evaluation.stock.likeness import likeness, likenesses
from tests.finetune.evaluation.conftest import drawing


def near(*images: Image.Image) -> dict[int, int]:
    """Ask about the first picture among the others."""
    found = likenesses([likeness(image) for image in images])
    return found.near(np.array([0]), np.arange(1, len(images)))


def test_a_picture_saved_at_another_quality_or_size_is_near_equal() -> None:
    asked = drawing("Shirts", "Red", 3)
    larger = asked.resize((120, 160), Image.Resampling.BICUBIC)
    assert near(asked, drawing("Sarees", "Red"), larger) == {0: 2}
    assert near(asked, ImageEnhance.Brightness(asked).enhance(0.99)) == {0: 1}


def test_the_same_form_in_another_colour_is_not() -> None:
    assert near(drawing("Shirts", "Red"), drawing("Shirts", "Green")) == {}


def test_of_several_the_likest_is_named() -> None:
    asked = drawing("Shirts", "Red")
    darker = ImageEnhance.Brightness(asked).enhance(0.99)
    assert near(asked, darker, asked.copy()) == {0: 2}


def test_the_hash_says_where_a_picture_gets_darker_to_the_right() -> None:
    falling = Image.linear_gradient("L").rotate(90).convert("RGB")
    code, _ = likeness(falling)
    rising, _ = likeness(falling.rotate(180))
    assert {code, rising} == {0, 2**64 - 1}
