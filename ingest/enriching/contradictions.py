"""Contradictions: what title or column say of a product and none that looks like it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ingest.enriching.predictor import Scores
from ingest.enriching.titles import Claims
from service.engine.thesaurus import Kind, Thesaurus
from service.engine.understanding import Vocabulary

# Of what a picture shows, this much of the say of those alike must agree...
MIN_SHARE: Final = 0.9
# ...and this much at most may say what the words say.
MAX_DOUBT: Final = 0.01
MAX_KEPT: Final = 10_000
JUDGED: Final[tuple[Kind, ...]] = ("colour", "gender", "type", "pattern")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A product that looks like another thing than it is said to be.

    Attributes:
        id: of the product.
        title: its title.
        picture: key of its picture.
        field: what is contradicted.
        title_says: what the title says, in the catalogue's values; `None` when it says nothing.
        column_says: what the catalogue's column says.
        picture_says: what those say that look like it.
        share: their share (0..1), by how alike they are.
    """

    id: str
    title: str
    picture: str
    field: str
    title_says: str | None
    column_says: str | None
    picture_says: str
    share: float

    def sentence(self) -> str:
        """Say it in words."""
        claims = (("title", self.title_says), ("column", self.column_says))
        said = ", ".join(f"{source} says {value}" for source, value in claims if value)
        return f"{self.id} ({self.title[:60]}): {said}, picture says {self.picture_says}"


class Judge:
    """Compares what is said of products with what their pictures show.

    Args:
        vocabulary: which field is about what.
        thesaurus: which colours pass for each other.
    """

    def __init__(self, vocabulary: Vocabulary, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._kinds = {field: kind for kind in JUDGED for field in vocabulary.fields.get(kind, ())}
        self._kin: dict[tuple[Kind, str, str], bool] = {}

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are judged."""
        return tuple(self._kinds)

    def judge(
        self,
        payload: Mapping[str, Any],
        field: str,
        *,
        values: Sequence[str],
        shares: Scores,
        claims: Claims,
    ) -> Contradiction | None:
        """Return what contradicts the picture, if anything does.

        Args:
            payload: of the product.
            field: which field.
            values: its values.
            shares: (values,) the say of the products that look like it.
            claims: what the title says.
        """
        kind = self._kinds[field]
        seen = values[int(shares.argmax())]
        agree = self._mass(kind, (seen,), values, shares)
        if agree < MIN_SHARE:
            return None
        # "Black shoes" may be formal or casual ones: titles are no witnesses of the exact type.
        by_title = () if kind == "type" else claims.get(field, ())
        own = payload.get("attributes", {}).get(field)
        by_column = (own,) if isinstance(own, str) else tuple(own or ())
        against_title = self._against(kind, by_title, values, shares)
        against_column = self._against(kind, by_column, values, shares)
        if not against_title and not against_column:
            return None
        return Contradiction(
            id=payload["id"],
            title=payload.get("title") or "",
            picture=payload.get("picture") or "",
            field=field,
            title_says=" / ".join(by_title) or None,
            column_says=" / ".join(by_column) or None,
            picture_says=seen,
            share=round(agree, 3),
        )

    def _against(
        self, kind: Kind, said: Sequence[str], values: Sequence[str], shares: Scores
    ) -> bool:
        return bool(said) and self._mass(kind, said, values, shares) <= MAX_DOUBT

    def _mass(
        self, kind: Kind, said: Sequence[str], values: Sequence[str], shares: Scores
    ) -> float:
        alike = [any(self._passes(kind, one, value) for one in said) for value in values]
        return float(shares[np.array(alike, dtype=bool)].sum())

    def _passes(self, kind: Kind, said: str, value: str) -> bool:
        key = (kind, said, value)
        if key not in self._kin:
            self._kin[key] = (
                said == value
                or (kind == "colour" and self._thesaurus.kinship(said, value) is not None)
                or (kind == "gender" and (self._for_anyone(said) or self._for_anyone(value)))
            )
        return self._kin[key]

    def _for_anyone(self, value: str) -> bool:
        return any(
            (one.kind, one.value) == ("gender", "Unisex") for one in self._thesaurus.readings(value)
        )
