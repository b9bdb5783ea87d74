"""Prices in words: "under 3000", "between 500 and 1,000", "₹2k or less"."""

import re
from dataclasses import dataclass
from typing import Final

_MONEY: Final = (
    r"(?:rs\.?|inr|₹|\$|€|£)?\s*(\d[\d,]*(?:\.\d+)?)\s*(k\b)?(?:\s*(?:rupees|rs|inr|/-))?"
)
_BELOW: Final = (
    r"(?:under|below|less than|cheaper than|upto|up to|max(?:imum)?|within|not more than)"
)
_ABOVE: Final = r"(?:over|above|more than|at least|min(?:imum)?|from)"
_BETWEEN = re.compile(rf"\b(?:between|from)\s+{_MONEY}\s*(?:and|to|-)\s*{_MONEY}", re.IGNORECASE)
_UNDER = re.compile(rf"\b{_BELOW}\s+{_MONEY}|{_MONEY}\s+or\s+(?:less|below|under)\b", re.IGNORECASE)
_OVER = re.compile(
    rf"\b{_ABOVE}\s+{_MONEY}|{_MONEY}\s+(?:or|and)\s+(?:more|above|up)\b", re.IGNORECASE
)

# "Over 18" or "under 5" is an age or a size; no shop prices that low in the units meant here.
_SMALLEST: Final = 50.0


@dataclass(frozen=True, slots=True)
class PriceAsked:
    """A price range and the text without the words that said it."""

    text: str
    gte: float | None = None
    lte: float | None = None

    def __bool__(self) -> bool:
        """Whether any bound was said."""
        return self.gte is not None or self.lte is not None


def read_price(text: str) -> PriceAsked:
    """Find the price range that a text asks for."""
    if found := _BETWEEN.search(text):
        low, high = _amount(found, 1), _amount(found, 3)
        if low >= _SMALLEST and high >= low:
            return PriceAsked(_cut(text, found), gte=low, lte=high)
    if found := _UNDER.search(text):
        amount = _amount(found, 1 if found.group(1) else 3)
        if amount >= _SMALLEST:
            return PriceAsked(_cut(text, found), lte=amount)
    if found := _OVER.search(text):
        amount = _amount(found, 1 if found.group(1) else 3)
        if amount >= _SMALLEST:
            return PriceAsked(_cut(text, found), gte=amount)
    return PriceAsked(text)


def _amount(found: re.Match[str], group: int) -> float:
    amount = float(found.group(group).replace(",", ""))
    return amount * 1_000 if found.group(group + 1) else amount


def _cut(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())
