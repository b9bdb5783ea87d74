"""A drawn catalogue, and models of it that are good, bad and worse than chance."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from finetune.evaluation.evaluate import Evaluation, Subject, evaluate, open_subject
from finetune.evaluation.measuring.trial import Trial
from finetune.evaluation.progress import Silent
from finetune.evaluation.settings import Options
from finetune.evaluation.stock.exposure import UNKNOWN
from finetune.evaluation.stock.shelf import Shelf
from finetune.evaluation.stock.vectors import picture_vectors
from service.engine.encoder import Calibration, Fingerprint, Vectors
from service.engine.encoder.hashed import HashEncoder

COLOURS = {"Red": "#d21f26", "Blue": "#2340c8", "Green": "#1c9440", "Yellow": "#e8c11c"}
TYPES = ("Tshirts", "Shirts", "Jackets", "Sarees")
GENDERS = ("Men", "Women")
FIELDS = (
    *("id", "productDisplayName", "gender", "masterCategory", "subCategory", "articleType"),
    *("baseColour", "season", "usage", "image"),
)


def drawing(kind: str, colour: str, step: int = 0) -> Image.Image:
    """Draw a product: its type by where it is filled, its colour, a little of its own by step."""
    image = Image.new("RGB", (60, 80), "white")
    pen = ImageDraw.Draw(image)
    number = TYPES.index(kind)
    left, top = (number % 2) * 28 + 2, (number // 2) * 38 + 2
    pen.rectangle((left, top, left + 26, top + 36), fill=COLOURS[colour])
    pen.rectangle((24 + step % 7, 34 + step % 5, 30 + step % 7, 42 + step % 5), fill="#222222")
    pen.point((step % 60, step // 60), fill="#808080")
    return image


def encoded(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@dataclass(frozen=True)
class Drawn:
    """A row of the catalogue and the bytes of its picture; `None` without one."""

    row: dict[str, str]
    picture: bytes | None


def drawn_products(count: int = 480) -> list[Drawn]:
    """Every type in every colour for both genders, again and again."""
    made = []
    for number in range(count):
        kind = TYPES[number % 4]
        colour = list(COLOURS)[number // 4 % 4]
        gender = GENDERS[number // 16 % 2]
        row = {
            "id": str(1000 + number),
            "productDisplayName": f"Acme {gender} {colour} {kind} {number // 3}",
            "gender": gender,
            "masterCategory": "Apparel",
            "subCategory": "Saree" if kind == "Sarees" else "Topwear",
            "articleType": kind,
            "baseColour": colour,
            "season": "Summer" if number % 3 else "Winter",
            "usage": "Ethnic" if kind == "Sarees" else "Casual",
        }
        made.append(Drawn(row, encoded(drawing(kind, colour, number))))
    return made


def write_catalogue(folder: Path, products: Sequence[Drawn]) -> Path:
    """Write a CSV and its pictures; return the CSV's path."""
    (folder / "images").mkdir(parents=True)
    with (folder / "products.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        for one in products:
            name = f"images/{one.row['id']}.png" if one.picture is not None else ""
            if one.picture is not None:
                (folder / name).write_bytes(one.picture)
            writer.writerow({**one.row, "image": name})
    return folder / "products.csv"


class Knowing(HashEncoder):
    """A good model: words of a known colour and type lie where a drawing of these lies."""

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint("knowing", "1" * 64, 64, "mean colours of an 8x8 grid")

    @property
    def calibration(self) -> Calibration:
        return Calibration({"text": (12.0, -9.0), "image": (12.0, -9.0)})

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        rows = super().embed_texts(texts)
        for row, text in enumerate(texts):
            words = text.casefold()
            colour = next((one for one in COLOURS if one.casefold() in words), None)
            kind = next((one for one in TYPES if one.casefold() in words.split()), None)
            if kind:
                asked = drawing(kind, colour or "Red")
                rows[row] = self.embed_images([asked])[0]
        return rows


class Shuffled(Knowing):
    """A model gone wrong: pictures lie anywhere, whatever they show."""

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint("shuffled", "2" * 64, 64, "noise")

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        seeds = [int(np.asarray(image, dtype=np.int64).sum()) for image in images]
        rows = np.array([np.random.default_rng(seed).standard_normal(64) for seed in seeds])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("catalogue"), drawn_products())


@pytest.fixture(scope="session")
def subject(catalogue: Path) -> Subject:
    """The drawn catalogue, all of it judged."""
    return open_subject(Shelf(catalogue), UNKNOWN, Options(split="all", limit=60), Silent())


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def trial(subject: Subject, cache: Path) -> Trial:
    """A good model before the drawn catalogue, of which every third product is judged."""
    encoder = Knowing()
    vectors = picture_vectors(subject.stock, encoder, cache, Silent())
    judged = np.arange(0, len(subject.stock), 3, dtype=np.int64)
    return Trial(subject.stock, judged, 40, 1, encoder, vectors)


@pytest.fixture(scope="session")
def evaluation(subject: Subject, cache: Path) -> Evaluation:
    """The good model's whole evaluation."""
    return evaluate(subject, Knowing(), cache, Silent())
