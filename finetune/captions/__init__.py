"""Training captions: display names, attribute phrases and wishes, as shoppers would say them."""

from finetune.captions.caption import Asked, Caption, CaptionKind, CaptionMix
from finetune.captions.captioner import (
    Captioner,
    bundled_captioner,
    caption,
    fits,
    wishes_of,
)
from finetune.captions.photos import may_fit_photo, photo_caption
from finetune.captions.wish_phrases import wish_text
from finetune.captions.wishes import Wish, WishError, WishMatch, bundled_wishes, load_wishes

__all__ = [
    "Asked",
    "Caption",
    "CaptionKind",
    "CaptionMix",
    "Captioner",
    "Wish",
    "WishError",
    "WishMatch",
    "bundled_captioner",
    "bundled_wishes",
    "caption",
    "fits",
    "load_wishes",
    "may_fit_photo",
    "photo_caption",
    "wish_text",
    "wishes_of",
]
