"""Products that were shown lately are read once, until one of them changes."""

import asyncio
from pathlib import Path

import pytest

from service.engine.searching import reading
from service.engine.searching.reading import Reader
from tests.contracts.catalogue import SCHEMA, record
from tests.service.engine.searching.test_unseen import filled


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(index=filled(tmp_path, lacking=frozenset()), schema=SCHEMA)


def names(*numbers: int) -> list[str]:
    return [record(number).point_id for number in numbers]


def test_they_come_in_the_order_asked_without_those_that_do_not_exist(reader: Reader) -> None:
    async def read() -> None:
        await reader.read(names(4))
        found = await reader.read([*names(5, 4), "6f3f2d5c-6b0e-5d2a-9a53-000000000000", *names(1)])
        assert [one.point_id for one in found] == names(5, 4, 1)
        for one, number in zip(found, (5, 4, 1), strict=True):
            assert one.payload == record(number).payload
            assert one.product.id == record(number).payload["id"]
            assert one.text == one.product.search_text

    asyncio.run(read())


def test_what_was_read_lately_is_not_read_again_until_it_is_forgotten(reader: Reader) -> None:
    async def read() -> None:
        (first,) = await reader.read(names(1))
        assert (await reader.read(names(2, 1)))[1] is first
        reader.forget()
        (again,) = await reader.read(names(1))
        assert again is not first
        assert again.payload == first.payload

    asyncio.run(read())


def test_no_more_is_kept_than_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_KEPT", 3)
    reader = Reader(index=filled(tmp_path, lacking=frozenset()), schema=SCHEMA)

    async def read() -> None:
        (one,) = await reader.read(names(1))
        found = await reader.read(names(2, 3, 4, 5, 6))
        assert [stored.point_id for stored in found] == names(2, 3, 4, 5, 6)
        assert (await reader.read(names(1)))[0] is not one
        (last,) = await reader.read(names(1))
        assert (await reader.read(names(1)))[0] is last

    asyncio.run(read())
