"""Contact sheets: one row a query with the pictures that came back, to look at."""

import base64
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import httpx
from PIL import Image, ImageDraw, ImageFont, ImageOps

TILE = (120, 160)
HEADER = 200
HITS = 10
_LIKE: Final = re.compile(r"like:(\S+)\s+(.+)")


def draw_sheet(url: str, queries: Sequence[str], out: Path, *, mode: str) -> None:
    """Search each query and draw its first ten hits.

    A query is words, "like:ID words", the path of a picture, or "PATH@x0,y0,x1,y1" for a part.
    """
    sheet = Image.new("RGB", (HEADER + HITS * TILE[0], len(queries) * (TILE[1] + 30)), "white")
    with httpx.Client(base_url=url, timeout=60.0, trust_env=False) as client:
        for row, query in enumerate(queries):
            _draw_row(client, sheet, row * (TILE[1] + 30), query, mode)
    sheet.save(out)


def _draw_row(client: httpx.Client, sheet: Image.Image, top: int, query: str, mode: str) -> None:
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    words = query
    body: dict[str, Any] = {"limit": HITS, "mode": mode}
    if found := _LIKE.fullmatch(query):
        body["like"], words = [found[1]], found[2]
        shown = client.get(f"/v1/products/{found[1]}/image").raise_for_status().content
        with Image.open(BytesIO(shown)) as asked:
            _paste(sheet, asked, (10, top + 30))
    path, _, corners = query.partition("@")
    if Path(path).is_file():
        with Image.open(path) as asked:
            upright = ImageOps.exif_transpose(asked).convert("RGB")
        if corners:
            body["region"] = [float(corner) for corner in corners.split(",")]
            _outline(upright, body["region"])
        _paste(sheet, upright, (10, top))
        body["image"], words = base64.b64encode(Path(path).read_bytes()).decode(), ""
    if words:
        body["text"] = words
        draw.multiline_text((8, top + 4), _wrapped(words), "black", font)
    response = client.post("/v1/search", json=body)
    answer = response.raise_for_status().json()
    said = "nothing close" if answer["warnings"] else ""
    draw.text((8, top + TILE[1] + 2), f"{answer['mode']} {said}", "grey", font)
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


def _outline(picture: Image.Image, region: Sequence[float]) -> None:
    sides = (*picture.size, *picture.size)
    corners = [share * side for share, side in zip(region, sides, strict=True)]
    ImageDraw.Draw(picture).rectangle(corners, outline="red", width=max(picture.size) // 80)


def _wrapped(text: str) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 24:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
