"""What is asked in words: attributes, prices and typing errors, through the whole engine."""

from dataclasses import replace
from pathlib import Path

from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from service.engine.filters import parse_filters, plain_filters
from service.engine.index.generations import Generations
from service.engine.index.manifest import Manifest
from service.engine.opening import open_engine
from service.engine.query import Answer, Query
from service.engine.schema import Schema
from service.engine.searching.mode import Say

from .conftest import build_generation, products, run


def search(engine: Engine, query: Query) -> Answer:
    return run(engine.search(query))


def test_what_the_words_ask_of_attributes_rises_and_hides_nothing(engine: Engine) -> None:
    answer = search(engine, Query(text="a red dress for men", limit=60))
    assert plain_filters(answer.understood) == {"colour": "Red", "gender": "Men"}
    assert answer.total == 60
    first = answer.hits[:8]
    assert all(hit.product.attributes["colour"] == "Red" for hit in first)
    assert all(hit.product.attributes["gender"] == "Men" for hit in first)


def test_the_caller_can_switch_understanding_off(engine: Engine) -> None:
    answer = search(engine, Query(text="a red dress for men", understand=False))
    assert not answer.understood


def test_a_price_in_the_words_holds(engine: Engine) -> None:
    answer = search(engine, Query(text="red dress under 120", limit=60))
    assert plain_filters(answer.understood)["price"] == {"lte": 120.0}
    assert answer.total == 21
    assert all(h.product.price is not None and h.product.price <= 120 for h in answer.hits)


def test_a_price_asked_of_products_without_prices_is_left_out_and_said(tmp_path: Path) -> None:
    name = build_generation(tmp_path, HashEncoder())
    folder = Generations(tmp_path).folder(name)
    manifest = Manifest.read(folder)
    unpriced = Schema(tuple(field for field in manifest.schema.fields if field.name != "price"))
    replace(manifest, schema=unpriced).write(folder)
    engine = open_engine(tmp_path, HashEncoder())
    answer = search(engine, Query(text="red dress under 120", limit=60))
    assert answer.hits == search(engine, Query(text="red dress", limit=60)).hits
    assert "no product of this catalogue has a price" in answer.warnings[0]
    run(engine.close())


def test_a_price_alone_filters(engine: Engine) -> None:
    answer = search(engine, Query(text="under 120 rupees", limit=60))
    assert (answer.total, answer.mode) == (21, "auto")
    assert plain_filters(answer.understood) == {"price": {"lte": 120.0}}


def test_a_product_that_nothing_can_be_seen_of_is_not_behind_those_that_lack_what_is_asked(
    tmp_path: Path,
) -> None:
    build_generation(tmp_path, HashEncoder())
    # As where all words are attributes, which no field of these dresses has for "dress".
    engine = open_engine(tmp_path, HashEncoder(), say=Say(named=8.0))
    colour = products()[7].attributes["colour"]
    near = parse_filters({"price": {"gte": 105, "lte": 109}})
    answer = search(engine, Query(text=f"{colour} dress", filters=near))
    assert [hit.product.attributes["colour"] == colour for hit in answer.hits].count(True) == 1
    assert answer.hits[0].product.id == "7"
    run(engine.close())


def test_what_only_an_unseen_product_has_brings_it_first(tmp_path: Path) -> None:
    build_generation(tmp_path, HashEncoder())
    engine = open_engine(tmp_path, HashEncoder())
    own = products()[7].attributes
    only = {name: own[name] for name in ("colour", "gender")}
    others = {"price": {"gte": 107, "lte": 130}}
    alike = [p for p in products() if only.items() <= p.attributes.items()]
    filters = parse_filters(others)
    within = [p.id for p in alike if p.price is not None and 107 <= p.price <= 130]
    text = f"{own['colour']} {own['gender']} qwertz"
    answer = search(engine, Query(text=text, filters=filters, limit=60))
    assert answer.mode == "dense"
    first = [hit.product.id for hit in answer.hits[: len(within)]]
    assert sorted(first) == sorted(within)
    assert first[-1] == "7"
    run(engine.close())


def test_a_mistyped_value_that_is_not_wanted_is_said(engine: Engine) -> None:
    unwanted = parse_filters({"gender": {"not": ["Womn"]}})
    answer = search(engine, Query(text="dress", filters=unwanted))
    assert answer.warnings == ("no product has the gender 'Womn'; did you mean 'Women'?",)


def test_typing_errors_are_corrected_and_said(engine: Engine) -> None:
    answer = search(engine, Query(text="gren dres", limit=5))
    assert answer.corrected == "green dress"
    assert {hit.product.attributes["colour"] for hit in answer.hits} == {"Green"}
    assert search(engine, Query(text="gren dres", understand=False)).corrected is None


def test_words_that_no_product_has_are_left_to_the_vectors(engine: Engine) -> None:
    answer = search(engine, Query(text="cosy evening by the fire", limit=5))
    assert answer.mode == "dense"


def test_words_that_nobody_has_are_left_to_the_vectors(engine: Engine) -> None:
    assert search(engine, Query(text="qwertz", limit=3)).hits


def test_text_of_stop_words_only_still_answers(engine: Engine) -> None:
    answer = search(engine, Query(text="the of and", limit=3))
    assert answer.mode == "dense"
    assert len(answer.hits) == 3


def test_what_is_not_wanted_is_left_out(engine: Engine) -> None:
    answer = search(engine, Query(text="dress, but not red", limit=60))
    assert plain_filters(answer.understood) == {"colour": {"not": ["Red"]}}
    assert answer.total == 40
    assert all(hit.product.attributes["colour"] != "Red" for hit in answer.hits)
    apart = search(engine, Query(text="dress", not_text="red", limit=60))
    assert {hit.product.id for hit in apart.hits} == {hit.product.id for hit in answer.hits}
    alone = search(engine, Query(text="anything but red", limit=60))
    assert (alone.total, alone.mode) == (40, "auto")


def test_a_pictogram_is_read_as_its_name(engine: Engine) -> None:
    drawn, written = (search(engine, Query(text=f"red {what}")) for what in ("👗", "dress"))
    assert drawn.corrected == "red dress"
    assert [hit.product.id for hit in drawn.hits] == [hit.product.id for hit in written.hits]
    assert search(engine, Query(text="red 👗", understand=False)).corrected is None
    most = search(engine, Query(text="👗" * 1_000)).corrected
    assert most is not None
    assert len(most) < 1_100  # the last word is cut, and corrected
