"""The processes that train together, as far as a run needs to know them."""

from typing import Protocol


class Processes(Protocol):
    """The processes that train together; `accelerate.PartialState` is one."""

    @property
    def num_processes(self) -> int:
        """How many there are."""

    @property
    def is_main_process(self) -> bool:
        """Whether this is the one that writes and tells."""

    def wait_for_everyone(self) -> None:
        """Wait until all are here."""
