from __future__ import annotations

import pytest

from service.engine.thesaurus.plural import plural


@pytest.mark.parametrize(
    ("singular", "many"),
    [
        ("tee", "tees"), ("dress", "dresses"), ("watch", "watches"), ("brush", "brushes"),
        ("body", "bodies"), ("toy", "toys"), ("head wrap", "head wraps"), ("box", "boxes"),
    ],
)  # fmt: skip
def test_a_regular_plural_follows_the_last_letters(singular: str, many: str) -> None:
    assert plural(singular) == many
