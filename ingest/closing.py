"""Closing at the end of a `with`, however it ends."""

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """What is used in a `with` and closed behind it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Release everything."""
