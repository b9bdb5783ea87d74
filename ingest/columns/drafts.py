"""Rows -> drafts: everything of a product but its picture's content."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from ingest.columns.fields import Fields, infer_kind
from ingest.columns.mapping import ColumnMapping
from ingest.columns.names import FieldNames
from ingest.columns.roles import Roles, assign_roles
from ingest.columns.values import to_price, to_prose, to_text
from ingest.problem import Problem
from ingest.readers import Row, StoredPicture
from service.engine.errors import CatalogueError
from service.engine.product import AttributeValue

MAX_ID_CHARS: Final = 200
MAX_TITLE_CHARS: Final = 1_000
MAX_DESCRIPTION_CHARS: Final = 20_000
MAX_FIELDS: Final = 128
_PICTURE_FILE: Final = re.compile(r"\.(jpe?g|png|webp|gif|bmp|tiff?)(\?\S*)?$", re.IGNORECASE)
_MONEY: Final = re.compile(r"price|cost|amount|mrp", re.IGNORECASE)

# A warning's subject and what is wrong with it, and one value for example.
Warn = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A product that still lacks its picture.

    Attributes:
        row: where it stands in the catalogue.
        ids: its id; or, made from the picture's path, ids to try in this order.
        picture: as the catalogue holds it; `None` without one.
    """

    row: Row
    ids: tuple[str, ...]
    title: str | None
    description: str | None
    brand: str | None
    price: float | None
    attributes: Mapping[str, AttributeValue]
    picture: StoredPicture | None

    @property
    def has_words(self) -> bool:
        """Whether anything but its id can be searched by words."""
        texts = any(isinstance(value, str | tuple) for value in self.attributes.values())
        return bool(self.title or self.description or self.brand or texts)


