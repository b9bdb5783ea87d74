"""Writing to a generation, in every home alike."""

import numpy as np
import pytest

from service.engine.index.home import Home, Writer
from service.engine.index.protocol import DenseVector
from service.engine.lexicon import TermWeights
from tests.contracts.catalogue import COUNT, DIMENSION, SCHEMA, manifest, record, records, unit
from tests.contracts.conftest import Wait, fill


@pytest.fixture
def writer(home: Home) -> Writer:
    return home.create(home.begin(), dimension=DIMENSION)


def test_everything_written_is_counted_once(writer: Writer) -> None:
    writer.write(records())
    writer.write(records()[:20])
    writer.flush()
    assert writer.count() == COUNT
    writer.abandon()


def test_points_come_back_as_they_were_written(writer: Writer) -> None:
    writer.write(records())
    stored = {one.point_id: one for one in writer.stored(vectors=True)}
    assert len(stored) == COUNT
    for written in records():
        back = stored[written.point_id]
        assert back.payload == written.payload
        assert (back.dense is None) == (written.dense is None)
        if written.dense is not None:
            assert back.dense == pytest.approx(written.dense, abs=1e-6)
        assert dict(zip(back.terms.indices, back.terms.values, strict=True)) == pytest.approx(
            dict(zip(written.terms.indices, written.terms.values, strict=True)), abs=1e-6
        )
    writer.abandon()


def test_only_wanted_fields_are_brought(writer: Writer) -> None:
    writer.write([record(1), record(2)])
    assert [set(one.payload) for one in writer.stored(["id", "price"])] == [{"id", "price"}] * 2
    assert all(one.dense is None for one in writer.stored(["id"]))
    writer.abandon()


def test_rewriting_keeps_the_vector_and_replaces_the_rest(writer: Writer) -> None:
    writer.write([record(1), record(2), record(3)])
    cheaper = record(1, changed={"price": 1.0, "title": "cheap"})
    wordless = record(2)
    writer.rewrite(
        [
            type(cheaper)(cheaper.point_id, {"id": "sku/1", "price": 1.0}, None, cheaper.terms),
            type(wordless)(wordless.point_id, wordless.payload, unit(99), TermWeights((), ())),
        ]
    )
    stored = {one.payload["id"]: one for one in writer.stored(vectors=True)}
    assert stored["sku/1"].payload == {"id": "sku/1", "price": 1.0}
    assert stored["sku/1"].dense == pytest.approx(unit(1), abs=1e-6)
    assert stored["sku/2"].dense == pytest.approx(unit(2), abs=1e-6)
    assert not stored["sku/2"].terms
    assert stored["sku/3"].terms
    writer.abandon()


def test_deleted_points_are_gone_and_unknown_ones_no_error(writer: Writer) -> None:
    writer.write(records())
    writer.delete([record(1).point_id, record(2).point_id, record(10_000).point_id])
    writer.delete([])
    assert writer.count() == COUNT - 2
    writer.abandon()


@pytest.mark.parametrize("broken", [np.full(DIMENSION, np.nan), np.zeros(DIMENSION), unit(1) * 2])
def test_a_vector_that_is_not_of_unit_length_is_refused(
    writer: Writer, broken: DenseVector
) -> None:
    good = record(1)
    bad = type(good)(good.point_id, good.payload, broken.astype(np.float32), good.terms)
    with pytest.raises(ValueError, match="sku/1"):
        writer.write([bad])
    writer.abandon()


def test_a_finished_generation_can_be_changed_in_place(home: Home, wait: Wait) -> None:
    name = fill(home)
    writer = home.change(name)
    writer.delete([record(number).point_id for number in range(100)])
    writer.write([record(number) for number in range(COUNT, COUNT + 5)])
    writer.finish(SCHEMA)
    home.describe(name, manifest(name, products=205))
    index = home.open(name)
    assert wait(index.count(None)) == COUNT - 100 + 5
    wait(index.close())
