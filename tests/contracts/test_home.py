"""Generations: begun, written, described, made live, removed, in every home alike."""

from dataclasses import replace
from pathlib import Path

import pytest

from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import GenerationError, MismatchError, NoGenerationError
from service.engine.index.home import Home
from service.engine.opening import open_engine
from tests.contracts.catalogue import DIMENSION, FINGERPRINT, manifest, record
from tests.contracts.conftest import Wait, fill


def test_an_empty_home_says_what_to_run(home: Home) -> None:
    assert home.names() == []
    with pytest.raises(NoGenerationError, match="run: python -m ingest CATALOGUE"):
        home.live()


def test_what_is_begun_is_not_live_until_it_is_said_to_be(home: Home) -> None:
    name = home.begin()
    home.create(name, dimension=DIMENSION).abandon()
    assert home.names() == [name]
    assert not home.finished(name)
    with pytest.raises(NoGenerationError):
        home.live()
    home.describe(name, manifest(name))
    assert home.finished(name)
    home.make_live(name)
    assert home.live() == name


def test_a_manifest_reads_back_as_written_and_can_be_replaced(home: Home) -> None:
    name = fill(home)
    assert home.manifest(name) == manifest(name)
    changed = replace(manifest(name), products=5, catalogue="other")
    before = home.marker(name)
    home.describe(name, changed)
    assert home.manifest(name) == changed
    assert home.marker(name) != before


def test_what_was_killed_while_building_is_abandoned_and_names_go_on(home: Home) -> None:
    first = fill(home)
    second = home.begin()
    home.create(second, dimension=DIMENSION).abandon()
    assert not home.abandoned(first)
    assert home.abandoned(second)
    home.remove(second)
    assert home.names() == [first]
    assert home.begin() == "gen-000002"


def test_the_pointer_moves_forth_and_back(home: Home) -> None:
    first, second = fill(home), fill(home)
    assert home.live() == second
    home.make_live(first)
    assert home.live() == first
    assert home.names() == [first, second]


def test_documents_are_kept_by_generation_however_long_they_are(home: Home) -> None:
    first, second = fill(home), fill(home)
    long = "ä word, " * 100_000
    home.keep(first, {"words.json": long, "phrases.json": "[]"})
    assert home.document(first, "words.json") == long
    assert home.document(first, "phrases.json") == "[]"
    assert home.document(second, "words.json") == '{"dress": 100}'
    assert home.document(second, "phrases.json") is None
    home.keep(first, {"words.json": "{}"})
    assert home.document(first, "words.json") == "{}"
    home.make_live(second)
    home.remove(first)
    assert home.names() == [second]
    assert home.document(second, "words.json") == '{"dress": 100}'


def test_removing_what_is_gone_is_no_error(home: Home) -> None:
    home.remove("gen-000042")


def test_a_generation_that_is_not_there_cannot_be_read_or_opened(home: Home) -> None:
    fill(home)
    with pytest.raises(GenerationError, match="python -m ingest"):
        home.manifest("gen-000042")
    with pytest.raises(GenerationError):
        home.open("gen-000042")


def test_another_models_generation_is_refused_with_the_repair(home: Home, tmp_path: Path) -> None:
    fill(home)
    with pytest.raises(MismatchError) as refused:
        open_engine(tmp_path, HashEncoder(), home=home)
    assert "index built with model hash (abababababab, 16 numbers)" in str(refused.value)
    assert "run: python -m ingest CATALOGUE --rebuild" in str(refused.value)
    assert FINGERPRINT.model == "hash"


def test_a_reader_keeps_its_generation_when_the_pointer_moves(home: Home, wait: Wait) -> None:
    first = fill(home)
    index = home.open(first)
    second = home.begin()
    writer = home.create(second, dimension=DIMENSION)
    writer.write([record(1)])
    writer.finish(manifest(second).schema)
    home.describe(second, manifest(second))
    home.make_live(second)
    assert wait(index.count(None)) == 300
    wait(index.close())
    newer = home.open(home.live())
    assert wait(newer.count(None)) == 1
    wait(newer.close())
