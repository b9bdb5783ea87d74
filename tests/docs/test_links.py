"""Every link inside the repository leads somewhere."""

from pathlib import Path

import pytest

from .markdown import PAGES, REPOSITORY, anchors, links

DOCUMENTATION = REPOSITORY / "docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert there.is_relative_to(REPOSITORY), target
        if anchor:
            assert anchor in anchors(there), target


def test_every_page_is_found_from_the_index() -> None:
    reached, waiting = set[Path](), [REPOSITORY / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in links(page):
            there = (page.parent / target.partition("#")[0]).resolve()
            if there.suffix == ".md" and there.is_file():
                waiting.append(there)
    assert {page for page in PAGES if DOCUMENTATION in page.parents} <= reached