class Columns:
    """How one catalogue's columns are understood.

    Args:
        sample: the catalogue's first rows, read without picture bytes.
        mapping: what the shop says about its columns.

    Raises:
        CatalogueError: when there are no rows, or no column can be used.
    """

    def __init__(self, sample: Sequence[Row], mapping: ColumnMapping) -> None:
        rows = [row.values for row in sample if row.problem is None]
        if not rows:
            first = next(((row, row.problem) for row in sample if row.problem), None)
            if first is None:
                raise CatalogueError("the catalogue has a header but no rows; give a product")
            place, problem = first[0].place, first[1]
            raise CatalogueError(
                f"the catalogue has no row that can be read; {place}: {problem.detail}; "
                f"{problem.repair}"
            )
        names = list(dict.fromkeys(name for values in rows for name in values))
        held = {n for v in rows for n, cell in v.items() if isinstance(cell, StoredPicture)}
        files = [n for n in names if _names_pictures([v.get(n) for v in rows])]
        self.roles: Roles = assign_roles(names, pictures=held, files=files, mapping=mapping)
        self._mapping = mapping
        self._known = frozenset(names)
        self._names = FieldNames(mapping.attributes.rename)
        said = mapping.attributes.kinds
        self.fields = Fields(
            {
                name: said.get(name) or infer_kind(self._cell(values, column) for values in rows)
                for column in self.roles.attributes[:MAX_FIELDS]
                for name in [self._names.of(column)]
            }
        )
        self.left_out = self.roles.attributes[MAX_FIELDS:]

    @property
    def id_source(self) -> str:
        """Where ids come from, for people."""
        if self.roles.id:
            return f"column {self.roles.id!r}"
        return "the picture's path" if self.roles.image else "the row's number"

    @property
    def missing(self) -> list[str]:
        """The roles that shoppers miss most, where a column might play one and none does."""
        roles, said = self.roles, self._mapping.roles
        # A folder of pictures has no columns, only the names of its folders.
        worded = set(roles.attributes) - {"folder"}
        titled = roles.title or said.title is not None or not worded
        sold = any(_MONEY.search(column) for column in roles.attributes)
        priced = roles.price or said.price is not None or not sold
        pictured = roles.image or said.image is not None
        found = (("title", titled), ("price", priced), ("image", pictured))
        return [role for role, had in found if not had]

    def draft(self, row: Row, warn: Warn) -> Draft | Problem:
        """Understand one row; values that do not fit are left out with a warning."""
        if row.problem:
            return row.problem
        if row.doubt:
            warn(row.doubt, row.place)
        roles, values = self.roles, row.values
        picture = picture_of(_cell(values, roles.image))
        ids = self._ids(row, picture)
        if not ids:
            return Problem(
                "no id",
                f"column {roles.id!r} is empty",
                "give every product an id, or name another id column in the mapping",
            )
        if len(ids[0]) > MAX_ID_CHARS:
            return Problem(
                "id too long",
                f"the id has {len(ids[0])} characters",
                f"use ids of at most {MAX_ID_CHARS} characters",
            )
        title = _cut(to_prose(_cell(values, roles.title)), MAX_TITLE_CHARS, "title", warn)
        description = _cut(
            to_prose(_cell(values, roles.description)), MAX_DESCRIPTION_CHARS, "description", warn
        )
        return Draft(
            row=row,
            ids=ids,
            title=title,
            description=description,
            brand=_cut(to_text(_cell(values, roles.brand)), MAX_TITLE_CHARS, "brand", warn),
            price=_price(_cell(values, roles.price), warn),
            attributes=self._attributes(values, warn),
            picture=picture,
        )

    def _ids(self, row: Row, picture: StoredPicture | None) -> tuple[str, ...]:
        if self.roles.id:
            given = to_text(row.values.get(self.roles.id))
            return (given,) if given else ()
        if picture is None or not picture.path:
            return (str(row.position),)
        path = PurePosixPath(picture.path.replace("\\", "/"))
        # Ids stand in addresses, where a slash would part them.
        named = path.as_posix().strip("/").replace("/", ":")
        stem = named.removesuffix(path.suffix)
        names = (stem, named, f"{named}:{row.position}")
        return tuple(to_text(name) or str(row.position) for name in names)

    def _attributes(self, values: Mapping[str, object], warn: Warn) -> dict[str, AttributeValue]:
        attributes: dict[str, AttributeValue] = {}
        for column in (*self.roles.attributes[:MAX_FIELDS], *self._late(values)):
            name = self._names.of(column)
            cell = self._cell(values, column)
            try:
                value = self.fields.fit(name, cell)
            except ValueError as error:
                warn(f"{name}: {error}; the value was left out", str(cell)[:80])
                continue
            if value is not None:
                attributes[name] = value
        return attributes

    def _cell(self, values: Mapping[str, object], column: str) -> object:
        """Return a cell of an attribute; of one that holds several values, these."""
        cell, between = values.get(column), self._mapping.attributes.split.get(column)
        if between is None or not isinstance(cell, str) or between not in cell:
            return cell
        return cell.split(between)

    def _late(self, values: Mapping[str, object]) -> list[str]:
        """Return columns that the sample did not have: JSON objects may differ."""
        if self._mapping.attributes.include is not None or values.keys() <= self._known:
            return []
        late = [c for c in values if c not in self._known]
        return [c for c in late if c in self._names or len(self._names) < MAX_FIELDS]


def _names_pictures(cells: Sequence[object]) -> bool:
    """Say whether most of the values there are name files of pictures."""
    texts = [text for cell in cells if (text := to_text(cell))]
    named = sum(bool(_PICTURE_FILE.search(text)) for text in texts)
    return named > len(texts) / 2


def _cell(values: Mapping[str, object], column: str | None) -> object:
    return values.get(column) if column else None


def picture_of(cell: object) -> StoredPicture | None:
    """Return what a cell of the picture column holds; `None` when it holds no picture."""
    if isinstance(cell, StoredPicture):
        return cell or None
    if isinstance(cell, list | tuple):  # several pictures: the first is the one that shops show
        cell = next((item for item in cell if to_text(item)), None)
    path = to_text(cell)
    return StoredPicture(path=path) if path else None


def _cut(text: str | None, most: int, what: str, warn: Warn) -> str | None:
    if text is None or len(text) <= most:
        return text
    warn(f"{what}: longer than {most:,} characters; cut there", text[:80])
    return text[:most]


def _price(cell: object, warn: Warn) -> float | None:
    if to_text(cell) is None:
        return None
    price = to_price(cell)
    if price is None:
        warn("price: no price can be read; it was left out", re.sub(r"\s+", " ", str(cell))[:80])
    return price
