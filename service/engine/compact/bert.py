"""A small BERT encoder: the trunk of the word tower.

Architecture: J. Devlin et al., "BERT" (2018), post-norm; the sizes are those of MiniLM-L6 (W. Wang
et al., 2020). The embedding of the one token type in use is part of the positions, and the three
attention projections are one matrix, which leaves less to do for a query of a few words.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

NORM_EPSILON = 1e-12


@dataclass(frozen=True)
class BertSize:
    """The sizes of a BERT encoder."""

    vocabulary: int = 30_522
    positions: int = 128
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1_536


class BertLayer(nn.Module):
    """Self-attention and a two-layer perceptron, each added to its input and normalised."""

    def __init__(self, size: BertSize) -> None:
        super().__init__()
        self.heads = size.heads
        self.attend = nn.Linear(size.width, 3 * size.width)
        self.gather = nn.Linear(size.width, size.width)
        self.attention_norm = nn.LayerNorm(size.width, NORM_EPSILON)
        self.widen = nn.Linear(size.width, size.inner)
        self.narrow = nn.Linear(size.inner, size.width)
        self.output_norm = nn.LayerNorm(size.width, NORM_EPSILON)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """(n, tokens, width) -> the same shape; mask (n, 1, 1, tokens) is True where to look."""
        count, tokens, width = states.shape
        parts = self.attend(states).view(count, tokens, 3, self.heads, width // self.heads)
        queries, keys, values = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        gathered = self.gather(seen.transpose(1, 2).reshape(count, tokens, width))
        states = self.attention_norm(states + gathered)
        inner = self.narrow(functional.gelu(self.widen(states)))
        normed: Tensor = self.output_norm(states + inner)
        return normed


class Bert(nn.Module):
    """Token ids to the mean of the last layer's states over the tokens."""

    def __init__(self, size: BertSize) -> None:
        super().__init__()
        self.size = size
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.positions = nn.Embedding(size.positions, size.width)
        self.norm = nn.LayerNorm(size.width, NORM_EPSILON)
        self.layers = nn.ModuleList(BertLayer(size) for _ in range(size.layers))

    def forward(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """Ids (n, tokens) and mask (n, tokens), 1 for a token and 0 for padding -> (n, width).

        Without a mask all are tokens.
        """
        states: Tensor = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        looked_at = None if mask is None else mask.bool()[:, None, None, :]
        for layer in self.layers:
            states = layer(states, looked_at)
        if mask is None:
            return states.mean(1)
        weights = mask.to(states.dtype)[..., None]
        return torch.sum(states * weights, 1) / weights.sum(1)
