"""What can stop a training run."""

from service.engine.errors import ModisteError


class TrainingError(ModisteError):
    """A run that cannot start or go on; the message names the thing and the repair."""


class ResumeError(TrainingError):
    """A run that cannot be continued: nothing there, other settings, or another architecture."""
