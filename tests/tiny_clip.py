"""A tiny CLIP made here: real code of a real library, random weights, no hub."""

import json
from pathlib import Path


def make_tiny_clip(folder: Path, *, hidden: int = 32, dimension: int = 16, seed: int = 5) -> Path:
    """Write a CLIP that reads letters and sees 32x32 pixels; sentence-transformers loads it.

    Args:
        folder: where it is written.
        hidden: width of both towers; another one is another architecture.
        dimension: length of an embedding.
        seed: of the weights.
    """
    import torch
    from transformers import (
        CLIPConfig,
        CLIPImageProcessor,
        CLIPModel,
        CLIPProcessor,
        CLIPTokenizer,
    )

    folder.mkdir(parents=True, exist_ok=True)
    letters = [chr(code) for code in range(33, 127)]
    tokens = [*letters, *(letter + "</w>" for letter in letters)]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({t: n for n, t in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    size = {"height": 32, "width": 32}
    processor = CLIPProcessor(CLIPImageProcessor(size=size, crop_size=size), tokenizer)
    tower = {"hidden_size": hidden, "intermediate_size": 2 * hidden, "num_hidden_layers": 2}
    ends = {"bos_token_id": len(tokens) - 2, "eos_token_id": len(tokens) - 1}
    text = tower | ends | {"num_attention_heads": 2, "vocab_size": len(tokens), "pad_token_id": 0}
    text |= {"max_position_embeddings": 77}
    vision = tower | {"num_attention_heads": 2, "image_size": 32, "patch_size": 16}
    torch.manual_seed(seed)
    model = CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=dimension))
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder
