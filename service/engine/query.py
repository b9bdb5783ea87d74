"""Query and Hit: what is asked and what is answered, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from PIL.Image import Image

from service.engine.errors import BadQueryError
from service.engine.filters import Filters
from service.engine.pictograms import has_words, spelt_out
from service.engine.product import Product

Mode: TypeAlias = Literal["auto", "dense", "lexical", "hybrid"]
QueryKind: TypeAlias = Literal["text", "image", "composed"]

MAX_TEXT_CHARS = 1_000
MAX_LIMIT = 200
MAX_WINDOW = 10_000
MAX_PRODUCTS = 32


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of wish counts, from 0 up; only their ratios matter."""

    text: float = 1.0
    image: float = 1.0
    like: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the engine.

    Something to search by (text, image or liked products) or a filter must be given.

    Attributes:
        text: the words, at most `MAX_TEXT_CHARS` characters.
        image: a decoded picture, upright, RGB.
        not_text: words for what is not wanted; pictograms become their names.
        like: ids of products that the answer should resemble; never among the hits.
        dislike: ids of products that it should not resemble; never among the hits either.
        weights: how much text, image and liked products count.
        sort: "relevance", "newest", a numeric field, or "-field" for largest first; anything but
            relevance orders only what is relevant.
        diversity: from 0 (by relevance alone) to 1 (as different from each other as can be).
        min_match: hits with a smaller calibrated match (0..1) are dropped; 0 drops nothing.
        filters: what every hit must be.
        mode: which legs answer; see `searching.mode.choose_mode`.
        limit: hits on this page, 1 to `MAX_LIMIT`.
        offset: hits skipped; `offset + limit` is at most `MAX_WINDOW`.
        facets: fields whose values are counted, over what is relevant.
        group_by: "look" or a facet field: each group is one hit, with the rest as its variants.
        understand: whether attributes and prices are read out of the text.
        explain: whether each hit says why it was found.

    Raises:
        BadQueryError: naming the field and the repair.
    """

    text: str | None = None
    image: Image | None = None
    not_text: str | None = None
    like: tuple[str, ...] = ()
    dislike: tuple[str, ...] = ()
    weights: Weights = field(default_factory=Weights)
    min_match: float = 0.0
    sort: str = "relevance"
    diversity: float = 0.0
    filters: Filters = field(default_factory=Filters)
    mode: Mode = "auto"
    limit: int = 24
    offset: int = 0
    facets: tuple[str, ...] = ()
    group_by: str | None = None
    understand: bool = True
    explain: bool = False

    def __post_init__(self) -> None:
        _check_text("text", self.text)
        _check_text("not_text", self.not_text)
        # Frozen to callers; nothing of what is not wanted is told back as it was typed.
        object.__setattr__(self, "not_text", self.not_text and _spelt_out(self.not_text))
        for name, ids in (("like", self.like), ("dislike", self.dislike)):
            if len(ids) > MAX_PRODUCTS:
                raise BadQueryError(name, f"{name} takes at most {MAX_PRODUCTS} products at once")
        for name, share in (("min_match", self.min_match), ("diversity", self.diversity)):
            if not 0.0 <= share <= 1.0:
                raise BadQueryError(name, f"{name} goes from 0 to 1")
        if self.diversity and self.sort != "relevance":
            raise BadQueryError("diversity", "diversity spreads relevance; leave sort as it is")
        if not 1 <= self.limit <= MAX_LIMIT:
            raise BadQueryError("limit", f"limit is {self.limit}; it goes from 1 to {MAX_LIMIT}")
        if self.offset < 0 or self.offset + self.limit > MAX_WINDOW:
            raise BadQueryError(
                "offset",
                f"offset is {self.offset}; it is at least 0, "
                f"and offset + limit at most {MAX_WINDOW}",
            )
        if not (self.text or self.image or self.like or self.filters):
            raise BadQueryError("text", "nothing to search by; give words, a picture or filters")
        if self.mode == "lexical" and not self.text:
            raise BadQueryError("mode", "mode 'lexical' searches words; give text, or mode 'auto'")

    @property
    def kind(self) -> QueryKind:
        """Which calibration judges the scores: words alone, pictures alone, or both."""
        pictures = self.image is not None or bool(self.like)
        if self.text and pictures:
            return "composed"
        return "image" if pictures else "text"


def _spelt_out(text: str) -> str:
    return spelt_out(text)[:MAX_TEXT_CHARS]


def _check_text(name: str, text: str | None) -> None:
    if text is not None and not text.strip():
        raise BadQueryError(name, f"{name} is empty; write words or leave it out")
    if text is not None and len(text) > MAX_TEXT_CHARS:
        raise BadQueryError(
            name, f"{name} has {len(text):,} characters; at most {MAX_TEXT_CHARS:,} do"
        )
    if text is not None and not has_words(text):
        raise BadQueryError(name, f"{name} has no letter; write words or leave it out")


@dataclass(frozen=True, slots=True)
class LegScore:
    """Where one leg of a search saw a hit.

    Attributes:
        score: cosine for the dense leg, BM25 for the lexical one.
        rank: from 1; `None` when this leg did not bring the hit.
        terms: the query's words that the product has (lexical leg only).
    """

    score: float
    rank: int | None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeReason:
    """An attribute that the words asked for, beside the product's own.

    Attributes:
        field: the catalogue's field.
        asked: the value that was understood; several are joined by " / ".
        has: the product's value, or `None`.
        match: "same", "near" (a colour that passes for it) or "no".
    """

    field: str
    asked: str
    has: str | None
    match: Literal["same", "near", "no"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit was found.

    Attributes:
        legs: "dense" and "lexical", as far as they answered.
        attributes: what was asked beside what the product has.
    """

    legs: Mapping[str, LegScore]
    attributes: tuple[AttributeReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that answers a query.

    Attributes:
        product: the product.
        rank: position in the whole answer, from 1.
        score: what the answer is ordered by: cosine, BM25 or the fused reciprocal rank.
        match: calibrated probability (0..1) that the product is what was meant;
            `None` where the model brings no calibration or nothing was embedded.
        explain: why it was found, when asked for.
        variants: the best of the other products of its group, when groups were asked for.
        variant_count: how many others there are.
    """

    product: Product
    rank: int
    score: float
    match: float | None = None
    explain: Explanation | None = None
    variants: tuple[Product, ...] = ()
    variant_count: int = 0


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many products have one value of a facet."""

    value: str | int | float | bool
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine answers.

    Attributes:
        hits: one page, best first.
        total: how many products (or groups) could be paged through.
        mode: the mode that was used (never "auto").
        facets: field -> values with counts, most frequent first.
        understood: what was read out of the words: attributes to prefer and prices that hold.
        corrected: the text as it was corrected, or `None`.
        took_ms: stage -> milliseconds ("encode", "search", "total").
        warnings: what the caller should know, in whole sentences.
        degraded: whether the index did not answer, and words alone found this among the products
            that were known last.
    """

    hits: tuple[Hit, ...]
    total: int
    mode: Mode
    facets: Mapping[str, tuple[FacetCount, ...]]
    took_ms: Mapping[str, float]
    understood: Filters = field(default_factory=Filters)
    corrected: str | None = None
    warnings: tuple[str, ...] = ()
    degraded: bool = False
