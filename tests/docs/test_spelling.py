"""Prose has none of the usual misspellings, and one way to spell: British."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .markdown import PAGES, REPOSITORY, prose

CODESPELL = Path(sys.executable).with_name("codespell")
# Misspelt on purpose, as shoppers do; and words that the list takes for misspellings.
MEANT = "wimens,sandels,sandel,jewelery,shirst,te,ans,ot"
AMERICAN = re.compile(
    r"\b(colors?|colored|catalogs?|favorites?|behaviors?|normaliz\w+|optimiz\w+|organiz\w+|"
    r"summariz\w+|recogniz\w+|quantiz\w+|gray|center\w*|licenses?)\b",
    re.IGNORECASE,
)
# Names of things that are spelt so.
NAMES = re.compile(r"LICENSE|License")


def test_no_usual_misspellings(tmp_path: Path) -> None:
    for number, page in enumerate(PAGES):
        (tmp_path / f"{number}-{page.name}").write_text(prose(page), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - a checker of the development dependencies
        [CODESPELL, "--ignore-words-list", MEANT, tmp_path],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout + done.stderr == ""


def test_a_misspelling_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("It is definately there.\n", encoding="utf-8")
    done = subprocess.run(  # noqa: S603
        [CODESPELL, tmp_path], capture_output=True, text=True, timeout=120, check=False
    )
    assert "definately" in done.stdout
    assert done.returncode != 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_one_way_to_spell(page: Path) -> None:
    text = NAMES.sub("", re.sub(r"\]\([^)]*\)|https?://\S+", "", prose(page)))
    assert AMERICAN.findall(text) == []
