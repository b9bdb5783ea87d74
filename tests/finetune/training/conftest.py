"""A drawn catalogue that a tiny model can learn, and the tiny model."""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageDraw
from rich.console import Console

from finetune.training.report.progress import ConsoleTeller
from finetune.training.settings import TrainingSettings
from finetune.training.train import start
from finetune.training.trainer import join_processes
from tests.tiny_clip import make_tiny_clip

COLOURS = {
    "Red": (205, 30, 35),
    "Green": (25, 140, 50),
    "Blue": (30, 60, 200),
    "Yellow": (240, 210, 40),
    "Black": (15, 15, 15),
    "Pink": (245, 130, 180),
}
SHAPES = {
    "Tshirts": [(8, 6), (40, 6), (46, 20), (36, 24), (36, 46), (12, 46), (12, 24), (2, 20)],
    "Trousers": [(12, 4), (36, 4), (40, 47), (28, 47), (24, 18), (20, 47), (8, 47)],
    "Ties": [(20, 2), (28, 2), (26, 10), (32, 38), (24, 47), (16, 38), (22, 10)],
}
COLUMNS = ("id", "articleType", "baseColour", "gender", "productDisplayName", "image")


def draw_product(kind: str, colour: str, number: int) -> Image.Image:
    """Draw a silhouette in a colour, a little different for every number."""
    rng = Random(f"{kind}{colour}{number}")
    image = Image.new("RGB", (48, 48), "white")
    shift = (rng.randint(-2, 2), rng.randint(-1, 1))
    shade = tuple(max(0, min(255, part + rng.randint(-12, 12))) for part in COLOURS[colour])
    outline = [(x + shift[0], y + shift[1]) for x, y in SHAPES[kind]]
    ImageDraw.Draw(image).polygon(outline, fill=shade)
    return image


def write_catalogue(folder: Path, count: int, **changes: str) -> Path:
    """Write `count` products with pictures as a CSV catalogue; `changes` overwrite columns."""
    (folder / "images").mkdir(parents=True)
    looks = [(kind, colour) for kind in SHAPES for colour in COLOURS]
    with (folder / "products.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for number in range(count):
            kind, colour = looks[number % len(looks)]
            path = f"images/{number}.png"
            draw_product(kind, colour, number).save(folder / path)
            row = {
                "id": str(1000 + number),
                "articleType": kind,
                "baseColour": colour,
                "gender": "Men",
                "productDisplayName": f"Men {colour} {kind}",
                "image": path,
            }
            writer.writerow(row | changes)
    return folder / "products.csv"


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """Sums in one order: equal runs are then equal to the last digit."""
    import torch

    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CLIP with 16 numbers an embedding."""
    return make_tiny_clip(tmp_path_factory.mktemp("models") / "tiny-clip", hidden=64)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """216 drawn products of 18 looks."""
    return write_catalogue(tmp_path_factory.mktemp("shop"), 216)


@pytest.fixture
def new_catalogue(tmp_path: Path) -> Callable[..., Path]:
    """Write another catalogue of the same make."""
    return lambda count, **changes: write_catalogue(tmp_path / "shop", count, **changes)


def settings_of(catalogue: Path, model: Path | str, **changes: Any) -> TrainingSettings:
    values: dict[str, Any] = {
        "catalogue": str(catalogue),
        "model": str(model),
        "epochs": 2,
        "batch_size": 32,
        "lr": 3e-3,
    }
    return TrainingSettings(**(values | changes))


class Trained:
    """One long run, looked at by many tests."""

    def __init__(self, catalogue: Path, model: Path, folder: Path) -> None:
        self.out = folder / "shop-clip"
        settings = settings_of(
            catalogue,
            model,
            epochs=28,
            batch_size=64,
            mini_batch_size=64,
            lr=2e-3,
            scale=20.0,
            eval_every=8,
            matryoshka=(8,),
        )
        with (folder / "shown.txt").open("w") as file:
            teller = ConsoleTeller(Console(file=file, width=200))
            self.manifest = start(settings, self.out, teller=teller, processes=join_processes())
        self.shown = (folder / "shown.txt").read_text()


@pytest.fixture(scope="session")
def trained(catalogue: Path, tiny_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return Trained(catalogue, tiny_clip, tmp_path_factory.mktemp("trained"))
