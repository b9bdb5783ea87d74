"""A tiny CLIP made here: real code of a real library, random weights, no hub."""

import json
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that sentence-transformers loads as a CLIP with 16 numbers a vector."""
    import torch
    from transformers import (
        CLIPConfig,
        CLIPImageProcessor,
        CLIPModel,
        CLIPProcessor,
        CLIPTokenizer,
    )

    folder = tmp_path_factory.mktemp("tiny-clip")
    letters = [chr(code) for code in range(33, 127)]
    tokens = [*letters, *(letter + "</w>" for letter in letters)]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({t: n for n, t in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    size = {"height": 32, "width": 32}
    processor = CLIPProcessor(CLIPImageProcessor(size=size, crop_size=size), tokenizer)
    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    ends = {"bos_token_id": len(tokens) - 2, "eos_token_id": len(tokens) - 1}
    text = tower | ends | {"num_attention_heads": 2, "vocab_size": len(tokens), "pad_token_id": 0}
    text |= {"max_position_embeddings": 77}
    vision = tower | {"num_attention_heads": 2, "image_size": 32, "patch_size": 16}
    torch.manual_seed(5)
    model = CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=16))
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder
