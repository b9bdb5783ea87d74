"""What every engine does: tasks in, the same tasks with their pictures embedded out."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor
from typing import Final, Protocol, TypeVar

from ingest.indexing.comparing import Task
from ingest.indexing.writing import Embedded

_T = TypeVar("_T")

# Unchanged products cost no picture work, so many go through at once.
_MOST: Final = 2_048


class Engine(Protocol):
    """Decodes and embeds pictures, in the order of the catalogue."""

    @property
    def seconds(self) -> float:
        """Spent in the model so far, by all that compute together."""

    @property
    def pictures(self) -> int:
        """Embedded so far."""

    def embed(self, tasks: Iterable[Task], *, pool: Executor) -> Generator[list[Embedded]]:
        """Do the picture work of all tasks, and yield them in batches, in their order.

        Args:
            tasks: are taken as they are needed; what is held at once does not grow with them.
            pool: threads of this process that may be used.

        Raises:
            DistributedError: when other machines cannot do their part.
        """


def batches(
    tasks: Iterable[_T], *, pictures: int, counts: Callable[[_T], bool]
) -> Iterator[list[_T]]:
    """Gather until there are so many pictures to embed, or very many tasks without one."""
    batch: list[_T] = []
    to_embed = 0
    for one in tasks:
        batch.append(one)
        to_embed += counts(one)
        if to_embed == pictures or len(batch) == _MOST:
            yield batch
            batch, to_embed = [], 0
    if batch:
        yield batch
