from pathlib import Path

import pytest

from finetune.compact.splits import split_of
from finetune.evaluation.progress import Silent
from finetune.evaluation.stock.shelf import Shelf
from finetune.evaluation.stock.stock import survey
from service.engine.errors import CatalogueError
from tests.finetune.evaluation.conftest import Drawn, drawn_products, write_catalogue


def test_products_without_a_usable_picture_are_counted_and_left_out(tmp_path: Path) -> None:
    products = drawn_products(6)
    products[1] = Drawn(products[1].row, None)
    products[3] = Drawn(products[3].row, b"no picture at all")
    products[5] = Drawn({**products[5].row, "id": ""}, products[5].picture)
    stock = survey(Shelf(write_catalogue(tmp_path / "c", products)), Silent())
    assert [product.id for product in stock.products] == ["1000", "1002", "1004"]
    assert (stock.without_picture, stock.broken, stock.rejected) == (1, 1, 1)


def test_the_side_is_decided_by_the_bytes_that_the_catalogue_holds(tmp_path: Path) -> None:
    products = drawn_products(30)
    stock = survey(Shelf(write_catalogue(tmp_path / "c", products)), Silent())
    assert list(stock.splits) == [split_of(one.picture or b"") for one in products]


def test_pictures_can_be_read_again_by_position(tmp_path: Path) -> None:
    products = drawn_products(20)
    products[2] = Drawn(products[2].row, None)
    shelf = Shelf(write_catalogue(tmp_path / "c", products))
    stock = survey(shelf, Silent())
    wanted = [int(stock.positions[row]) for row in (4, 11)]
    again = list(shelf.items(wanted))
    assert [item.product.id for item in again] == [stock.products[row].id for row in (4, 11)]
    assert [item.encoded for item in again] == [products[5].picture, products[12].picture]


def test_a_catalogue_without_any_picture_is_refused_with_the_counts(tmp_path: Path) -> None:
    products = [Drawn(one.row, None) for one in drawn_products(3)]
    products.append(Drawn({**products[0].row, "id": "x"}, b"broken"))
    shelf = Shelf(write_catalogue(tmp_path / "c", products))
    with pytest.raises(CatalogueError, match="3 without one, 1 broken"):
        survey(shelf, Silent())
