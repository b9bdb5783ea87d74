from collections.abc import Sequence
from pathlib import Path

import pyarrow.dataset
import pytest

from finetune.queries.judge import Judge
from finetune.queries.products import JudgedProduct, judged_products
from service.engine.product import Product

CATALOGUE = Path(__file__).resolve().parents[4] / "shared" / "data" / "fashion-products-small"
FIELDS = (
    "gender",
    "masterCategory",
    "subCategory",
    "articleType",
    "baseColour",
    "season",
    "usage",
    "year",
)


@pytest.fixture(scope="session")
def catalogue() -> Sequence[JudgedProduct]:
    if not CATALOGUE.is_dir():
        pytest.skip("the development catalogue (../shared/data/fashion-products-small) is missing")
    table = pyarrow.dataset.dataset(CATALOGUE).to_table(
        columns=["id", "productDisplayName", *FIELDS]
    )
    return judged_products(
        Product(
            id=str(row["id"]),
            title=row["productDisplayName"],
            attributes={field: str(row[field]) for field in FIELDS if row[field] is not None},
        )
        for row in table.to_pylist()
    )


@pytest.fixture(scope="session")
def judge(catalogue: Sequence[JudgedProduct]) -> Judge:
    return Judge(product.attributes for product in catalogue)


@pytest.fixture
def shop() -> Sequence[JudgedProduct]:
    """A small catalogue with a repeated title, a missing title and a missing colour."""
    rows = [
        ("1", "Nike Men Blue Running Shoes", "Men", "Sports Shoes", "Blue"),
        ("2", "Nike Men Blue Running  Shoes", "Men", "Sports Shoes", "Blue"),
        ("3", "Nike Women Red Top", "Women", "Tops", "Red"),
        ("4", "Nike Women Black Top", "Women", "Tops", "Black"),
        ("5", "Nike Boys Red Tshirt", "Boys", "Tshirts", "Red"),
        ("6", None, "Women", "Sarees", "Red"),
        ("7", "Handloom Saree", "Women", "Sarees", None),
    ]
    return judged_products(
        Product(
            id=id_,
            title=title,
            attributes={
                field: value
                for field, value in (
                    ("gender", gender),
                    ("articleType", kind),
                    ("baseColour", colour),
                )
                if value is not None
            },
        )
        for id_, title, gender, kind, colour in rows
    )
