import asyncio
from collections.abc import Sequence

import numpy as np

from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.query import FacetCount
from service.engine.tagging.labels import embed_labels
from service.engine.tagging.prompts import prompts_of
from service.engine.thesaurus import bundled_thesaurus
from service.engine.understanding import Vocabulary

THESAURUS = bundled_thesaurus()
ENCODER = HashEncoder()


async def embed(texts: Sequence[str]) -> Vectors:
    return ENCODER.embed_texts(texts)


def test_a_value_is_said_in_its_own_and_other_words() -> None:
    said = prompts_of("type", "Tshirts", THESAURUS)
    assert {"tshirts", "t-shirt"} <= set(said)


def test_a_value_that_the_thesaurus_does_not_have_is_said_as_it_is() -> None:
    assert prompts_of("type", "Zorbs", THESAURUS) == ("zorbs",)
    assert prompts_of("gender", "Elves", THESAURUS) == ("elves clothes", "clothes for elves")


def test_people_are_said_by_what_they_wear() -> None:
    assert all("clothes" in text for text in prompts_of("gender", "Women", THESAURUS))


def test_every_value_of_a_recognised_facet_gets_a_direction() -> None:
    facets = {
        "Farbe": [FacetCount("Red", 3), FacetCount("Blue", 1), FacetCount("Zorb", 1)],
        "note": [FacetCount("whatever", 3)],
    }
    vocabulary = Vocabulary.of(facets, THESAURUS)
    (labels,) = asyncio.run(embed_labels(vocabulary, THESAURUS, embed))
    assert (labels.field, labels.kind) == ("Farbe", "colour")
    assert labels.values == ("Red", "Blue", "Zorb")
    assert labels.counts == (3, 1, 1)
    assert labels.vectors.shape == (3, 64)
    assert np.allclose(np.linalg.norm(labels.vectors, axis=1), 1, atol=1e-5)


def test_a_catalogue_without_known_facets_has_no_labels() -> None:
    assert asyncio.run(embed_labels(Vocabulary({}, {}, {}), THESAURUS, embed)) == ()
