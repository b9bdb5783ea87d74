"""Specifications drawn at random."""

from collections import Counter

import numpy as np
import pytest

from ingest.sample.draw import draw_specs, recoloured, reshot
from ingest.sample.drawing.fabric import MATERIALS
from ingest.sample.drawing.palette import COLOURS
from ingest.sample.drawing.patterns import PATTERNS
from ingest.sample.kinds import KINDS
from ingest.sample.kinds.kind import shares


def test_the_same_seed_gives_the_same_specifications_and_another_seed_others() -> None:
    assert draw_specs(80, seed=1) == draw_specs(80, seed=1)
    assert draw_specs(80, seed=1) != draw_specs(80, seed=2)


@pytest.mark.parametrize("count", [0, 1, 30, 57, 500])
def test_exactly_as_many_as_asked_for_are_drawn(count: int) -> None:
    assert len(draw_specs(count, seed=3)) == count


def test_a_long_list_holds_every_article_type() -> None:
    drawn = Counter(spec.article_type for spec in draw_specs(300, seed=4))
    assert set(drawn) == {kind.article_type for kind in KINDS}
    assert drawn["Tshirts"] > drawn["Waistcoat"]


def test_a_count_out_of_bounds_is_refused() -> None:
    with pytest.raises(ValueError) as refused:
        draw_specs(-1, seed=0)
    assert "0 to 100000" in str(refused.value)


def test_every_word_of_every_kind_can_be_drawn() -> None:
    for kind in KINDS:
        for cut in kind.cut.values:
            assert set(kind.of("colour", cut).values) <= set(COLOURS), kind.article_type
            assert set(kind.of("pattern", cut).values) <= set(PATTERNS), kind.article_type
            assert set(kind.of("material", cut).values) <= set(MATERIALS), kind.article_type
        assert set(kind.by_cut) <= set(kind.cut.values), kind.article_type
        assert 0 < kind.price[0] < kind.price[1]


def test_a_variant_keeps_the_cut_and_a_second_shot_keeps_all_but_the_shot() -> None:
    spec = draw_specs(1, seed=9)[0]
    rng = np.random.default_rng(0)
    variant, shot = recoloured(spec, "Teal", rng), reshot(spec, rng)
    assert (variant.cut, variant.cut_seed, variant.colour) == (spec.cut, spec.cut_seed, "Teal")
    assert (shot.cut_seed, shot.colour, shot.second) == (spec.cut_seed, spec.colour, spec.second)
    assert shot.shot_seed != spec.shot_seed


def test_shares_are_read_from_short_notation() -> None:
    read = shares("Navy Blue 3, Red, Grey 0.5")
    assert read.values == ("Navy Blue", "Red", "Grey")
    assert read.weights == (3.0, 1.0, 0.5)
    with pytest.raises(ValueError):
        shares(" , ")
