"""Published figures on the same catalogue, to stand beside ours."""

from dataclasses import dataclass

from finetune.evaluation.stock.stock import Stock

MIN_PRODUCTS = 30_000
NOTE = (
    "Published zero-shot figures for the 44,434 products of Fashion Product Images (KAGL): at "
    "most 2,000 sampled titles, everything as corpus. A model trained on part of this very "
    "catalogue is in its own domain: its figure, on products that it never saw, may be set beside "
    "these but is not one of them."
)


@dataclass(frozen=True, slots=True)
class Published:
    """A model's title -> picture figures."""

    model: str
    recall_1: float
    recall_10: float
    mrr_10: float


PUBLISHED = (
    Published("FashionCLIP 2.0 (151 M)", 0.122, 0.404, 0.217),
    Published("Marqo-FashionCLIP (150 M)", 0.159, 0.446, 0.265),
    Published("SigLIP B/16", 0.169, 0.468, 0.272),
    Published("Marqo-FashionSigLIP (203 M)", 0.179, 0.489, 0.293),
)
_FIELDS = ("masterCategory", "subCategory", "articleType", "baseColour", "season", "usage")


def comparable(stock: Stock) -> bool:
    """Say whether this catalogue is (nearly all of) the one that the figures are of."""
    known = {field for product in stock.products[:1000] for field in product.attributes}
    return len(stock) >= MIN_PRODUCTS and known.issuperset(_FIELDS)
