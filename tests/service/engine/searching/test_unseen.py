"""Products without a vector: kept or asked of the index, they are the same."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from service.engine.index import Index
from service.engine.index.folder_home import FolderHome
from service.engine.searching.unseen import Unseen
from tests.contracts.catalogue import COUNT, DIMENSION, SCHEMA, record, records
from tests.contracts.test_index import FILTERS, filter_of

LACKING = frozenset(record(number).point_id for number in range(COUNT) if number % 5 < 2)


def filled(folder: Path, *, lacking: frozenset[str]) -> Index:
    home = FolderHome(folder)
    name = home.begin()
    writer = home.create(name, dimension=DIMENSION)
    seen = records()[0].dense
    whole = [replace(one, dense=seen) if one.dense is None else one for one in records()]
    writer.write([replace(one, dense=None) if one.point_id in lacking else one for one in whole])
    writer.finish(SCHEMA)
    return home.open(name)


@pytest.mark.parametrize("raw", FILTERS.values(), ids=FILTERS)
def test_kept_or_asked_they_are_the_same(tmp_path: Path, raw: dict[str, object]) -> None:
    index, filter_ = filled(tmp_path, lacking=LACKING), filter_of(raw)

    async def both() -> None:
        kept, asked = await Unseen.find(index), Unseen(index, None)
        assert kept is not None
        names = [record(number).point_id for number in range(50)]
        wanted = LACKING.intersection(names)
        assert set(await kept.among(names)) == set(await asked.among(names)) == wanted
        passing = await kept.passing(filter_, limit=COUNT)
        assert passing == await asked.passing(filter_, limit=COUNT)
        assert passing
        assert LACKING.issuperset(passing)
        assert await kept.passing(filter_, limit=3) == passing[:3]
        await index.close()

    asyncio.run(both())


def test_where_all_have_a_vector_there_are_none(tmp_path: Path) -> None:
    index = filled(tmp_path, lacking=frozenset())

    async def find() -> Unseen | None:
        found = await Unseen.find(index)
        await index.close()
        return found

    assert asyncio.run(find()) is None
