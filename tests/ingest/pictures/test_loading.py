"""Pictures from untrusted catalogues."""

import base64
import os
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from ingest.pictures.loading import LoadedPicture, load_picture
from ingest.problem import Problem
from ingest.readers import StoredPicture


def _encoded(image: Image.Image, format: str, **options: object) -> bytes:  # noqa: A002
    buffer = BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def _huge_png(side: int) -> bytes:
    """A PNG that says it is `side` x `side` and holds one line."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    line = zlib.compress(b"\0" * (1 + side * 3))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", line) + chunk(b"IEND", b"")


_RED = (200, 30, 30)
_USABLE = {
    "GIF": lambda: _encoded(Image.new("P", (40, 40), 3), "GIF"),
    "CMYK": lambda: _encoded(Image.new("CMYK", (40, 40), (0, 200, 200, 0)), "JPEG"),
    "RGBA": lambda: _encoded(Image.new("RGBA", (40, 40), (*_RED, 128)), "PNG"),
    "1x1": lambda: _encoded(Image.new("RGB", (1, 1), _RED), "PNG"),
    "grey": lambda: _encoded(Image.new("L", (40, 40), 90), "JPEG"),
    "16-bit": lambda: _encoded(Image.new("I;16", (40, 40), 40_000), "PNG"),
}


@pytest.mark.parametrize("kind", sorted(_USABLE))
def test_pictures_of_every_usual_kind_are_loaded(tmp_path: Path, kind: str) -> None:
    loaded = load_picture(StoredPicture(_USABLE[kind]()), root=tmp_path)
    assert isinstance(loaded, LoadedPicture)
    assert loaded.image.mode == "RGB"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda whole: b"", "empty (0 bytes)"),
        (lambda whole: whole[: len(whole) // 2], "broken"),
        (lambda whole: b"this is a text, not a picture", "no picture of a known format"),
        (lambda whole: _huge_png(20_000), "50,000,000"),
        (lambda whole: b"\xff\xd8" + b"\0" * (16 * 1024 * 1024), "bytes"),
    ],
    ids=["zero bytes", "truncated", "text", "20,000 x 20,000", "too many bytes"],
)
def test_what_is_no_usable_picture_is_a_problem_that_says_why(
    tmp_path: Path,
    picture: Callable[..., bytes],
    make: Callable[[bytes], bytes],
    said: str,
) -> None:
    problem = load_picture(StoredPicture(make(picture(1))), root=tmp_path)
    assert isinstance(problem, Problem)
    assert problem.reason == "unusable picture"
    assert said in problem.detail


def test_a_path_under_the_catalogue_is_read(tmp_path: Path, picture: Callable[..., bytes]) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "1.jpg").write_bytes(picture(1))
    for path in ("images/1.jpg", "images\\1.jpg", "images/../images/1.jpg"):
        loaded = load_picture(StoredPicture(path=path), root=tmp_path.resolve())
        assert isinstance(loaded, LoadedPicture)


def test_nothing_outside_the_catalogue_is_read(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(picture(1))
    root = tmp_path / "shop"
    root.mkdir()
    (root / "link.jpg").symlink_to(secret)
    (root / "folder").symlink_to(tmp_path)
    for path in (
        "../secret.jpg",
        str(secret),
        "C:\\secret.jpg",
        "\\\\host\\secret.jpg",
        "link.jpg",
        "folder/secret.jpg",
        "a\0b.jpg",
        "x" * 2_000,
    ):
        problem = load_picture(StoredPicture(path=path), root=root.resolve())
        assert isinstance(problem, Problem)
        assert problem.reason == "picture outside the catalogue"


@pytest.mark.parametrize("url", ["ftp://shop.example/1.jpg", "//cdn.example/1.jpg", "file:///x"])
def test_urls_of_no_kind_that_is_fetched_are_refused(tmp_path: Path, url: str) -> None:
    problem = load_picture(StoredPicture(path=url), root=tmp_path)
    assert isinstance(problem, Problem)
    assert problem.reason == "picture behind a URL"
    assert "http, https, s3 and gs" in problem.detail


def test_a_picture_inside_its_url_is_decoded(tmp_path: Path, picture: Callable[..., bytes]) -> None:
    text = base64.b64encode(picture(1)).decode()
    loaded = load_picture(StoredPicture(path=f"data:image/jpeg;base64,{text}"), root=tmp_path)
    assert isinstance(loaded, LoadedPicture)
    broken = load_picture(StoredPicture(path="data:image/jpeg;base64,%%%"), root=tmp_path)
    assert isinstance(broken, Problem)
    assert "no base64" in broken.detail


def test_a_picture_that_was_cut_off_is_shown_as_far_as_it_is_there(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    whole = _encoded(Image.effect_noise((200, 300), 60).convert("RGB"), "JPEG")
    cut = whole[: int(len(whole) * 0.8)]
    loaded = load_picture(StoredPicture(cut), root=tmp_path)
    assert isinstance(loaded, LoadedPicture)
    assert loaded.shortfall is not None
    assert loaded.shortfall.reason == "truncated picture"
    with Image.open(BytesIO(loaded.shown)) as shown:
        shown.load()
        assert shown.size == loaded.image.size


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "loop.jpg").symlink_to("loop.jpg")
    for path in ("folder.jpg", "pipe.jpg", "loop.jpg", "none.jpg"):
        problem = load_picture(StoredPicture(path=path), root=tmp_path.resolve())
        assert isinstance(problem, Problem)
        assert problem.reason == "picture not found"
