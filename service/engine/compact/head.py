"""The projection from a tower's features into the space that words and pictures share."""

from __future__ import annotations

from torch import Tensor, nn


class ProjectionHead(nn.Module):
    """A linear map plus a two-layer correction, (n, inputs) -> (n, dimension); not normalised."""

    def __init__(self, inputs: int, hidden: int, dimension: int) -> None:
        super().__init__()
        self.direct = nn.Linear(inputs, dimension)
        self.hidden = nn.Linear(inputs, hidden)
        self.correction = nn.Linear(hidden, dimension)
        self.activation = nn.GELU()

    def forward(self, features: Tensor) -> Tensor:
        """(n, inputs) -> (n, dimension)."""
        corrected: Tensor = self.correction(self.activation(self.hidden(features)))
        direct: Tensor = self.direct(features)
        return corrected + direct
