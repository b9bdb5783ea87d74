"""Sides: what is trained on, and what measures."""

from hashlib import sha1

from finetune.training.data.sides import LEAST_DEV, Split, fill_dev, split_of


def digest(number: int) -> str:
    return sha1(str(number).encode(), usedforsecurity=False).hexdigest()


def test_a_small_catalogue_gets_a_fifth_to_measure_by() -> None:
    digests = [digest(number) for number in range(100)]
    sides = fill_dev(digests, [Split.TRAIN] * 100)
    assert sides.count(Split.DEV) == 20


def test_a_large_catalogue_keeps_its_sides() -> None:
    digests = [digest(number) for number in range(1_000)]
    sides = [Split.DEV] * LEAST_DEV + [Split.TRAIN] * (1_000 - LEAST_DEV)
    assert fill_dev(digests, sides) == sides


def test_equal_pictures_move_together() -> None:
    digests = [digest(number // 10) for number in range(50)]
    sides = fill_dev(digests, [Split.TRAIN] * 50)
    assert sides.count(Split.DEV) == 10
    for same in set(digests):
        assert len({s for d, s in zip(digests, sides, strict=True) if d == same}) == 1


def test_the_side_of_a_picture_is_of_its_bytes_alone() -> None:
    pictures = [str(number).encode() for number in range(2_000)]
    sides = [split_of(picture) for picture in pictures]
    assert sides == [split_of(bytes(picture)) for picture in pictures]
    assert 0.07 < sides.count(Split.TEST) / 2_000 < 0.13
