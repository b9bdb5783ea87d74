"""A catalogue of drawn products, with the dirt that a page must bear."""

import json
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from service.engine.encoder import Calibration
from service.engine.encoder.hashed import HashEncoder

COLOURS = {"Red": "#c81e2b", "Blue": "#2450b4", "Green": "#1e8c46", "Yellow": "#e6b419"}
KINDS = ("Dresses", "Shirts", "Bags")
MARKUP = '<img src=x onerror="document.title=\'owned\'"><b>Bold</b> & "Co"'


class DrawnEncoder(HashEncoder):
    """The deterministic encoder with a calibration, so that matches are shown."""

    @property
    def calibration(self) -> Calibration:
        """Curves that mean nothing but go up."""
        return Calibration(dict.fromkeys(("text", "image", "composed"), (6.0, 0.0)))


def write_catalogue(folder: Path) -> Path:
    """Draw 72 products, and return the JSONL file that describes them."""
    rows = [_product(folder, number) for number in range(72)]
    rows[5] |= {"title": MARKUP, "brand": MARKUP}
    rows[7] = {"id": "no-picture", "title": "Invisible Yellow Dresses", "gender": "Women"}
    rows[8]["id"] = "odd/id 50%?#"
    path = folder / "catalogue.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def picture_of(folder: Path, number: int) -> Path:
    """Return where a product's picture lies."""
    return folder / f"{number}.png"


def _product(folder: Path, number: int) -> dict[str, Any]:
    colour, kind = list(COLOURS)[number % 4], KINDS[number // 4 % 3]
    _draw(number, kind, COLOURS[colour]).save(picture_of(folder, number))
    return {
        "id": f"p{number}",
        "title": f"{colour} {kind} number {number}",
        "description": f"One of the {kind.lower()} of this season.",
        "brand": ("Acme", "Bellini", "Corvo")[number % 3],
        "price": 499 + 25 * number,
        "gender": ("Women", "Men")[number % 5 == 0],
        "articleType": kind,
        "baseColour": colour,
        "image": picture_of(folder, number).name,
    }


def _draw(number: int, kind: str, fill: str) -> Image.Image:
    image = Image.new("RGB", (300, 400), "white")
    pen = ImageDraw.Draw(image)
    x, y = 60 + number % 9 * 6, 60 + number // 9 * 8
    if kind == "Dresses":
        pen.polygon([(x + 60, y), (x + 100, y), (x + 160, y + 240), (x, y + 240)], fill=fill)
    elif kind == "Shirts":
        pen.rectangle((x, y + 20, x + 150, y + 210), fill=fill)
        pen.polygon([(x + 50, y + 20), (x + 100, y + 20), (x + 75, y + 70)], fill="white")
    else:
        pen.rounded_rectangle((x, y + 80, x + 160, y + 210), 20, fill=fill)
        pen.arc((x + 40, y, x + 120, y + 160), 180, 360, fill=fill, width=10)
    return image
