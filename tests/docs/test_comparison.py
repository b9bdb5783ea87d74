"""Every row of the comparison says where each of its Y and P was read."""

import re

from .markdown import REPOSITORY

PAGE = (REPOSITORY / "docs" / "comparison.md").read_text(encoding="utf-8")
ABBREVIATIONS = ["Modiste", "CR", "MQ", "CS", "QD", "OS", "IM", "RC", "FI", "GV", "AL"]


def table(first: str) -> dict[str, list[str]]:
    """Return the rows below the header that begins with the given cell, by their own first cell."""
    lines = PAGE[PAGE.index(first) :].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in rows}


FEATURES = table("| | Modiste |")
SOURCES = {feature: cells[0] for feature, cells in table("| feature | sources").items()}


def test_every_row_has_its_sources() -> None:
    assert list(SOURCES) == list(FEATURES)


def test_sources_name_each_project_that_has_the_feature_and_no_other() -> None:
    for feature, cells in FEATURES.items():
        marks = dict(zip(ABBREVIATIONS, cells, strict=True))
        assert set(marks.values()) <= {"Y", "P", "N", "-"}, feature
        has = {name for name, mark in marks.items() if mark in {"Y", "P"}}
        named = re.findall(rf"\b({'|'.join(ABBREVIATIONS)})\b", SOURCES[feature])
        assert set(named) == has, feature
        in_part = {name for name, mark in marks.items() if mark == "P"}
        assert set(re.findall(r"\b(\w+) P\b", SOURCES[feature])) == in_part, feature


def test_every_label_leads_to_an_address_and_every_address_is_used() -> None:
    used = set(re.findall(r"\]\[([\w-]+)\]", PAGE))
    given = dict(re.findall(r"^\[([\w-]+)\]: (\S+)$", PAGE, re.MULTILINE))
    assert used == set(given)
    assert all(address.startswith("https://") for address in given.values())
