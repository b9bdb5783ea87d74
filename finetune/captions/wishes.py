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
_KEYS = frozenset({"before", "alone", "after", "fits"})
_WORD_KEYS = frozenset({"words", "not_words"})
_CONDITIONS = _WORD_KEYS | {"weight"} | set(FIELDS) | {_NOT + name for name in FIELDS}


class WishError(ValueError):
    """A wish file says something that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One group of phrases with one meaning.

    `before` phrases stand before a noun ("boho"), `after` phrases behind one ("for a picnic"),
    `alone` phrases by themselves ("picnic outfit"). A product fits if any predicate holds.
    """

    group_id: str
    before: tuple[str, ...]
    alone: tuple[str, ...]
    after: tuple[str, ...]
    fits: tuple[Predicate, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase of the group."""
        return self.before + self.alone + self.after

    def may_fit_type(self, article_type: str | None) -> bool:
        """Say whether any predicate leaves room for the type: a quick test before the whole one."""
        return any(
            "articleType" not in predicate.allowed
            or article_type in predicate.allowed["articleType"]
            for predicate in self.fits
        )


@dataclass(frozen=True, slots=True)
class WishMatch:
    """A wish that a product fits, and how typical of it the product is (above 0)."""

    group_id: str
    weight: float


@cache
def bundled_wishes() -> tuple[Wish, ...]:
    """Return the wishes that ship with this package, read once."""
    data = files("finetune.captions") / "data"
    sources = [path for path in (data / "wishes").iterdir() if path.name.endswith(".toml")]
    return load_wishes(sources, sets=data / "sets.toml")


def load_wishes(sources: Iterable[Traversable], *, sets: Traversable) -> tuple[Wish, ...]:
    """Read wishes from TOML files; `sets` holds the lists that "@name" stands for.

    Raises WishError, naming the file and the group, for an unknown key or list, a group without
    phrases or predicates, a group given twice, and a weight that is not above 0.
    """
    lists: dict[str, list[str]] = tomllib.loads(sets.read_text(encoding="utf-8"))
    wishes: dict[str, Wish] = {}
    for source in sorted(sources, key=lambda path: path.name):
        for group_id, table in tomllib.loads(source.read_text(encoding="utf-8")).items():
            where = f"{source.name}: {group_id}"
            if group_id in wishes:
                raise WishError(f"{where}: is given twice; rename or merge one of the groups")
            wishes[group_id] = _wish(group_id, table, lists, where)
    return tuple(wishes.values())


def _wish(
    group_id: str, table: Mapping[str, Any], lists: Mapping[str, list[str]], where: str
) -> Wish:
    if unknown := set(table) - _KEYS:
        raise WishError(f"{where}: unknown {sorted(unknown)}; known are {sorted(_KEYS)}")
    before, alone, after = (tuple(table.get(key, ())) for key in ("before", "alone", "after"))
    if not before + alone + after:
        raise WishError(f"{where}: has no phrase")
    if not table.get("fits"):
        raise WishError(f"{where}: has no predicate; give `fits` at least one")
    fits = tuple(_predicate(conditions, lists, where) for conditions in table["fits"])
    return Wish(group_id=group_id, before=before, alone=alone, after=after, fits=fits)


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
        if not value.startswith("@"):
            yield value
        elif value[1:] in lists:
            yield from _expand(lists[value[1:]], lists, where)
        else:
            raise WishError(f"{where}: no list is named {value!r}; see sets.toml")
