"""The word network: texts to embeddings, in plain torch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from service.engine.compact.bert import Bert, BertSize
from service.engine.compact.head import ProjectionHead
from service.engine.compact.weights import CONFIG_FILE, load_half

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOKENIZER_FILE = "tokenizer.json"


class WordNetwork(nn.Module):
    """A small BERT, the mean of its states at unit length, and a projection head."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        *,
        vocabulary: int = 30_522,
        max_tokens: int = 128,
        width: int = 384,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1_536,
        hidden: int = 512,
        dimension: int = 256,
    ) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.max_tokens = max_tokens
        self.width = width
        self.layers = layers
        self.heads = heads
        self.inner = inner
        self.hidden = hidden
        self.dimension = dimension
        self.trunk = Bert(BertSize(vocabulary, max_tokens, width, layers, heads, inner))
        self.projection = ProjectionHead(width, hidden, dimension)
        tokenizer.enable_truncation(max_tokens)
        tokenizer.enable_padding()
        self.tokenizer = tokenizer

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a saved tower from a folder; the weights become single precision.

        Raises:
            FileNotFoundError: a file is missing.
            RuntimeError: the weights are of another architecture.
        """
        config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        network = cls(Tokenizer.from_file(str(folder / TOKENIZER_FILE)), **config)
        load_half(network, folder)
        return network.eval()

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: Any
    ) -> dict[str, Any]:
        """Texts, or dicts with one under "text", to token ids and their mask, (n, tokens)."""
        texts = [(prompt or "") + _text_in(entry) for entry in inputs]
        encoded = self.tokenizer.encode_batch(texts)
        return {
            "input_ids": torch.tensor([entry.ids for entry in encoded]),
            "attention_mask": torch.tensor([entry.attention_mask for entry in encoded]),
        }

    def embed(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Token ids and mask (n, tokens) to embeddings (n, dimension), not normalised."""
        return self.embed_even(ids) if bool(mask.all()) else self.embed_padded(ids, mask)

    def embed_even(self, ids: Tensor) -> Tensor:
        """See `embed`; all texts have as many tokens."""
        return self._project(self.trunk(ids, None))

    def embed_padded(self, ids: Tensor, mask: Tensor) -> Tensor:
        """See `embed`; some texts have fewer tokens than others."""
        return self._project(self.trunk(ids, mask))

    def _project(self, means: Tensor) -> Tensor:
        sentences = functional.normalize(means, dim=1)
        embeddings: Tensor = self.projection(sentences * self.width**0.5)
        return embeddings


def _text_in(entry: Any) -> str:
    text = entry.get("text") if isinstance(entry, dict) else entry
    if not isinstance(text, str):
        raise TypeError(f"text: expected a string, got {type(text).__name__}")
    return text
