"""Products that left the catalogue, and how many may leave at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.indexing.marks import Marks
from service.engine.errors import CatalogueError
from service.engine.index.home import Writer as IndexWriter
from service.engine.index.manifest import Manifest

MOST_DELETED: Final = 0.2
# So few missing pictures are no folder that is gone.
_FEW: Final = 20
_BATCH: Final = 1_000


class TooManyDeletedError(CatalogueError):
    """More products would leave than may leave without a word."""


def gone(index: IndexWriter, kept: Marks) -> list[tuple[str, str]]:
    """Return (point id, product id) of what the index has and the catalogue has no more."""
    return [
        (record.point_id, record.payload["id"])
        for record in index.stored(["id"])
        if record.payload["id"] not in kept
    ]


def delete(index: IndexWriter, point_ids: list[str]) -> None:
    """Delete points, some at a time."""
    for start in range(0, len(point_ids), _BATCH):
        index.delete(point_ids[start : start + _BATCH])


@dataclass(frozen=True, slots=True)
class Loss:
    """What the live generation has and the new one would not.

    Attributes:
        products: of the live generation.
        deleted: of those, how many would leave.
        pictures: products with a picture in the live generation.
        unpictured: how many fewer there would be.
    """

    products: int
    deleted: int
    pictures: int
    unpictured: int

    @classmethod
    def of(cls, live: Manifest | None, *, products: int, with_picture: int, deleted: int) -> "Loss":
        """Compare what was written with the live generation.

        Args:
            live: its manifest; `None` when nothing can be lost.
            products: how many the new generation holds.
            with_picture: of those.
            deleted: products that would be deleted one by one.
        """
        if live is None:
            return cls(0, 0, 0, 0)
        # A generation that began empty deletes nothing, it lacks.
        fewer = max(deleted, live.products - products)
        unpictured = max(live.with_picture - with_picture - fewer, 0)
        return cls(live.products, fewer, live.with_picture, unpictured)

    @property
    def problem(self) -> str | None:
        """Why so much is not lost without being asked, or `None`."""
        return next(self._problems(), None)

    def check(self) -> None:
        """Refuse to lose much at once: it is a broken export more often than a sale's end.

        Raises:
            TooManyDeletedError: saying how much, and what to do.
        """
        if self.problem is not None:
            raise TooManyDeletedError(
                f"{self.problem}; the live index is as it was. If that is right, run it again with "
                "--allow-deletes; if the catalogue holds changes only, with --partial; if it is "
                "another catalogue, give it a folder of its own (--data)"
            )

    def _problems(self) -> Iterator[str]:
        most = f"{MOST_DELETED:.0%} at most are taken without being asked"
        if self.deleted > MOST_DELETED * self.products:
            share = self.deleted / self.products
            yield (
                f"{self.deleted:,} of {self.products:,} products ({share:.1%}) are not in the "
                f"catalogue any more, and {most}"
            )
        if self.unpictured > max(MOST_DELETED * self.pictures, _FEW):
            share = self.unpictured / self.pictures
            yield (
                f"{self.unpictured:,} of {self.pictures:,} products ({share:.1%}) would lose their "
                f"picture, and {most}; is the folder of pictures there, or was --mapping forgotten"
            )
