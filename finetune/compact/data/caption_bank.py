"""Sentence embeddings of captions by a frozen model, each text embedded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from torch.nn import functional

from finetune.compact.base import sentence_model_folder

if TYPE_CHECKING:
    from pathlib import Path

    from service.engine.compact.word_tower import WordTower

BATCH = 128
MAX_TOKENS = 64

Sentences: TypeAlias = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts, the shortest first, to unit rows (n, 384)."""


def base_sentences() -> Sentences:
    """The public base model.

    Raises:
        MissingBaseError: its package is not installed.
    """
    model = SentenceTransformer(str(sentence_model_folder()), device="cpu")
    model.max_seq_length = MAX_TOKENS

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        with torch.autocast("cpu", torch.bfloat16):
            rows = model.encode(
                [{"text": text} for text in texts],
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(rows, dtype=np.float32)

    return encode


def trunk_sentences(tower: WordTower) -> Sentences:
    """The trunk of a word tower that was trained before."""

    @torch.inference_mode()
    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        parts = []
        for start in range(0, len(texts), BATCH):
            inputs = tower.preprocess(texts[start : start + BATCH])
            with torch.autocast("cpu", torch.bfloat16):
                states = tower.trunk(inputs["input_ids"], inputs["attention_mask"])
            parts.append(functional.normalize(states.float(), dim=1).numpy())
        return np.concatenate(parts)

    return encode


class CaptionBank:
    """Text -> unit sentence embedding (384,), float16, grown as texts come and kept in a folder."""

    def __init__(self, folder: Path, sentences: Sentences) -> None:
        self._folder = folder
        self._sentences = sentences
        self._places: dict[str, int] = {}
        self._vectors: list[NDArray[np.float16]] = []
        self._table: NDArray[np.float16] | None = None
        saved = folder / "captions.npz"
        if saved.exists():
            with np.load(saved, allow_pickle=False) as stored:
                texts = bytes(stored["texts"]).decode().split("\n")
                self._places = {text: place for place, text in enumerate(texts)}
                self._vectors = [stored["vectors"]]

    def __len__(self) -> int:
        return len(self._places)

    def add(self, texts: Sequence[str]) -> int:
        """Embed those texts that are new; returns how many were."""
        fresh = sorted({text for text in texts if text not in self._places}, key=len)
        if not fresh:
            return 0
        vectors = self._sentences(fresh)
        for text in fresh:
            self._places[text] = len(self._places)
        self._vectors.append(np.asarray(vectors, dtype=np.float16))
        self._table = None
        return len(fresh)

    def places(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """The rows of these texts in `table`."""
        return np.array([self._places[text] for text in texts], np.int64)

    @property
    def table(self) -> NDArray[np.float16]:
        """(texts, 384)."""
        if self._table is None:
            self._table = np.concatenate(self._vectors)
            self._vectors = [self._table]
        return self._table

    def save(self) -> None:
        """Write texts and vectors, so that a resumed run embeds nothing twice."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / "captions.part.npz"
        texts = np.frombuffer("\n".join(self._places).encode(), dtype=np.uint8)
        np.savez(part, texts=texts, vectors=self.table)
        part.replace(self._folder / "captions.npz")
