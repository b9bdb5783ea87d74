"""Cells of a catalogue -> text, numbers, prices. Catalogues write "no value" in many ways."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from html import unescape
from math import isfinite
from typing import Final

MISSING: Final = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "--", "<na>"))
MAX_ITEMS: Final = 64
# Beyond this, JSON readers in browsers lose digits.
MAX_NUMBER: Final = 2**53

_SPACE: Final = re.compile(r"\s+")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_WHOLE: Final = re.compile(r"[+-]?(0|[1-9][0-9]{0,14})")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,15}([.][0-9]{1,15})?([eE][+-]?[0-9]{1,2})?")
_AMOUNT: Final = re.compile(r"\d(?:[\d.,'\s]*\d)?")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_TRUTH: Final = {"true": True, "yes": True, "false": False, "no": False}


def to_text(raw: object) -> str | None:
    """Return a cell as one line of text; `None` for a missing value or one that is no text."""
    if raw is None or isinstance(raw, bytes | dict | list | tuple):
        return None
    if isinstance(raw, float) and not isfinite(raw):
        return None
    if isinstance(raw, float) and raw == int(raw) and abs(raw) < MAX_NUMBER:
        raw = int(raw)  # tables with a gap in a whole-number column hold 15970.0 for 15970
    if isinstance(raw, datetime | date | time):
        raw = raw.isoformat()
    # Lone surrogates, from JSON escapes and odd file names, are in no encoding.
    whole = str(raw).replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    text = _SPACE.sub(" ", whole).strip()
    return None if text.casefold() in MISSING else text


def to_prose(raw: object) -> str | None:
    """Return a cell as text without HTML: descriptions often come out of a web page."""
    text = to_text(raw)
    return to_text(unescape(_TAG.sub(" ", text))) if text else None


def to_texts(raw: list[object] | tuple[object, ...]) -> tuple[str, ...]:
    """Return the distinct texts of a list cell, at most `MAX_ITEMS`."""
    texts = dict.fromkeys(text for item in raw if (text := to_text(item)))
    return tuple(texts)[:MAX_ITEMS]


def to_truth(raw: object) -> bool | None:
    """Return true/false or yes/no as a boolean; `None` for everything else."""
    if isinstance(raw, bool):
        return raw
    return _TRUTH.get(raw.strip().casefold()) if isinstance(raw, str) else None


def to_number(raw: object) -> int | float | None:
    """Return a plainly written number, whole ones as `int`; `None` for everything else.

    "007" is none: leading zeros mark a code.
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, str):
        raw = raw.strip()
        if _WHOLE.fullmatch(raw):
            return int(raw)
        if not _DECIMAL.fullmatch(raw) or re.match(r"[+-]?0\d", raw):
            return None
        raw = float(raw)
    if isinstance(raw, Decimal):
        raw = float(raw)
    if not isinstance(raw, int | float) or not isfinite(raw) or abs(raw) >= MAX_NUMBER:
        return None
    return int(raw) if raw == int(raw) else raw


def to_price(raw: object) -> float | None:
    """Read a price: "Rs. 1,299.00", "₹1299", "1.299,00 €", "€ 1.249", 1299; `None` without any.

    The last separator is the decimal one, unless it repeats or three digits follow: money has no
    thousandths. Only behind a dot it may, where nothing but the number is written ("19.125").
    """
    if isinstance(raw, str):
        amounts = _AMOUNT.findall(raw)
        if len(amounts) != 1 or re.search(r"-\s*[^\d\s]{0,3}\s*\d", raw):
            return None
        bare = raw.strip() == amounts[0]
        raw = _amount(re.sub(r"[\s']", "", amounts[0]), bare=bare)
    number = to_number(raw)
    return float(number) if number is not None and number >= 0 else None


def _amount(digits: str, *, bare: bool) -> float | None:
    comma, dot = digits.rfind(","), digits.rfind(".")
    mark = "," if comma > dot else "."
    other = "." if mark == "," else ","
    alone = other not in digits
    three = bool(_THOUSANDS.fullmatch(digits)) and (mark == "," or not bare)
    thousands = alone and (digits.count(mark) > 1 or three)
    plain = digits.replace(other, "")
    plain = plain.replace(mark, "") if thousands else plain.replace(mark, ".")
    try:
        return float(plain)
    except ValueError:
        return None
