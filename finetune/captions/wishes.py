"""Wishes: occasions, weathers, places, purposes, people, moods and styles, and what fits them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from finetune.captions.predicate import FIELDS, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

_GROWN_UP = ("Men", "Women", "Unisex")
_NOT = "not_"
_PHRASES = ("before", "alone", "after", "sayings")
_KEYS = frozenset({*_PHRASES, "fits"})
_WORD_KEYS = frozenset({"words", "not_words"})
_MARK = "@"
_CONDITIONS = _WORD_KEYS | {"weight"} | set(FIELDS) | {_NOT + name for name in FIELDS}


class WishError(ValueError):
    """A wish file says something that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One group of phrases with one meaning.

    `before` phrases stand before a noun ("boho"), `after` phrases behind one ("for a picnic"),
    `alone` phrases by themselves ("picnic outfit"), and so do `sayings`, which tell a situation and
    leave what is wanted unsaid ("sandwiches on the grass"). A product fits if any predicate holds.
    """

    group_id: str
    before: tuple[str, ...]
    alone: tuple[str, ...]
    after: tuple[str, ...]
    sayings: tuple[str, ...]
    fits: tuple[Predicate, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase of the group."""
        return self.before + self.alone + self.after + self.sayings

    def may_fit_type(self, article_type: str | None) -> bool:
        """Say whether any predicate leaves room for the type: a quick test before the whole one."""
        return any(predicate.may_hold(article_type) for predicate in self.fits)


@dataclass(frozen=True, slots=True)
class WishMatch:
    """A wish that a product fits, and how typical of it the product is (above 0)."""

    group_id: str
    weight: float


@cache
def bundled_wishes() -> tuple[Wish, ...]:
    """Return the wishes that ship with this package, read once."""
    data = files("finetune.captions") / "data"
    return load_wishes(
        _toml_below(data / "wishes"), sets=data / "sets.toml", outfits=data / "outfits.toml"
    )


def _toml_below(folder: Traversable) -> Iterable[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            yield from _toml_below(path)
        elif path.name.endswith(".toml"):
            yield path


def load_wishes(
    sources: Iterable[Traversable], *, sets: Traversable, outfits: Traversable | None = None
) -> tuple[Wish, ...]:
    """Read wishes from TOML files; `sets` holds the lists of values that "@name" stands for.

    `outfits` holds predicates that many wishes share: "@name" among those of a wish.

    Raises WishError, naming the file and the group, for an unknown key, list or outfit, a group
    without phrases or predicates, a group given twice, and a weight that is not above 0.
    """
    lists: dict[str, list[str]] = tomllib.loads(sets.read_text(encoding="utf-8"))
    shared = _outfits(outfits, lists)
    wishes: dict[str, Wish] = {}
    for source in sources:
        for group_id, table in tomllib.loads(source.read_text(encoding="utf-8")).items():
            where = f"{source.name}: {group_id}"
            if group_id in wishes:
                raise WishError(f"{where}: is given twice; rename or merge one of the groups")
            wishes[group_id] = _wish(group_id, table, lists, shared, where)
    return tuple(wishes.values())


def _outfits(
    source: Traversable | None, lists: Mapping[str, list[str]]
) -> dict[str, tuple[Predicate, ...]]:
    if source is None:
        return {}
    return {
        name: tuple(_predicate(each, lists, f"{source.name}: {name}") for each in conditions)
        for name, conditions in tomllib.loads(source.read_text(encoding="utf-8")).items()
    }


def _wish(
    group_id: str,
    table: Mapping[str, Any],
    lists: Mapping[str, list[str]],
    shared: Mapping[str, tuple[Predicate, ...]],
    where: str,
) -> Wish:
    if unknown := set(table) - _KEYS:
        raise WishError(f"{where}: unknown {sorted(unknown)}; known are {sorted(_KEYS)}")
    phrases = {key: tuple(table.get(key, ())) for key in _PHRASES}
    if not any(phrases.values()):
        raise WishError(f"{where}: has no phrase")
    if not table.get("fits"):
        raise WishError(f"{where}: has no predicate; give `fits` at least one")
    fits: list[Predicate] = []
    for each in table["fits"]:
        if not isinstance(each, str):
            fits.append(_predicate(each, lists, where))
        elif each.removeprefix(_MARK) in shared:
            fits.extend(shared[each.removeprefix(_MARK)])
        else:
            raise WishError(f"{where}: no outfit is named {each!r}; see outfits.toml")
    return Wish(group_id=group_id, fits=tuple(fits), **phrases)


def _predicate(
    conditions: Mapping[str, Any], lists: Mapping[str, list[str]], where: str
) -> Predicate:
    if unknown := set(conditions) - _CONDITIONS:
        raise WishError(f"{where}: unknown {sorted(unknown)}; known are {sorted(_CONDITIONS)}")
    weight = float(conditions.get("weight", 1.0))
    if weight <= 0:
        raise WishError(f"{where}: weight {weight} is not above 0")
    allowed = {"gender": frozenset(_GROWN_UP)}
    refused: dict[str, frozenset[str]] = {}
    for key, values in conditions.items():
        name = key.removeprefix(_NOT)
        if name in FIELDS:
            side = refused if key.startswith(_NOT) else allowed
            side[FIELDS[name]] = frozenset(_expand(values, lists, where))
    return Predicate(
        weight=weight,
        allowed=allowed,
        refused=refused,
        words=frozenset(conditions.get("words", ())),
        not_words=frozenset(conditions.get("not_words", ())),
    )


def _expand(values: Iterable[str], lists: Mapping[str, list[str]], where: str) -> Iterable[str]:
    for value in values:
        if not value.startswith(_MARK):
            yield value
        elif value[1:] in lists:
            yield from _expand(lists[value[1:]], lists, where)
        else:
            raise WishError(f"{where}: no list is named {value!r}; see sets.toml")
