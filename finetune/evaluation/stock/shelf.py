"""Shelf: a catalogue on disk whose products and pictures can be read again and again."""

from collections.abc import Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from PIL.Image import Image

from ingest.columns.drafts import Columns, Draft
from ingest.columns.mapping import ColumnMapping, read_mapping
from ingest.indexing.ahead import map_ahead
from ingest.job import SAMPLE_ROWS
from ingest.pictures.loading import LoadedPicture, load_picture
from ingest.problem import Problem
from ingest.readers import open_catalogue
from service.engine.product import Product
from service.engine.schema import Schema

_THREADS: Final = 2
_AHEAD: Final = 128


@dataclass(frozen=True, slots=True)
class Item:
    """A product as it comes off the shelf.

    Attributes:
        position: its place among the catalogue's usable rows, from 0; the same at every reading.
        product: with the picture's key, when it has a usable one.
        image: decoded, upright, RGB; `None` without a usable picture.
        encoded: the bytes that the catalogue holds for the picture.
        shown: the bytes and media type to show it by.
        broken: whether there is a picture that cannot be used.
    """

    position: int
    product: Product
    image: Image | None = None
    encoded: bytes | None = None
    shown: tuple[str, bytes] | None = None
    broken: bool = False


class Shelf:
    """An opened catalogue, understood as ingest understands it.

    Attributes:
        rejected: rows that the last reading could not use (unreadable, no id, an id twice).

    Raises:
        CatalogueError: when nothing of it can be used.
    """

    def __init__(self, path: Path, mapping: Path | None = None) -> None:
        self.path = path
        self._source = open_catalogue(path)
        self._mapping = read_mapping(mapping) if mapping else ColumnMapping()
        sample = list(islice(self._source.rows(pictures=False), SAMPLE_ROWS))
        self._columns = Columns(sample, self._mapping)
        self.rejected = 0

    def total(self) -> int | None:
        """Return about how many rows there are."""
        return self._source.total()

    def schema(self, products: Iterable[Product]) -> Schema:
        """Return the fields that an index of these products of the shelf has.

        Raises:
            CatalogueError: when the mapping asks for a facet that none of them has.
        """
        fields = deepcopy(self._columns.fields)
        for product in products:
            fields.observe(product)
        return fields.schema(self._mapping.facets)

    def items(self, wanted: Container[int] | None = None) -> Iterator[Item]:
        """Read the products in order, each with its picture.

        Args:
            wanted: positions; the pictures of others are not even decoded. `None` for all.
        """
        drafts = (
            (position, product_id, draft)
            for position, (product_id, draft) in enumerate(self._drafts())
            if wanted is None or position in wanted
        )
        root = self._source.root.resolve()

        def load(numbered: tuple[int, str, Draft]) -> Item:
            position, product_id, draft = numbered
            picture = load_picture(draft.picture, root=root) if draft.picture else None
            return self._item(position, product_id, draft, picture)

        with ThreadPoolExecutor(_THREADS, thread_name_prefix="pictures") as pool:
            yield from map_ahead(load, drafts, pool=pool, ahead=_AHEAD)

    def _drafts(self) -> Iterator[tuple[str, Draft]]:
        """Yield the usable rows with the id that each gets: the first that is still free."""
        seen: set[str] = set()
        self.rejected = 0
        for row in self._source.rows():
            draft = self._columns.draft(row, _pass_over)
            product_id = (
                None
                if isinstance(draft, Problem)
                else next((one for one in draft.ids if one not in seen), None)
            )
            if product_id is None or isinstance(draft, Problem):
                self.rejected += 1
                continue
            seen.add(product_id)
            yield product_id, draft

    def _item(
        self,
        position: int,
        product_id: str,
        draft: Draft,
        picture: LoadedPicture | Problem | None,
    ) -> Item:
        found = picture if isinstance(picture, LoadedPicture) else None
        product = Product(
            id=product_id,
            title=draft.title,
            description=draft.description,
            brand=draft.brand,
            price=draft.price,
            picture=found.key if found else None,
            attributes=draft.attributes,
        )
        if found is None:
            return Item(position, product, broken=isinstance(picture, Problem))
        return Item(
            position,
            product,
            image=found.image,
            encoded=self._encoded(draft),
            shown=(found.media_type, found.shown),
        )

    def _encoded(self, draft: Draft) -> bytes:
        """Return the picture's own bytes; only asked after it was loaded within its walls."""
        picture = draft.picture
        if picture is not None and picture.data is not None:
            return picture.data
        path = (picture.path or "") if picture else ""
        return (self._source.root / path.replace("\\", "/")).read_bytes()


def _pass_over(subject: str, example: str) -> None:
    """Ingest reports values that do not fit; here they are missing, and that is all."""
