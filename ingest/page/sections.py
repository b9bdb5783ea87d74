"""Sections of the page. Whatever finds something worth looking at makes one more `Section`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, Final

from PIL import Image

from ingest.columns.drafts import picture_of
from ingest.looks import LookBook
from ingest.pictures.loading import LoadedPicture, load_picture
from ingest.readers import Catalogue
from service.engine.errors import PictureError
from service.engine.gallery import Gallery
from service.engine.index.home import Writer as IndexWriter
from service.engine.picture import decode_picture
from service.engine.product import point_id

MOST_CARDS: Final = 100
_LOOKS: Final = 30
_OF_A_LOOK: Final = 4
_SIDE: Final = 112


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to look at.

    Attributes:
        heading: the product, or the row.
        lines: what is to be said of it.
        thumbnails: JPEGs; none where nothing can be seen.
    """

    heading: str
    lines: tuple[str, ...] = ()
    thumbnails: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page.

    Attributes:
        title: a few words.
        intro: what this is and what to do about it.
        cards: at most a few hundred.
        total: how many there are, shown or not.
    """

    title: str
    intro: str
    cards: tuple[Card, ...]
    total: int


def rejected_section(rejects: Path, catalogue: Catalogue, *, image: str | None) -> Section:
    """Show rows with problems, with their pictures where they can be decoded.

    Args:
        rejects: the JSONL of the run.
        catalogue: is read again, as far as the rows that are shown.
        image: the column of pictures.
    """
    lines, total = _head(rejects)
    wanted = {line["row"] for line in lines}
    seen = dict(_thumbnails(catalogue, wanted, image)) if image else {}
    cards = tuple(
        Card(
            f"{line['id'] or 'no id'} ({line['place']})",
            (f"{line['action']}: {line['reason']}", line["detail"], f"Repair: {line['repair']}"),
            seen.get(line["row"], ()),
        )
        for line in lines
    )
    return Section(
        "Rows with problems",
        f"All are named in {rejects.name}, each with its repair.",
        cards,
        total,
    )


def contradictions_section(path: Path, gallery: Gallery) -> Section | None:
    """Show products that look like another thing than they are said to be, the surest first.

    Args:
        path: JSONL with id, title, picture, field, title_says, column_says and picture_says.
        gallery: holds the pictures.
    """
    if not path.is_file():
        return None
    lines, total = _head(path)
    cards = tuple(
        Card(
            f"{line['id']}: {line['title']}",
            tuple(
                f"{what} says {line[key]}"
                for what, key in (
                    ("Title", "title_says"),
                    ("Column", "column_says"),
                    ("Picture", "picture_says"),
                )
                if line.get(key)
            ),
            _shown(gallery, line.get("picture")),
        )
        for line in lines
    )
    return Section(
        "Contradictions",
        "What title or column say, and what the picture shows. One of them is wrong.",
        cards,
        total,
    )


def duplicates_section(looks: LookBook, index: IndexWriter, gallery: Gallery) -> Section:
    """Show the looks that most products share: near-duplicates and variants of one thing."""
    shared, total = looks.shared(most=_LOOKS, members=_OF_A_LOOK)
    cards = []
    for _, count, product_ids in shared:
        found = index.get([point_id(one) for one in product_ids], ["id", "title", "picture"])
        payloads = sorted((record.payload for record in found), key=lambda one: str(one["id"]))
        cards.append(
            Card(
                f"{count} products that look alike",
                tuple(f"{one['id']}: {one.get('title', '')}" for one in payloads),
                tuple(t for one in payloads for t in _shown(gallery, one.get("picture"))),
            )
        )
    return Section(
        "Near-duplicates",
        "Products of one look; shoppers see each look once where the search groups by it.",
        tuple(cards),
        total,
    )


def _head(path: Path) -> tuple[list[dict[str, Any]], int]:
    """Return the first lines of a JSONL file, and how many there are."""
    with path.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in islice(file, MOST_CARDS)]
        return lines, len(lines) + sum(1 for _ in file)


def _thumbnails(
    catalogue: Catalogue, wanted: set[int], image: str
) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    root = catalogue.root.resolve()
    last = max(wanted, default=0)
    for row in islice(catalogue.rows(), last):
        picture = picture_of(row.values.get(image)) if row.position in wanted else None
        if picture is None:
            continue
        loaded = load_picture(picture, root=root)
        if isinstance(loaded, LoadedPicture):
            yield row.position, (_small(loaded.image),)


def _shown(gallery: Gallery, key: str | None) -> tuple[bytes, ...]:
    stored = gallery.get(key) if key else None
    try:
        return (_small(decode_picture(stored[1])),) if stored else ()
    except PictureError:
        return ()


def _small(image: Image.Image) -> bytes:
    reduced = image.copy()
    reduced.thumbnail((_SIDE, _SIDE))
    buffer = BytesIO()
    reduced.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
