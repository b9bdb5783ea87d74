from collections import Counter

from finetune.compact.splits import Split, split_of


def test_equal_pictures_fall_on_one_side() -> None:
    assert split_of(b"the same bytes") == split_of(b"the same bytes")


def test_the_sides_have_their_shares() -> None:
    counts = Counter(split_of(str(number).encode()) for number in range(20_000))
    assert abs(counts[Split.TEST] / 20_000 - 0.10) < 0.01
    assert abs(counts[Split.DEV] / 20_000 - 0.04) < 0.01


def test_the_side_of_a_picture_never_changes() -> None:
    """Moving a picture to another side would train on what was measured with."""
    sides = {text: split_of(text.encode()) for text in ("0", "4", "9", "30")}
    assert sides == {"0": Split.TRAIN, "4": Split.DEV, "9": Split.TEST, "30": Split.DEV}
