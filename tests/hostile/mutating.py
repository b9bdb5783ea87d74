"""Pictures gone wrong in the ways that files go wrong, and in ways that only enemies think of."""

import random
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import Image

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
_NUMBERS: Final = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def mutants(count: int, *, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (what was done, bytes), every format in turn."""
    rng = random.Random(seed)
    whole = {name: _encoded(name) for name in FORMATS}
    ways = (_flipped, _cut, _inserted, _repeated, _numbered, _spliced)
    for number in range(count):
        name = FORMATS[number % len(FORMATS)]
        data = bytearray(whole[name])
        done = [name]
        for _ in range(rng.randint(1, 3)):
            way = rng.choice(ways)
            data = way(data, rng, whole)
            done.append(way.__name__)
        yield " ".join(done), bytes(data)


def pixel_bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few kilobytes that says it is huge, and whose rows really are there."""
    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 2)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def text_bomb(megabytes: int) -> bytes:
    """Return a small PNG with a compressed comment that unpacks to many megabytes."""
    whole = _encoded("PNG")
    packed = zlib.compress(b"\0" * (megabytes << 20), 9)
    return whole[:33] + _chunk(b"zTXt", b"Comment\0\0" + packed) + whole[33:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def _encoded(name: str) -> bytes:
    rng = random.Random(3)
    image = Image.new("RGB", (64, 80), "white")
    for _ in range(400):
        place = (rng.randrange(64), rng.randrange(80))
        image.putpixel(place, (rng.randrange(256), rng.randrange(256), 30))
    buffer = BytesIO()
    image.save(buffer, name)
    return buffer.getvalue()


def _flipped(data: bytearray, rng: random.Random, _: object) -> bytearray:
    for _ in range(rng.randint(1, 12)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data


def _cut(data: bytearray, rng: random.Random, _: object) -> bytearray:
    return data[: rng.randrange(1, len(data) + 1)]


def _inserted(data: bytearray, rng: random.Random, _: object) -> bytearray:
    place = rng.randrange(len(data))
    return data[:place] + bytearray(rng.randbytes(rng.randint(1, 64))) + data[place:]


def _repeated(data: bytearray, rng: random.Random, _: object) -> bytearray:
    start = rng.randrange(len(data))
    part = data[start : start + rng.randint(1, 200)]
    return data[:start] + part * rng.randint(2, 50) + data[start:]


def _numbered(data: bytearray, rng: random.Random, _: object) -> bytearray:
    """Put an extreme number near the beginning, where sizes and offsets stand."""
    place = rng.randrange(min(len(data), 64))
    form = rng.choice(("<I", ">I", "<H", ">H"))
    number = rng.choice(_NUMBERS) & (0xFFFF if form[1] == "H" else 0xFFFFFFFF)
    packed = struct.pack(form, number)
    data[place : place + len(packed)] = packed
    return data


def _spliced(data: bytearray, rng: random.Random, whole: dict[str, bytes]) -> bytearray:
    other = whole[rng.choice(FORMATS)]
    return data[: rng.randrange(1, len(data) + 1)] + bytearray(other[rng.randrange(len(other)) :])
