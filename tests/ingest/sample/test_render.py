"""Pictures drawn from specifications."""

from dataclasses import replace

import numpy as np
import pytest

from ingest.sample.draw import draw_spec, draw_specs
from ingest.sample.kinds import KINDS, Kind
from ingest.sample.render import render_product
from ingest.sample.shapes.registry import SHAPES
from ingest.sample.spec import Spec

SMALL = (90, 120)


def spec_of(article_type: str, **asked: str) -> Spec:
    kind = next(k for k in KINDS if k.article_type == article_type)
    return draw_spec(kind, np.random.default_rng(3), **asked)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.article_type)
def test_every_cut_of_every_article_type_is_drawn_on_a_light_background(kind: Kind) -> None:
    rng = np.random.default_rng(11)
    for cut in kind.cut.values:
        picture = render_product(draw_spec(kind, rng, cut=cut), SMALL)
        pixels = np.asarray(picture, dtype=np.float32)
        corners = pixels[[0, 0, -1], [0, -1, 0]]
        inked = np.abs(pixels - corners[0]).max(axis=2) > 12
        assert picture.size == SMALL
        assert picture.mode == "RGB"
        assert corners.min() > 200, f"{cut}: the background is dark"
        assert 0.02 < inked.mean() < 0.75, f"{cut}: covers {inked.mean():.0%} of the picture"


def test_a_specification_gives_the_same_bytes_every_time() -> None:
    for spec in draw_specs(12, seed=5):
        assert render_product(spec, SMALL).tobytes() == render_product(spec, SMALL).tobytes()


def test_another_shot_of_a_product_is_alike_but_not_equal() -> None:
    spec = spec_of("Handbags", cut="tote", colour="Red")
    first = np.asarray(render_product(spec, SMALL), dtype=np.float32)
    second = np.asarray(render_product(replace(spec, shot_seed=spec.shot_seed + 1), SMALL), float)
    stranger = np.asarray(render_product(spec_of("Socks", colour="Red"), SMALL), float)
    apart = np.abs(first - second).mean()
    assert 0 < apart < np.abs(first - stranger).mean()


def test_the_colour_asked_for_is_the_colour_seen() -> None:
    asked = replace(spec_of("Dresses", cut="bodycon", colour="Red"), pattern="Solid")
    middle = np.asarray(render_product(asked, SMALL), dtype=np.float32)[50:70, 40:50].mean((0, 1))
    assert middle[0] > 2 * middle[1]
    assert middle[0] > 2 * middle[2]


def test_a_picture_may_have_any_size_and_keeps_the_product_in_proportion() -> None:
    assert render_product(spec_of("Ties"), (60, 80)).size == (60, 80)
    assert render_product(spec_of("Ties"), (128, 96)).size == (128, 96)


@pytest.mark.parametrize("size", [(0, 10), (23, 300), (300, 2001)])
def test_a_size_out_of_bounds_is_refused_with_the_bounds(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError) as refused:
        render_product(spec_of("Ties"), size)
    assert "24 to 2000" in str(refused.value)


def test_every_kind_has_a_shape_and_every_shape_a_kind() -> None:
    assert {kind.article_type for kind in KINDS} == set(SHAPES)
