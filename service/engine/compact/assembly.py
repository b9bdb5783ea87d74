"""Both towers as one SentenceTransformer: texts go to one, pictures to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules.normalize import Normalize
from sentence_transformers.base.modules.router import Router

if TYPE_CHECKING:
    from service.engine.compact.picture_tower import PictureTower
    from service.engine.compact.word_tower import WordTower


def assemble(words: WordTower, pictures: PictureTower) -> SentenceTransformer:
    """A model on the CPU whose `encode` takes {"text": ...} and PIL pictures; rows of unit length.

    Raises:
        ValueError: the towers' embeddings are not of one length.
    """
    if words.dimension != pictures.dimension:
        raise ValueError(
            f"the word tower gives {words.dimension} numbers, the picture tower "
            f"{pictures.dimension}: build both with one dimension"
        )
    router = Router(
        sub_modules={"text": [words], "image": [pictures]},
        route_mappings={(None, "text"): "text", (None, "image"): "image"},
        allow_empty_key=False,
    )
    return SentenceTransformer(modules=[router, Normalize()], device="cpu")
