"""Object stores, with fsspec's own store in memory in the place of S3."""

from collections.abc import Callable, Iterator

import fsspec
import pytest

from ingest.pictures.stores import ObjectStores
from service.engine.errors import FetchError
from service.engine.picture import MAX_BYTES


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()


def stores(*buckets: str) -> ObjectStores:
    return ObjectStores.parse(buckets, schemes=("memory", "s3"))


def test_a_picture_in_an_own_bucket_is_read(
    memory: fsspec.AbstractFileSystem, picture: Callable[..., bytes]
) -> None:
    memory.pipe_file("/shop/2026/1.jpg", picture(1))
    found = stores("memory://shop")
    assert found.hold("memory://shop/2026/1.jpg")
    assert found.get("memory://shop/2026/1.jpg") == picture(1)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("memory://shop/none.jpg", "nothing under that name"),
        ("memory://secrets/1.jpg", "--own-host memory://secrets"),
        ("memory://shopping/1.jpg", "not among the shop's own"),
        ("memory://shop", "no picture in it"),
        ("memory://shop/large.jpg", "more than"),
    ],
)
def test_what_cannot_be_read_says_why(
    memory: fsspec.AbstractFileSystem, picture: Callable[..., bytes], url: str, said: str
) -> None:
    memory.pipe_file("/secrets/1.jpg", picture(1))
    memory.pipe_file("/shopping/1.jpg", picture(1))
    memory.pipe_file("/shop/large.jpg", b"\xff" * (MAX_BYTES + 5))
    with pytest.raises(FetchError, match=said):
        stores("memory://shop/").get(url)


def test_other_urls_are_left_to_others() -> None:
    found = stores("s3://shop")
    assert found.hold("s3://any/1.jpg")
    assert not found.hold("https://shop.example/1.jpg")
    assert not found.hold("images/1.jpg")
