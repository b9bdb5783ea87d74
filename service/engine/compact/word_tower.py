"""The word tower: the word network as a sentence-transformers module."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from sentence_transformers.base.modules.input_module import InputModule

from service.engine.compact.weights import save_half
from service.engine.compact.word_network import TOKENIZER_FILE, WordNetwork


class WordTower(WordNetwork, InputModule):  # type: ignore[misc]  # its own kind of tokenizer
    """See `WordNetwork`."""

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

    @property
    def modalities(self) -> list[Any]:
        """Texts only."""
        return ["text"]

    def get_embedding_dimension(self) -> int:
        """The length of an embedding."""
        return self.dimension

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
        """Read what `save` wrote into a local folder."""
        return cls.read(Path(model_name_or_path) / subfolder)
