"""Prices in words: "under 3000", "between 500 and 1,000", "₹2k or less", "below 30 euros"."""

import re
from dataclasses import dataclass
from typing import Final

# From this amount on a number is a price by itself, unless the catalogue sells more cheaply: else
# "over 18" and "under 5" are an age and a size.
SMALLEST: Final = 50.0

_SIGN: Final = r"rs\.?|inr|eur|usd|gbp|₹|\$|€|£"
_NAME: Final = (
    r"(?:rupees?|rs|inr|eur(?:os?)?|usd|dollars?|bucks|gbp|pounds?)(?![^\W_])|₹|\$|€|£|/-"
)
# A number before one of these is an age or a measure.
_UNIT: Final = (
    r"(?:%|\"|(?:years?|yrs?|months?|weeks?|days?|ml|cm|mm|inch(?:es)?|feet|kgs?|gb|mp|degrees?"
    r"|people|persons?|pieces?|pcs)(?![^\W_]))"
)


def _money(n: int) -> str:
    return (
        rf"(?P<sign{n}>{_SIGN})?\s*(?P<amount{n}>\d[\d,]*(?:\.\d+)?)\s*(?P<k{n}>k\b)?"
        rf"(?:\s*(?P<name{n}>{_NAME}))?(?![\d.,]*\d)(?!\s*{_UNIT})"
    )


_PRICED: Final = r"(?:(?P<priced>pric(?:e|ed|es)|costs?|costing|budget)\s+(?:of\s+|is\s+)?)?"
_BELOW: Final = (
    r"(?:under|below|less than|cheaper than|upto|up to|max(?:imum)?|within|not more than)"
)
_ABOVE: Final = r"(?:over|above|more than|at least|min(?:imum)?|from)"
_BETWEEN: Final = re.compile(
    rf"\b{_PRICED}(?:between|from)\s+{_money(1)}\s*(?:and|to|-)\s*{_money(2)}", re.IGNORECASE
)
_UNDER: Final = re.compile(
    rf"\b{_PRICED}{_BELOW}\s+{_money(1)}|{_money(2)}\s+or\s+(?:less|below|under)\b", re.IGNORECASE
)
_OVER: Final = re.compile(
    rf"\b{_PRICED}{_ABOVE}\s+{_money(1)}|{_money(2)}\s+(?:or|and)\s+(?:more|above|up)\b",
    re.IGNORECASE,
)


# "< 1000", ">= 500".
_COMPARED: Final = re.compile(rf"(?P<sense>[<>])=?\s*{_money(1)}", re.IGNORECASE)
_BUDGET: Final = re.compile(
    rf"\b(?P<priced>budget)\s*(?:of|is|:|=)?\s*{_money(1)}|{_money(2)}\s+budget\b", re.IGNORECASE
)
# "Around 1500" is a fifth less or more.
_AROUND: Final = re.compile(
    rf"\b(?:around|about|approx(?:imately|\.)?)\s+{_money(1)}(?!s\b)", re.IGNORECASE
)
_NEAR: Final = 0.2
# Who types "500-1500" without a currency means prices, which are round.
_ROUND: Final = 50
# "20 to 40 dollars": without a currency these are sizes.
_RANGE: Final = re.compile(rf"(?<![\w.,]){_money(1)}\s*(?:to|-)\s*{_money(2)}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PriceAsked:
    """A price range and the text without the words that said it."""

    text: str
    gte: float | None = None
    lte: float | None = None

    def __bool__(self) -> bool:
        """Whether any bound was said."""
        return self.gte is not None or self.lte is not None


def read_price(text: str, *, least: float = SMALLEST) -> PriceAsked:
    """Find the price range that a text asks for.

    Args:
        text: what was said.
        least: from this amount on a number is a price by itself; a smaller one needs a currency or
            a word such as "price" beside it.
    """
    if found := _BETWEEN.search(text):
        low, high = _amount(found, 1), _amount(found, 2)
        if high >= low and (low >= least or _said(found)):
            return PriceAsked(_cut(text, found), gte=low, lte=high)
    if found := _RANGE.search(text):
        low, high = _amount(found, 1), _amount(found, 2)
        bare = low >= SMALLEST and low % _ROUND == high % _ROUND == 0
        if high > low and (_said(found) or bare):
            return PriceAsked(_cut(text, found), gte=low, lte=high)
    return _read_bound(text, least)


def _read_bound(text: str, least: float) -> PriceAsked:
    if found := _COMPARED.search(text):
        amount = _amount(found, 1)
        gte, lte = (None, amount) if found["sense"] == "<" else (amount, None)
        # Who writes "<3" loves it.
        if amount >= least or found["sign1"] or found["name1"]:
            return PriceAsked(_cut(text, found), gte=gte, lte=lte)
    if found := _BUDGET.search(text):
        amount = _amount(found, 1 if found["amount1"] else 2)
        return PriceAsked(_cut(text, found), lte=amount)
    if found := _UNDER.search(text):
        amount = _amount(found, 1 if found["amount1"] else 2)
        if amount >= least or _said(found):
            return PriceAsked(_cut(text, found), lte=amount)
    if found := _OVER.search(text):
        amount = _amount(found, 1 if found["amount1"] else 2)
        if amount >= least or _said(found):
            return PriceAsked(_cut(text, found), gte=amount)
    if found := _AROUND.search(text):
        amount = _amount(found, 1)
        if amount >= least or _said(found):
            low, high = amount * (1 - _NEAR), amount * (1 + _NEAR)
            return PriceAsked(_cut(text, found), gte=low, lte=high)
    return PriceAsked(text)


def _said(found: re.Match[str]) -> bool:
    """Say whether anything but the bare number says that it is money."""
    groups = found.groupdict().items()
    return any(value for name, value in groups if not name.startswith("amount"))


def _amount(found: re.Match[str], n: int) -> float:
    amount = float(found[f"amount{n}"].replace(",", ""))
    return amount * 1_000 if found[f"k{n}"] else amount


def _cut(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())
