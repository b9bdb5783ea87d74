"""Spellings: the forms of one word that a stemmer does not bring together."""

import re
import unicodedata
from typing import Final

# Irregular plurals, and words that are spelt in two ways; each form is written as the last one.
_FORMS: Final = {
    form: word
    for word, forms in {
        "man": ("men",),
        "woman": ("women", "womens", "ladies", "lady"),
        "child": ("children", "childrens"),
        "tshirt": ("tee", "tees", "tshirts"),
        "saree": ("sari", "saris", "sarees"),
        "scarf": ("scarves", "scarfs"),
        "grey": ("gray",),
        "colour": ("color",),
        "colours": ("colors",),
        "jewellery": ("jewelry",),
        "pyjamas": ("pajamas", "pajama", "pyjama"),
        "moustache": ("mustache",),
    }.items()
    for form in forms
}
# Written in one word, in two, or with a hyphen.
_COMPOUNDS: Final = re.compile(
    r"\b(t|tee)[\s-]?(?=shirts?\b)"
    r"|\b(flip|sweat|under|hand|back|sun|track|swim|rain|waist|wrist|head|ear|night|neck|inner|foot"
    r"|sports|lap|over|nose|anti)[\s-](?=(?:flops?|shirts?|bags?|packs?|glass|glasses|suits?|wear"
    r"|pants?|coats?|watch|watches|bands?|rings?|dress|dresses|ties?|tops?|pins?)\b)"
)
_INITIALS: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ELISION: Final = re.compile(r"\b([^\W\d_])['\u2019](?=[^\W\d_]{2,})")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_DECIMALS: Final = re.compile(r"(?<=\d)\.(?=\d)")
# A size or a measure and its number: uk8, 32gb, 100ml.
_SIZES: Final = re.compile(r"\b(uk|us|eu|size)(?=\d{1,2}\b)|(?<=\d)(?=(?:gb|ml|cm|mm|inch|kg)\b)")
_HYPHENS: Final = re.compile(r"(?<=\w)[-\u2010-\u2015/](?=\w)")
_WORD: Final = re.compile(r"[^\W_]+")


def normalise(text: str) -> str:
    """Bring the spellings of one word together: t-shirt, T Shirt and tee become tshirt.

    English, as the stemmer is; words of other languages pass as they are, without their case.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _INITIALS.sub(lambda found: found.group().replace(".", ""), folded)
    folded = _ELISION.sub(r"\1", folded)
    folded = _COMPOUNDS.sub(lambda found: "t" if found.group(1) else found.group(2), folded)
    folded = _SIZES.sub(lambda found: f"{found.group()} ", folded)
    # A number is one term: 10 is not found by 10.5.
    folded = _DECIMALS.sub("p", _THOUSANDS.sub("", folded))
    folded = _HYPHENS.sub(" ", folded)
    return _WORD.sub(lambda found: _FORMS.get(found.group(), found.group()), folded)
