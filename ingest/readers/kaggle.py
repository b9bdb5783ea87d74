"""The Kaggle folder of the Fashion Product Images: styles.csv and images/<id>.jpg."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ingest.readers.delimited import DelimitedCatalogue
from ingest.readers.row import Row, StoredPicture

STYLES: Final = "styles.csv"
IMAGES: Final = "images"
_NAME: Final = "productDisplayName"


class KaggleCatalogue:
    """`styles.csv` names no pictures: each lies in `images/` under its product's id.

    Display names in the published file contain commas without quotes; they are put together again.
    """

    layout = "Kaggle folder (styles.csv + images/)"

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self._styles = DelimitedCatalogue(folder / STYLES, overflow=_NAME)
        self.files = self._styles.files
        self.notes = self._styles.notes

    @staticmethod
    def recognises(folder: Path) -> bool:
        """Whether a folder has this layout."""
        return (folder / STYLES).is_file() and (folder / IMAGES).is_dir()

    def total(self) -> int:
        """See `Catalogue.total`."""
        return self._styles.total()

    def rows(self, *, pictures: bool = True) -> Iterator[Row]:
        """See `Catalogue.rows`."""
        for row in self._styles.rows(pictures=pictures):
            name = str(row.values.get("id", "")).strip()
            picture = StoredPicture(path=f"{IMAGES}/{name}.jpg") if name else StoredPicture()
            yield row if row.problem else replace(row, values={**row.values, "image": picture})
