"""Rehearsing: what a run would change, with examples, and nothing changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ingest.columns.fields import Fields
from ingest.indexing.comparing import Change, Task
from ingest.indexing.marks import Marks
from ingest.keeping.deletions import gone
from ingest.pictures.loading import PictureFile
from ingest.report import Example
from service.engine.index.home import Writer as IndexWriter
from service.engine.product import Product
from service.engine.schema import to_payload

_EXAMPLES: Final = 5
_SHOWN_CHARS: Final = 40


class Rehearsal:
    """What would change. Pictures are not decoded, so a broken one counts as a picture.

    Args:
        index: a copy of the live index; `None` when everything would be new.
        fields: is shown every product.
        partial: whether products that are not in the catalogue stay.
    """

    def __init__(self, index: IndexWriter | None, *, fields: Fields, partial: bool) -> None:
        self.changes: Counter[str] = Counter()
        self.examples: list[Example] = []
        self.kept = Marks()
        self.with_picture = 0
        self._index = index
        self._fields = fields
        self._partial = partial

    def go(self, tasks: Iterable[Task]) -> None:
        """Go through all tasks, then look for what would be deleted."""
        for task in tasks:
            if not (task.draft.has_words or isinstance(task.picture, PictureFile)):
                continue
            self.kept.add(task.product_id)
            picture = task.picture.key if isinstance(task.picture, PictureFile) else None
            product = task.product(picture=picture)
            self._fields.observe(product)
            self.with_picture += picture is not None
            self.changes[task.change] += 1
            if task.change != "unchanged" and self.changes[task.change] <= _EXAMPLES:
                self.examples.append(
                    Example(task.change, task.product_id, self._detail(task.change, product))
                )
        if self._index is None or self._partial:
            return
        leaving = gone(self._index, self.kept)
        if leaving:
            self.changes["deleted"] = len(leaving)
        shown = leaving[:_EXAMPLES]
        titles = {
            one.point_id: str(one.payload.get("title") or "")
            for one in self._index.get([point for point, _ in shown], ("title",))
        }
        self.examples += [Example("deleted", one, titles.get(point, "")) for point, one in shown]

    def _detail(self, change: Change, product: Product) -> str:
        if change == "added" or self._index is None:
            return product.title or ""
        (before,) = self._index.get([product.point_id])
        return "; ".join(_differences(before.payload, to_payload(product)))


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    flat = [_flat(before), _flat(now)]
    for name in dict.fromkeys((*flat[0], *flat[1])):
        old, new = (side.get(name) for side in flat)
        if old == new:
            continue
        if name == "picture":
            yield (
                "another picture" if old and new else "a picture" if new else "no picture any more"
            )
        else:
            yield f"{name}: {_shown(old)} -> {_shown(new)}"


def _flat(payload: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: payload.get(key) for key in ("title", "description", "brand", "price", "picture")}
    return own | dict(payload.get("attributes", {}))


def _shown(value: object) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
