"""A tiny catalogue drawn by the test: squares and discs in three colours, and photos of shirts."""

from hashlib import sha1
from random import Random

import numpy as np

from finetune.compact.data.corpus import Corpus, Row
from finetune.compact.data.judging import Caption, Rule
from finetune.compact.splits import Split

COLOURS = {"Red": (200, 30, 30), "Blue": (30, 40, 200), "Green": (30, 150, 60)}
TYPES = ("Tshirts", "Dresses")


def catalogue(count: int, *, split: Split = Split.TRAIN) -> Corpus:
    random = np.random.default_rng(5)
    pixels = np.full((count, 80, 60, 3), 255, dtype=np.uint8)
    rows = []
    for place in range(count):
        colour = list(COLOURS)[place % 3]
        kind = TYPES[place % 2]
        bottom = 40 if kind == "Tshirts" else 70
        shade = np.array(COLOURS[colour]) + random.integers(-20, 20, 3)
        pixels[place, 10:bottom, 15:45] = np.clip(shade, 0, 255)
        rows.append(_row(place, pixels[place], split, colour, kind))
    return Corpus("studio", tuple(rows), pixels)


def _row(place: int, pixels: np.ndarray, split: Split, colour: str, kind: str) -> Row:
    attributes = {"articleType": kind, "baseColour": colour, "gender": "Women"}
    digest = sha1(pixels.tobytes(), usedforsecurity=False).hexdigest()
    return Row(str(place), f"Brand Women {colour} {kind} {place}", split, digest, attributes)


def photos(labels: list[str]) -> Corpus:
    pixels = np.full((len(labels), 160, 120, 3), 120, dtype=np.uint8)
    rows = tuple(
        Row(f"photo-{place}", "", Split.TRAIN, f"photo-{place}", {"label": label, "kids": "false"})
        for place, label in enumerate(labels)
    )
    return Corpus("photos", rows, pixels)


def caption_of(row: Row, random: Random) -> Caption:
    if "label" in row.attributes:
        label = row.attributes["label"]
        return Caption(label.lower(), Rule((((("label",)), frozenset({label})),)))
    if random.random() < 0.3:
        return Caption(row.title, None)
    colour, kind = row.attributes["baseColour"], row.attributes["articleType"]
    conditions = ((("baseColour",), frozenset({colour})), (("articleType",), frozenset({kind})))
    return Caption(f"{colour} {kind}".lower(), Rule(conditions))


class HashedSentences:
    """Sentence embeddings that are random but for the words of the text."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._texts: list[str] = []

    @property
    def table(self) -> np.ndarray:
        rows = np.stack([self._vector(text) for text in self._texts])
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit.astype(np.float16)

    def places(self, texts: list[str]) -> np.ndarray:
        for text in texts:
            if text not in self._texts:
                self._texts.append(text)
        return np.array([self._texts.index(text) for text in texts], dtype=np.int64)

    def _vector(self, text: str) -> np.ndarray:
        words = [
            int(sha1(w.encode(), usedforsecurity=False).hexdigest()[:8], 16)
            for w in text.lower().split()
        ]
        return sum(np.random.default_rng(seed).normal(size=self._width) for seed in words)
