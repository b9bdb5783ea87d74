"""The word tower: texts to embeddings, as a sentence-transformers module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from service.engine.compact.bert import Bert, BertSize
from service.engine.compact.head import ProjectionHead
from service.engine.compact.weights import load_half, save_half

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKENIZER_FILE = "tokenizer.json"


class WordTower(InputModule):
    """A small BERT, the mean of its states at unit length, and a projection head."""

    config_keys: list[str] = [  # noqa: RUF012 - the library declares it so
        "vocabulary",
        "max_tokens",
        "width",
        "layers",
        "heads",
        "inner",
        "hidden",
        "dimension",
    ]
    save_in_root = False

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
        super().__init__()  # type: ignore[no-untyped-call]
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

    @property
    def modalities(self) -> list[Any]:
        """Texts only."""
        return ["text"]

    def get_embedding_dimension(self) -> int:
        """The length of an embedding."""
        return self.dimension

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
        sentences = functional.normalize(self.trunk(ids, mask), dim=1)
        embeddings: Tensor = self.projection(sentences * self.width**0.5)
        return embeddings

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add "sentence_embedding" (n, dimension) to the features."""
        features["sentence_embedding"] = self.embed(
            features["input_ids"], features["attention_mask"]
        )
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the configuration, the tokenizer and the weights, in half precision."""
        Path(output_path).mkdir(parents=True, exist_ok=True)
        self.save_config(output_path)
        self.tokenizer.save(str(Path(output_path) / TOKENIZER_FILE))
        save_half(self, Path(output_path))

    @classmethod
    def load(  # type: ignore[override]  # what concerns hubs is taken in kwargs, and left unread
        cls, model_name_or_path: str, subfolder: str = "", **_: Any
    ) -> Self:
        """Read what `save` wrote into a local folder; the weights become single precision."""
        folder = Path(model_name_or_path) / subfolder
        config = cls.load_config(model_name_or_path, subfolder=subfolder)
        tower = cls(Tokenizer.from_file(str(folder / TOKENIZER_FILE)), **config)
        load_half(tower, folder)
        return tower.eval()


def _text_in(entry: Any) -> str:
    text = entry.get("text") if isinstance(entry, dict) else entry
    if not isinstance(text, str):
        raise TypeError(f"text: expected a string, got {type(text).__name__}")
    return text
