"""Errors of an evaluation."""

from service.engine.errors import ModisteError


class EvaluationError(ModisteError):
    """An evaluation that cannot be done as asked; the message names the option and the repair."""


class RefusedError(ModisteError):
    """A candidate that is worse than the model in service; the message says by what."""
