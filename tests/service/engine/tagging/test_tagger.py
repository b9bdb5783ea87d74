from collections.abc import Mapping

from service.engine.engine import Engine
from service.engine.tagging import Tag
from tests.service.engine.conftest import drawn, products, run


def tags_of(engine: Engine, number: int) -> Mapping[str, tuple[Tag, ...]]:
    return run(engine.tag(drawn(products()[number])))


def test_a_picture_gets_the_attributes_of_the_products_that_look_like_it(engine: Engine) -> None:
    for number in (0, 1, 2, 3):
        tags = tags_of(engine, number)
        assert tags["colour"][0].value == products()[number].attributes["colour"]
        assert tags["colour"][0].confidence > 0.5


def test_only_facets_that_say_what_a_picture_shows_are_tagged(engine: Engine) -> None:
    assert set(tags_of(engine, 0)) == {"colour", "gender"}


def test_tagging_twice_gives_the_same(engine: Engine) -> None:
    assert tags_of(engine, 5) == tags_of(engine, 5)
