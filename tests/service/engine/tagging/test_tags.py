import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine.product import Product
from service.engine.tagging.labels import Labels
from service.engine.tagging.tags import Neighbour, tag, votes, zero_shot

HUES = ("Red", "Blue", "Green")
COLOURS = Labels("hue", "colour", HUES, np.eye(3, 4, dtype=np.float32), (10, 10, 10))
RED = np.array([1, 0, 0, 0], dtype=np.float32)


def neighbour(cosine: float, **attributes: str | tuple[str, ...]) -> Neighbour:
    return Neighbour(Product("1", attributes=attributes), cosine)


def test_the_model_alone_prefers_the_nearest_value() -> None:
    shares = zero_shot(COLOURS, RED)
    assert max(shares, key=lambda value: shares[value]) == "Red"
    assert sum(shares.values()) == pytest.approx(1)


def test_of_two_values_that_look_alike_the_common_one_is_likelier() -> None:
    between = np.array([0.5, 0.5, 0, 0.7], dtype=np.float32)
    vectors = np.eye(3, 4, dtype=np.float32)
    shares = zero_shot(Labels("hue", "colour", HUES, vectors, (10, 90, 10)), between)
    assert shares["Blue"] > 2 * shares["Red"] > 2 * shares["Green"]


def test_a_facet_with_one_value_is_sure_of_it() -> None:
    alone = Labels("hue", "colour", ("Red",), np.eye(1, 4, dtype=np.float32), (3,))
    assert zero_shot(alone, RED) == {"Red": 1.0}


def test_nearer_neighbours_have_more_to_say() -> None:
    shares = votes("hue", [neighbour(0.9, hue="Blue"), neighbour(0.5, hue="Red")])
    assert shares["Blue"] > 0.9
    assert sum(shares.values()) == pytest.approx(1)


def test_neighbours_without_the_attribute_abstain() -> None:
    assert votes("hue", [neighbour(0.9), neighbour(0.5, hue="Red")]) == {"Red": 1.0}
    assert votes("hue", [neighbour(0.9)]) == {}
    assert votes("hue", []) == {}


def test_a_product_with_several_values_divides_its_vote() -> None:
    assert votes("hue", [neighbour(0.9, hue=("Red", "Blue"))]) == {"Red": 0.5, "Blue": 0.5}


def test_model_and_neighbours_are_mixed() -> None:
    alone = tag([COLOURS], RED, [])["hue"]
    mixed = tag([COLOURS], RED, [neighbour(0.9, hue="Blue")])["hue"]
    assert alone[0].value == "Red"
    assert mixed[0].value == "Blue"
    assert {one.value: one.confidence for one in mixed}["Red"] > 0.01


def test_a_value_that_only_a_neighbour_has_is_offered() -> None:
    assert tag([COLOURS], RED, [neighbour(0.9, hue="Mauve")])["hue"][0].value == "Mauve"


def test_a_field_without_values_is_left_out() -> None:
    empty = Labels("none", "colour", (), np.empty((0, 4), dtype=np.float32), ())
    assert tag([empty], RED, []) == {}


@given(
    seed=st.integers(0, 1_000),
    hues=st.lists(st.sampled_from(["Red", "Blue", "Green", "Mauve", "Pink", "Teal"]), max_size=20),
)
def test_confidences_are_falling_probabilities(seed: int, hues: list[str]) -> None:
    rng = np.random.default_rng(seed)
    vector = rng.standard_normal(4).astype(np.float32)
    cosines = sorted(rng.uniform(-1, 1, len(hues)), reverse=True)
    near = [neighbour(c, hue=hue) for c, hue in zip(cosines, hues, strict=True)]
    found = tag([COLOURS], vector / np.linalg.norm(vector), near)["hue"]
    confidences = [one.confidence for one in found]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1 + 1e-9
    assert len({one.value for one in found}) == len(found) <= 5
