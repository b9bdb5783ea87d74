"""Which products are one look."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.looks import LookBook, picture_hash
from ingest.looks.likeness import bits_apart, title_key
from service.engine.encoder import unit_rows
from service.engine.encoder.direct import load_serving_encoder
from service.engine.product import Product

RNG = np.random.default_rng(5)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[LookBook]:
    opened = LookBook(tmp_path)
    yield opened
    opened.close()


def garment(colour: str, *, sleeve: int = 20, body: int = 40) -> Image.Image:
    """Draw a shirt on white: `sleeve` and `body` in pixels say its form."""
    image = Image.new("RGB", (120, 160), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((60 - body // 2, 30, 60 + body // 2, 140), fill=colour)
    pen.rectangle((60 - body // 2 - sleeve, 30, 60 + body // 2 + sleeve, 60), fill=colour)
    return image


def vector(seed: int = 0, *, near: np.ndarray | None = None, by: float = 0.0) -> np.ndarray:
    drawn = unit_rows(np.random.default_rng(seed).standard_normal(64))
    return drawn if near is None else unit_rows(near + by * drawn)


def titled(product_id: str, title: str | None, brand: str | None = None) -> Product:
    return Product(product_id, title=title, brand=brand)


def test_a_shirt_in_two_colours_is_one_look(book: LookBook) -> None:
    black, red = picture_hash(garment("black")), picture_hash(garment("darkred"))
    assert bits_apart(black, red) <= 4
    first = book.assign(titled("1", "Nike Ace Tank Black"), picture=black, vector=vector(1))
    second = book.assign(titled("2", "Nike Ace Tank Red XL"), picture=red, vector=vector(2))
    assert first == second == "1"


def test_one_title_over_unlike_pictures_says_nothing(book: LookBook) -> None:
    small, large = garment("silver", body=16, sleeve=2), garment("silver", body=70, sleeve=24)
    title = "Lucera Women Silver Earrings"
    first = book.assign(titled("1", title), picture=picture_hash(small), vector=vector(1))
    second = book.assign(titled("2", title), picture=picture_hash(large), vector=vector(2))
    assert (first, second) == ("1", "2")


def test_one_picture_under_two_titles_is_one_look(book: LookBook) -> None:
    shown, seen = picture_hash(garment("navy")), vector(1)
    first = book.assign(titled("1", "Puma Tee"), picture=shown, vector=seen)
    second = book.assign(
        titled("2", "Sports top, round neck"), picture=shown, vector=vector(2, near=seen, by=0.02)
    )
    assert first == second


def test_a_picture_of_the_same_form_that_the_model_tells_apart_is_another_look(
    book: LookBook,
) -> None:
    shown = picture_hash(garment("navy"))
    assert book.assign(titled("1", "Puma Tee"), picture=shown, vector=vector(1)) == "1"
    assert book.assign(titled("2", "Adidas Polo"), picture=shown, vector=vector(2)) == "2"


def test_one_cut_in_another_colour_under_another_title_is_another_look(book: LookBook) -> None:
    red, purple = picture_hash(garment("darkred")), picture_hash(garment("purple"))
    assert bits_apart(red, purple) <= 2
    seen = vector(1)
    first = book.assign(titled("1", "Vero Moda Red Wrap Dress"), picture=red, vector=seen)
    kin = vector(2, near=seen, by=0.15)  # a cosine of .99: to the model they are all but the same
    second = book.assign(titled("2", "Latin Quarters Purple Dress"), picture=purple, vector=kin)
    assert (first, second) == ("1", "2")


def test_a_title_that_names_nothing_but_a_kind_makes_no_look(book: LookBook) -> None:
    beige, green = picture_hash(garment("tan")), picture_hash(garment("green"))
    assert book.assign(titled("1", "Beige shorts"), picture=beige, vector=vector(1)) == "1"
    assert book.assign(titled("2", "Green shorts"), picture=green, vector=vector(2)) == "2"
    assert book.assign(titled("3", "Green shorts"), picture=None, vector=None) == "3"
    assert book.assign(titled("4", "Green shorts"), picture=None, vector=None) == "4"


def test_the_bundled_model_tells_makes_and_colours_apart_and_one_picture_twice_not(
    book: LookBook,
) -> None:
    catalogue = Path(__file__).parents[3] / "ingest" / "sample" / "catalogue"
    with (catalogue / "products.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    encoder = load_serving_encoder()
    looks = {}
    for pair in (("10004", "12984"), ("12120", "13139"), ("11848", "12570"), ("11289", "11909")):
        for product_id in pair:
            row = rows[product_id]
            with Image.open(catalogue / row["image"]) as opened:
                picture = opened.convert("RGB")
            looks[product_id] = book.assign(
                titled(product_id, row["title"], row["brand"]),
                picture=picture_hash(picture),
                vector=encoder.embed_images([picture])[0],
            )
    one, *others = looks.items()
    assert looks["12984"] == one[0] == one[1]
    assert all(look == product_id for product_id, look in others if product_id != "12984")


def test_without_pictures_equal_titles_are_one_look_and_no_title_is_none(book: LookBook) -> None:
    looks = [
        book.assign(titled(str(number), title), picture=None, vector=None)
        for number, title in enumerate(["Silk Stole Red", "silk stole (green)", "Wool Cap", None])
    ]
    assert looks == ["0", "0", "2", "3"]
    assert book.assign(titled("4", None), picture=None, vector=None) == "4"


def test_small_differences_do_not_chain(book: LookBook) -> None:
    """Each is compared with the one that founded the look, not with the one before it."""
    shown = 0
    looks = []
    for step in range(4):
        looks.append(book.assign(titled(str(step), "Acme Tee"), picture=shown, vector=vector(step)))
        shown = (shown << 3) | 0b111
    assert looks[:2] == ["0", "0"]
    assert looks[2] == looks[3] == "2"


def test_a_book_is_gone_on_with_and_forgets(tmp_path: Path) -> None:
    shown, seen = picture_hash(garment("navy")), vector(1)
    book = LookBook(tmp_path)
    assert book.assign(titled("1", "Puma Tee"), picture=shown, vector=seen) == "1"
    assert book.assign(titled("2", "Puma Tee"), picture=shown, vector=seen) == "1"
    book.close()
    book = LookBook(tmp_path)
    assert book.assign(titled("3", "Puma Tee"), picture=shown, vector=seen) == "1"
    # The founder changes: it leaves, and its name stays with those that are left.
    assert (
        book.assign(titled("1", "Wool Cap"), picture=~shown & 2**64 - 1, vector=vector(9)) == "1~2"
    )
    book.forget(["2", "3", "nobody"])
    assert book.assign(titled("4", "Puma Tee"), picture=shown, vector=seen) == "4"
    book.close()


def test_a_product_that_is_judged_again_unchanged_stays_where_it_was(book: LookBook) -> None:
    shown, seen = picture_hash(garment("navy")), vector(1)
    for _ in range(2):
        assert book.assign(titled("1", "Puma Tee"), picture=shown, vector=seen) == "1"
        assert book.assign(titled("2", "Puma Tee"), picture=shown, vector=seen) == "1"


@pytest.mark.parametrize(
    ("title", "brand", "key"),
    [
        ("Turtle Check Men Navy Blue Shirt", None, "turtle check men shirt"),
        ("Ace Tank - Black (XL)", "Nike", "nike ace tank"),
        ("D'Damas Gold Ring", None, "d'damas ring"),
        (None, "Nike", ""),
        ("Maroon", None, ""),
        ("Navy blue top", None, ""),
        ("Blue Jeans", "Lee", "lee jeans"),
    ],
)
def test_a_title_is_compared_without_colours_and_sizes(
    title: str | None, brand: str | None, key: str
) -> None:
    assert title_key(titled("1", title, brand)) == key
