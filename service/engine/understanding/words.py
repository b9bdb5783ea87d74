"""The catalogue's own words: counted when it is ingested, read when it is searched."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from service.engine.product import Product

FILE_NAME: Final = "words.json"
# A shop of a million products has fewer words than this in use; the rarest go first.
MAX_WORDS: Final = 50_000
_WORD = re.compile(r"[^\W\d_]{2,40}", re.UNICODE)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, without numbers."""
    return [word.casefold() for word in _WORD.findall(text)]


def spoken(product: Product) -> list[str]:
    """Return a product's title, brand and attributes; descriptions ramble."""
    values = [v for v in product.attributes.values() if isinstance(v, str)]
    return [text for text in (product.title, product.brand, *values) if text]


class WordCounts:
    """In how many products each word occurs; memory is bounded while counting."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, product: Product) -> None:
        """Count a product's words."""
        self._counts.update(set(words_of(" ".join(spoken(product)))))
        if len(self._counts) > 4 * MAX_WORDS:
            self._counts = Counter(dict(self._counts.most_common(2 * MAX_WORDS)))

    def to_text(self) -> str:
        """Return the words as a generation keeps them."""
        return json.dumps(dict(self._counts.most_common(MAX_WORDS)), ensure_ascii=False)

    def write(self, folder: Path) -> None:
        """Write the words into a generation's folder."""
        (folder / FILE_NAME).write_text(self.to_text(), encoding="utf-8")


def parse_words(text: str | None) -> Mapping[str, int]:
    """Read what `WordCounts.to_text` returned; empty for a generation without it."""
    return {str(word): int(count) for word, count in json.loads(text or "{}").items()}


def read_words(folder: Path) -> Mapping[str, int]:
    """Read what `WordCounts.write` wrote; empty for a generation without it."""
    path = folder / FILE_NAME
    return parse_words(path.read_text(encoding="utf-8") if path.is_file() else None)
