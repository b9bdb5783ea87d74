"""Training and dev side: by picture, the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finetune.compact.splits import Split, split_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Split", "fill_dev", "split_of"]

# Recall over fewer pictures is noise.
LEAST_DEV = 64
MOST_DEV_SHARE = 0.2


def fill_dev(digests: Sequence[str], sides: Sequence[Split]) -> list[Split]:
    """Move pictures of a small catalogue from the training to the dev side.

    The smallest digests are moved first, until there are `LEAST_DEV` dev products or a fifth of
    all; equal pictures move together.
    """
    wanted = min(LEAST_DEV, int(MOST_DEV_SHARE * len(digests)))
    missing = wanted - sum(side is Split.DEV for side in sides)
    moved: set[str] = set()
    for digest in sorted(d for d, side in zip(digests, sides, strict=True) if side is Split.TRAIN):
        if missing <= 0 and digest not in moved:
            break
        moved.add(digest)
        missing -= 1
    return [
        Split.DEV if digest in moved else side for digest, side in zip(digests, sides, strict=True)
    ]
