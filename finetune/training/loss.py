"""The contrastive loss: symmetric InfoNCE with gradient caching that masks false negatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers.sentence_transformer.losses import CachedMultipleNegativesRankingLoss
from sentence_transformers.util import all_gather, all_gather_with_grad, get_rank
from torch import Tensor

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# (draws whose captions, positions of products) -> which are true of which
TruthMatrix = Callable[[Sequence[int], NDArray[np.int64]], NDArray[np.bool_]]
# draw -> position of its picture, then of its hard negatives
Positions = Callable[[int], list[int]]


class MaskedRankingLoss(CachedMultipleNegativesRankingLoss):
    """InfoNCE in both directions, without pairs that are known to be true.

    A caption is scored against all pictures of the batch (hard negatives included), a picture
    against all captions; the two cross entropies are averaged. A caption that is true of another
    picture is no negative for it: its score is left out of the sum.

    Sources: Radford et al., "Learning transferable visual models from natural language
    supervision" (2021), for the symmetric loss; Gao et al., "Scaling deep contrastive learning
    batch size under memory limited setup" (2021), for gradient caching.

    Args:
        model: embeds captions and pictures.
        truth: see `TruthMatrix`.
        positions: see `Positions`.
        scale: inverse temperature.
        mini_batch_size: pairs embedded at once.
        gather: score against the batches of all processes.
    """

    def __init__(
        self,
        model: SentenceTransformer,
        *,
        truth: TruthMatrix,
        positions: Positions,
        scale: float,
        mini_batch_size: int,
        gather: bool,
    ) -> None:
        super().__init__(
            model,
            scale=scale,
            mini_batch_size=mini_batch_size,
            gather_across_devices=gather,
            directions=("query_to_doc", "doc_to_query"),
            partition_mode="per_direction",
        )
        self._truth = truth
        self._positions = positions
        self._masks: tuple[list[int], Tensor, Tensor] | None = None

    def calculate_loss(
        self, reps: list[list[Tensor]], labels: Tensor | None = None, *, with_backward: bool = False
    ) -> Tensor:
        """Return the mean loss of this process's pairs.

        Args:
            reps: embeddings by column and mini-batch: captions, pictures, hard negatives.
            labels: (pairs,) the draws.
            with_backward: propagate to the embeddings chunk by chunk, and return the loss alone.
        """
        if labels is None:
            raise ValueError("labels: the draws are missing, by which false negatives are masked")
        captions = torch.cat(reps[0])
        pictures = [torch.cat(column) for column in reps[1:]]
        own = len(captions)
        if self.gather_across_devices:
            captions = all_gather_with_grad(captions)
            pictures = [all_gather_with_grad(column) for column in pictures]
            labels = all_gather(labels)
        first = get_rank() * own if self.gather_across_devices else 0
        of_captions, of_pictures = self._mask(labels, len(pictures), first, own)
        everything = torch.cat(pictures)
        total: Tensor | float = 0.0
        for begin in range(0, own, self.mini_batch_size):
            end = min(begin + self.mini_batch_size, own)
            mine = slice(first + begin, first + end)
            to_pictures = self.similarity_fct(captions[mine], everything) * self.scale
            to_captions = self.similarity_fct(pictures[0][mine], captions) * self.scale
            right = to_pictures.diagonal(first + begin)
            sums = torch.logsumexp(
                to_pictures.masked_fill(of_captions[begin:end], -torch.inf), 1
            ) + torch.logsumexp(to_captions.masked_fill(of_pictures[begin:end], -torch.inf), 1)
            loss = (sums / 2 - right).sum() / own
            if with_backward:
                loss.backward()  # type: ignore[no-untyped-call]
                loss = loss.detach()
            total = total + loss
        return torch.as_tensor(total)

    def _mask(self, labels: Tensor, columns: int, first: int, own: int) -> tuple[Tensor, Tensor]:
        """Return where a score is of a true pair other than the own one.

        Returns:
            (own captions, all pictures of all columns), (own pictures, all captions)
        """
        draws: list[int] = labels.tolist()
        if self._masks is None or self._masks[0] != draws:
            positions = np.array([self._positions(draw)[:columns] for draw in draws], np.int64).T
            mine = slice(first, first + own)
            diagonal = np.arange(own)
            of_captions = self._truth(draws[mine], positions.ravel())
            of_captions[diagonal, first + diagonal] = False
            of_pictures = self._truth(draws, positions[0, mine]).T.copy()
            of_pictures[diagonal, first + diagonal] = False
            self._masks = (
                draws,
                torch.from_numpy(of_captions).to(labels.device),
                torch.from_numpy(of_pictures).to(labels.device),
            )
        return self._masks[1], self._masks[2]

    def get_config_dict(self) -> dict[str, Any]:
        """Return what a model card says of the loss."""
        return super().get_config_dict() | {"false_negatives": "masked"}
