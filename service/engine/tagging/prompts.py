"""Prompts: how the value of a facet is said to the model."""

from collections.abc import Mapping
from typing import Final

from service.engine.thesaurus import Kind, Thesaurus

# Further words of the thesaurus for one value. More words and templates take longer to embed and
# change little: with 1,823 prompts the types of 1,500 held-out products are right in .823 of the
# cases by the model alone, with these 709 in .813, and with the neighbours' votes equally often.
MAX_WORDS: Final = 2

_THING: Final = ("{}",)
_LOOK: Final = ("{}", "{} clothes")
_TEMPLATES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "type": _THING,
    "category": _THING,
    "colour": _LOOK,
    "pattern": _LOOK,
    "material": _LOOK,
    "usage": ("{}", "{} wear"),
    "season": ("{}", "{} clothes"),
}


def prompts_of(kind: Kind, value: str, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Return the texts whose mean direction stands for a value, the value itself among them."""
    entry = thesaurus.entry(kind, value)
    if kind == "gender":
        # "Women" alone would be a picture of women; nouns make it clothes for them.
        before = entry.before[:MAX_WORDS] if entry else (value.lower(),)
        after = entry.after[:MAX_WORDS] if entry else (f"for {value.lower()}",)
        said = [f"{word} clothes" for word in before] + [f"clothes {word}" for word in after]
        return tuple(dict.fromkeys(said)) or (f"{value.lower()} clothes",)
    known = [word.forms[0] for word in entry.words if word.forms] if entry else []
    words = dict.fromkeys([value.lower(), *known[:MAX_WORDS]])
    return tuple(template.format(word) for word in words for template in _TEMPLATES[kind])
