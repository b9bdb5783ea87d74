"""Contact sheets: one row a query with the pictures that came back, to look at."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import httpx
from PIL import Image, ImageDraw, ImageFont

TILE = (120, 160)
HEADER = 200
HITS = 10


def draw_sheet(url: str, queries: Sequence[str], out: Path, *, mode: str) -> None:
    """Search each query (words, or the path of a picture) and draw its first ten hits."""
    sheet = Image.new("RGB", (HEADER + HITS * TILE[0], len(queries) * (TILE[1] + 30)), "white")
    with httpx.Client(base_url=url, timeout=60.0, trust_env=False) as client:
        for row, query in enumerate(queries):
            _draw_row(client, sheet, row * (TILE[1] + 30), query, mode)
    sheet.save(out)


def _draw_row(client: httpx.Client, sheet: Image.Image, top: int, query: str, mode: str) -> None:
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    path = Path(query)
    if path.is_file():
        files = {"image": (path.name, path.read_bytes())}
        response = client.post("/v1/search/upload", files=files, data={"query": '{"limit": 10}'})
        with Image.open(path) as asked:
            _paste(sheet, asked, (10, top))
    else:
        response = client.post("/v1/search", json={"text": query, "limit": HITS, "mode": mode})
        draw.multiline_text((8, top + 20), _wrapped(query), "black", font)
    answer = response.raise_for_status().json()
    draw.text((8, top + TILE[1] - 8), answer["mode"], "grey", font)
    for place, hit in enumerate(answer["hits"]):
        left = HEADER + place * TILE[0]
        if hit["image_url"]:
            with Image.open(BytesIO(client.get(hit["image_url"]).content)) as picture:
                _paste(sheet, picture, (left, top))
        match = "" if hit["match"] is None else f"{hit['match']:.2f} "
        title = (hit["product"]["title"] or "-")[:34]
        draw.multiline_text(
            (left + 2, top + TILE[1]),
            f"{match}{title[:17]}\n{title[17:]}",
            "black",
            font.font_variant(size=10),
        )


def _paste(sheet: Image.Image, picture: Image.Image, corner: tuple[int, int]) -> None:
    tile = picture.convert("RGB")
    tile.thumbnail((TILE[0] - 6, TILE[1] - 6))
    scale = min((TILE[0] - 6) / tile.width, (TILE[1] - 6) / tile.height)
    tile = tile.resize((round(tile.width * scale), round(tile.height * scale)))
    sheet.paste(tile, corner)


def _wrapped(text: str) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 24:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
