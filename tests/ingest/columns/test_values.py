"""Cells as catalogues write them."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.columns.values import to_number, to_price, to_prose, to_text, to_texts, to_truth


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "NA", "n/a", "nan", "NULL", "None", "-", float("nan"), b"x", {"a": 1}]
)
def test_a_missing_value_is_no_text(raw: object) -> None:
    assert to_text(raw) is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Navy \t Blue\n", "Navy Blue"),
        (15970.0, "15970"),
        (2.5, "2.5"),
        (date(2024, 5, 1), "2024-05-01"),
        (Decimal("12.50"), "12.50"),
        ("zero\0byte", "zerobyte"),
        ("half \ud83d pair", "half ? pair"),
    ],
)
def test_text_is_one_clean_line(raw: object, text: str) -> None:
    assert to_text(raw) == text


def test_html_leaves_prose_and_its_entities_are_read() -> None:
    assert to_prose("<p>Silk &amp; lace<br/>size < 5 </p>") == "Silk & lace size < 5"
    assert to_prose("<p> </p>") is None


def test_lists_keep_distinct_values_and_end_somewhere() -> None:
    assert to_texts(["red", " red ", "NA", "blue"]) == ("red", "blue")
    assert len(to_texts(list(range(1_000)))) == 64


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("42", 42),
        (" 2012.0 ", 2012),
        ("-3.5", -3.5),
        (7.0, 7),
        (Decimal("1.5"), 1.5),
        ("007", None),
        ("1,000", None),
        ("12 cm", None),
        (True, None),
        (float("inf"), None),
        (2**60, None),
        ("٣", None),
    ],
)
def test_numbers_are_plain_numbers_and_nothing_else(raw: object, number: float | None) -> None:
    assert to_number(raw) == number


def test_truth_is_true_false_yes_no() -> None:
    assert [to_truth(raw) for raw in (True, "False", "YES", "no")] == [True, False, True, False]
    assert to_truth("maybe") is None
    assert to_truth(1) is None


@pytest.mark.parametrize(
    ("raw", "price"),
    [
        ("Rs. 1,299.00", 1299.0),
        ("₹1299", 1299.0),
        ("1.299,00 €", 1299.0),
        ("Rs. 1,00,000", 100_000.0),
        ("$12", 12.0),
        ("EUR 49,95", 49.95),
        ("CHF 1'299.-", 1299.0),
        ("1 299,50", 1299.5),
        ("2,499", 2499.0),
        ("€ 1.249", 1249.0),
        ("€ 1.299,-", 1299.0),
        ("EUR 0.250", 0.25),
        ("19.125", 19.125),
        ("19.9", 19.9),
        (0, 0.0),
        ("on request", None),
        ("10 - 20", None),
        ("-5", None),
        (-5, None),
        (float("nan"), None),
    ],
)
def test_prices_are_read_in_many_spellings(raw: object, price: float | None) -> None:
    assert to_price(raw) == price
