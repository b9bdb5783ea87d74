from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from finetune.compact.splits import Split, split_of
from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.progress import Silent
from finetune.evaluation.stock.audit import audit
from finetune.evaluation.stock.exposure import UNKNOWN, Exposure
from finetune.evaluation.stock.shelf import Shelf
from finetune.evaluation.stock.stock import Stock, survey
from tests.finetune.evaluation.conftest import Drawn, drawn_products, encoded, write_catalogue

KNOWN = Exposure(known=True, statement="Kept apart.")


def textured(seed: int) -> Image.Image:
    """Draw a picture that is like no other."""
    noise = np.random.default_rng(seed).integers(0, 255, (8, 6, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((60, 80), Image.Resampling.BICUBIC)


def on_side(side: Split, like: Image.Image) -> bytes:
    """Return a picture as JPEG bytes of a quality whose hash falls on a side."""
    for quality in range(97, 60, -1):
        buffer = BytesIO()
        like.save(buffer, "JPEG", quality=quality)
        if split_of(buffer.getvalue()) is side:
            return buffer.getvalue()
    raise AssertionError(side)


def stock_of(folder: Path, products: list[Drawn]) -> Stock:
    return survey(Shelf(write_catalogue(folder, products)), Silent())


def product(number: int, picture: bytes, title: str | None = None) -> Drawn:
    row = {"id": f"p{number}", "productDisplayName": title or f"Thing {number}"}
    return Drawn(row, picture)


def test_a_near_equal_picture_on_the_other_side_is_found_and_dropped(tmp_path: Path) -> None:
    products = [
        product(number, on_side(Split.TEST if number < 5 else Split.TRAIN, textured(number)))
        for number in range(20)
    ]
    products.append(product(20, on_side(Split.TRAIN, textured(3))))
    stock = stock_of(tmp_path / "c", products)
    found = audit(stock, "test", KNOWN)
    assert found.dropped == {"id": 0, "equal picture": 0, "near-equal picture": 1}
    assert found.pairs == ((3, 20),)
    assert [stock.products[row].id for row in found.judged] == ["p0", "p1", "p2", "p4"]
    assert found.candidates == 5
    assert found.clean
    assert any("1 by near-equal picture" in text for text in found.statements)


def test_an_id_that_differs_in_letter_case_only_is_the_same_product(tmp_path: Path) -> None:
    products = [
        product(number, on_side(Split.TEST if number < 3 else Split.TRAIN, textured(number)))
        for number in range(9)
    ]
    products.append(Drawn({**products[1].row, "id": "P1"}, on_side(Split.TRAIN, textured(99))))
    found = audit(stock_of(tmp_path / "c", products), "test", KNOWN)
    assert found.dropped["id"] == 1
    assert 1 not in found.judged
    assert found.titles_shared == 0  # the only shared title went with the product


def test_equal_pictures_are_on_one_side_and_titles_on_both_are_counted(tmp_path: Path) -> None:
    twin = on_side(Split.TEST, textured(1))
    products = [
        product(1, twin, "Nike Tee"),
        product(2, twin, "Nike  tee"),
        product(3, on_side(Split.TRAIN, textured(3)), "NIKE TEE"),
    ]
    found = audit(stock_of(tmp_path / "c", products), "test", KNOWN)
    assert found.dropped["equal picture"] == 0
    assert len(found.judged) == 2
    assert found.titles_shared == 2


def test_dev_products_are_audited_against_the_training_side_alone(tmp_path: Path) -> None:
    products = [
        product(1, on_side(Split.DEV, textured(1))),
        product(2, on_side(Split.TEST, textured(1))),
        product(3, on_side(Split.DEV, textured(2))),
        product(4, on_side(Split.TRAIN, textured(2))),
    ]
    found = audit(stock_of(tmp_path / "c", products), "dev", KNOWN)
    assert found.judged.tolist() == [0]


def test_judging_everything_says_what_that_means(tmp_path: Path) -> None:
    stock = stock_of(tmp_path / "c", drawn_products(40))
    found = audit(stock, "all", KNOWN)
    assert len(found.judged) == 40
    assert not found.clean
    seen = len(stock.rows_of(Split.TRAIN, Split.DEV))
    assert f"{seen:,} of them lie on the training side" in found.statements[1]


def test_a_model_that_does_not_name_its_split_is_not_called_clean(tmp_path: Path) -> None:
    stock = stock_of(tmp_path / "c", [product(1, on_side(Split.TEST, textured(1)))])
    found = audit(stock, "test", UNKNOWN)
    assert not found.clean
    assert found.statements[0] == UNKNOWN.statement


def test_nothing_left_to_judge_is_an_error_with_the_repair(tmp_path: Path) -> None:
    stock = stock_of(tmp_path / "c", [product(1, on_side(Split.TRAIN, textured(1)))])
    with pytest.raises(EvaluationError, match="give --split all"):
        audit(stock, "test", KNOWN)


def test_a_png_and_a_jpeg_of_one_picture_are_near_equal(tmp_path: Path) -> None:
    picture = textured(5)
    products = [product(1, on_side(Split.TEST, picture)), product(2, encoded(picture))]
    stock = stock_of(tmp_path / "c", products)
    assert stock.likenesses.near(np.array([0]), np.array([1])) == {0: 1}
