"""Roles: which column is the id, the title, the picture; the others are attributes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from ingest.columns.mapping import ColumnMapping
from service.engine.errors import CatalogueError
from service.engine.guess import did_you_mean

CURRENCIES: Final = (
    *("inr", "usd", "eur", "gbp", "jpy", "cny", "aud", "cad", "chf", "sek", "nok", "dkk", "pln"),
    *("brl", "mxn", "try", "aed", "sgd", "hkd", "krw", "zar", "idr", "thb", "vnd", "rub"),
    *("euro", "euros", "dollar", "dollars", "rupees", "pounds"),
)
# Spellings by role, letters and digits only, the likeliest first.
SYNONYMS: Final = {
    "id": (
        *("id", "productid", "sku", "itemid", "styleid", "articleid", "variantid", "uniqid"),
        *("uniqueid", "asin", "gtin", "ean", "productcode", "articlenumber", "itemcode"),
        *("itemno", "itemnumber", "articleno", "productno", "productnumber", "stylecode"),
    ),
    "title": (
        *("productdisplayname", "displayname", "title", "producttitle", "productname", "itemname"),
        *("prodname", "name", "itemtitle"),
    ),
    "description": (
        *("description", "productdescription", "desc", "longdescription", "detaildesc", "details"),
        *("shortdescription", "itemdescription", "bodyhtml", "text", "caption"),
    ),
    "brand": ("brand", "brandname", "productbrand", "manufacturer", "vendor"),
    "price": (
        *("price", "sellingprice", "saleprice", "discountedprice", "finalprice", "currentprice"),
        *("unitprice", "mrp", "listprice", "retailprice", "actualprice"),
        *(f"price{currency}" for currency in CURRENCIES),
        # An object of amount and currency, brought up by the reader.
        *("priceamount", "pricevalue"),
    ),
    "image": (
        *("image", "img", "picture", "photo", "imagepath", "imgpath", "picturepath", "photopath"),
        *("imagefile", "imagefilename", "filename", "file", "filepath", "imagename", "path"),
        *("images", "pictures", "photos", "imageurl", "imgurl", "imagelink", "pictureurl"),
        *("photourl", "imagesrc", "thumbnail"),
    ),
}
# "Shelf price" is one as well, and "old price" is what it was.
_SOME_PRICE: Final = re.compile(r"(?!old|was|original|before|compare|cost|purchase|rrp)\w*price")
_INDEX_COLUMN: Final = re.compile(r"|unnamed(: \d+)?|__index_level_\d+__", re.IGNORECASE)
_UNSPELT: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Roles:
    """Role -> column, or `None` where no column plays it.

    Attributes:
        attributes: the remaining columns, in the catalogue's order.
    """

    id: str | None = None
    title: str | None = None
    description: str | None = None
    brand: str | None = None
    price: str | None = None
    image: str | None = None
    attributes: tuple[str, ...] = ()

    def named(self) -> dict[str, str]:
        """Return the roles that a column plays."""
        return {
            role: column for role, column in asdict(self).items() if role in SYNONYMS and column
        }


def assign_roles(
    columns: Sequence[str],
    *,
    pictures: Iterable[str],
    files: Sequence[str] = (),
    mapping: ColumnMapping,
) -> Roles:
    """Decide which column plays which role.

    Args:
        columns: all of them.
        pictures: those that hold picture bytes, whatever they are called.
        files: those that name picture files; the first is taken where no name says picture.
        mapping: what the shop says; it wins over inference.

    Raises:
        CatalogueError: when the mapping names a column that does not exist, or no column can be
            used as title, description or picture.
    """
    said = {role: name for role, name in mapping.roles.model_dump().items() if name is not None}
    _require_columns(columns, mapping, said)
    free = [name for name in columns if name not in said.values()]
    found: dict[str, str | None] = {role: name or None for role, name in said.items()}
    if "image" not in found and (holding := [name for name in pictures if name in free]):
        found["image"] = min(holding, key=_rank_as_image)
        free.remove(found["image"] or "")
    for role, spellings in SYNONYMS.items():
        if role not in found:
            found[role] = _first(spellings, free)
            if found[role] is not None:
                free.remove(found[role] or "")
    if "image" not in said and found["image"] is None:
        found["image"] = next((one for one in free if one in files), None)
    if "price" not in said and found["price"] is None:
        found["price"] = next((one for one in free if _SOME_PRICE.fullmatch(_spelling(one))), None)
    free = [one for one in free if one not in (found["image"], found["price"])]
    if not (found["title"] or found["description"] or found["image"]):
        raise CatalogueError(
            "no column can be used as title, description or picture; expected names such as "
            "title, name, description, image, filename; found "
            f"{', '.join(columns[:20])}; name the columns in a mapping file (--mapping)"
        )
    return Roles(**found, attributes=_attributes(free, mapping))


def _require_columns(columns: Sequence[str], mapping: ColumnMapping, said: dict[str, str]) -> None:
    named = [*(name for name in said.values() if name), *(mapping.attributes.include or ())]
    attributes = mapping.attributes
    for name in [*named, *attributes.exclude, *attributes.rename, *attributes.split]:
        if name not in columns:
            raise CatalogueError(
                f"the mapping names the column {name!r}, which the catalogue does not have "
                f"(found: {', '.join(columns[:20])}); correct it or take it out of the mapping"
                f"{did_you_mean(name, columns)}"
            )


def _attributes(free: Sequence[str], mapping: ColumnMapping) -> tuple[str, ...]:
    kept = mapping.attributes.include
    return tuple(
        name
        for name in free
        if (name in kept if kept is not None else not _INDEX_COLUMN.fullmatch(name))
        and name not in mapping.attributes.exclude
    )


def _spelling(column: str) -> str:
    return _UNSPELT.sub("", column.casefold())


def _first(spellings: Sequence[str], columns: Sequence[str]) -> str | None:
    by_spelling = {_spelling(column): column for column in reversed(columns)}
    return next((by_spelling[name] for name in spellings if name in by_spelling), None)


def _rank_as_image(column: str) -> int:
    spellings = SYNONYMS["image"]
    spelling = _spelling(column)
    return spellings.index(spelling) if spelling in spellings else len(spellings)
