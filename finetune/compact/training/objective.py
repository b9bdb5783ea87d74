"""The losses: words against pictures, pictures against pictures, and attribute classification."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

NEVER = -1e4


def judged_contrast(logits: Tensor, verdicts: Tensor) -> Tensor:
    """Cross-entropy of each row against its positives in equal shares.

    InfoNCE (van den Oord et al., 2018) with several positives, as in supervised contrastive
    learning (Khosla et al., 2020). Unjudged pairs (1) are left out of the sum; rows without a
    positive count nothing.

    Args:
        logits: (n, m).
        verdicts: (n, m) of 2 (positive), 1 (unjudged), 0 (negative).
    """
    logits = logits.masked_fill(verdicts == 1, NEVER)
    positive = (verdicts > 1).to(logits.dtype)
    counts = positive.sum(1)
    spread = functional.log_softmax(logits, 1)
    losses = -(positive * spread).sum(1) / counts.clamp_min(1)
    judged = (counts > 0).to(logits.dtype)
    return (losses * judged).sum() / judged.sum().clamp_min(1)


def any_positive(logits: Tensor, verdicts: Tensor) -> Tensor:
    """Cross-entropy of each row against its positives together: one that is near is enough.

    MIL-NCE (Miech et al., "End-to-end learning of visual representations from uncurated
    instructional videos", 2020). What fits a wish is of many kinds, of which a search shows the
    nearest; to be as near to all of them as to any is more than it takes. Unjudged pairs (1) are
    left out; rows without a positive count nothing.

    Args:
        logits: (n, m).
        verdicts: (n, m) of 2 (positive), 1 (unjudged), 0 (negative).
    """
    positive = verdicts > 1
    everything = logits.masked_fill(verdicts == 1, NEVER).logsumexp(1)
    losses = everything - logits.masked_fill(~positive, NEVER).logsumexp(1)
    judged = positive.any(1).to(logits.dtype)
    return (losses * judged).sum() / judged.sum().clamp_min(1)


def judged_sigmoid(logits: Tensor, verdicts: Tensor, bias: Tensor) -> Tensor:
    """Each pair by itself, as a yes or a no; unjudged pairs (1) are left out.

    The sigmoid loss of X. Zhai et al., "Sigmoid loss for language image pre-training" (2023),
    summed over a row's pairs.

    Args:
        logits: (n, m), scaled cosines.
        verdicts: (n, m) of 2 (positive), 1 (unjudged), 0 (negative).
        bias: scalar, learned; pairs are mostly negatives.
    """
    signs = (verdicts > 1).to(logits.dtype) * 2 - 1
    losses = -functional.logsigmoid(signs * (logits + bias))
    return losses.masked_fill(verdicts == 1, 0.0).sum(1).mean()


def graded_contrast(logits: Tensor, grades: Tensor, excluded: Tensor) -> Tensor:
    """Cross-entropy of each row against a target spread in proportion to its grades (>= 0).

    Args:
        logits: (n, m).
        grades: (n, m), how alike each pair is.
        excluded: (n, m) bool; pairs left out, such as a picture with itself.
    """
    logits = logits.masked_fill(excluded, NEVER)
    grades = grades.masked_fill(excluded, 0.0)
    total = grades.sum(1)
    losses = -(grades * functional.log_softmax(logits, 1)).sum(1) / total.clamp_min(1e-6)
    judged = (total > 0).to(logits.dtype)
    return (losses * judged).sum() / judged.sum().clamp_min(1)


class AttributeProxies(nn.Module):
    """One direction per value of each column; a picture is classified by its cosine with them.

    Normalised softmax (Zhai and Wu, "Classification is a strong baseline for deep metric learning",
    2019). The directions are dropped after training.
    """

    def __init__(self, sizes: dict[str, int], dimension: int, *, scale: float = 20.0) -> None:
        super().__init__()
        self.scale = scale
        self.proxies = nn.ParameterDict(
            {
                column: nn.Parameter(torch.randn(size, dimension) * 0.05)
                for column, size in sizes.items()
            }
        )

    def forward(self, embeddings: Tensor, codes: dict[str, Tensor]) -> Tensor:
        """Mean cross-entropy over the columns; codes of -1 are left out.

        Args:
            embeddings: (n, dimension), rows of unit length.
            codes: column -> (n,) int64.
        """
        losses = []
        for column, proxies in self.proxies.items():
            known = codes[column] >= 0
            if bool(known.any()):
                logits = self.scale * embeddings[known] @ functional.normalize(proxies, dim=1).T
                losses.append(functional.cross_entropy(logits, codes[column][known]))
        return torch.stack(losses).mean() if losses else embeddings.sum() * 0.0
