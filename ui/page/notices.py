"""What the page says when there are no products to show, in words for the person in front of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import ValidationError

from ui.failures import NotReadyError, RefusedError, ServiceError, UnreachableError
from ui.page.asked import UnusablePictureError

Action: TypeAlias = Literal[
    "retry", "clear-filters", "remove-picture", "forget-taste", "focus-search", "none"
]


@dataclass(frozen=True, slots=True)
class Notice:
    """A few words in the place of results.

    Attributes:
        title: what happened.
        text: what can be done about it.
        action: what the button does; `none` leaves it out.
        label: what the button says.
        detail: what the service said, for who wants to know.
    """

    title: str
    text: str
    action: Action = "none"
    label: str = ""
    detail: str = ""


def nothing_asked() -> Notice:
    """Nothing to search by."""
    return Notice(
        "What are you looking for?",
        "Write a few words, add a picture, or choose a filter.",
        "focus-search",
        "Write something",
    )


def nothing_found(*, filtered: bool) -> Notice:
    """An answer without a product."""
    if filtered:
        return Notice(
            "Nothing passes these filters",
            "No product is all of this at once. Take a filter away, or all of them.",
            "clear-filters",
            "Clear the filters",
        )
    return Notice(
        "Nothing was found",
        "Try other words, or fewer of them, or a picture of what you mean.",
        "focus-search",
        "Change the words",
    )


def nothing_to_compare() -> Notice:
    """Filters alone rank nothing, so that there is nothing to compare."""
    return Notice(
        "What shall be compared?",
        "Write a few words or add a picture: the same search is then run by vectors, by BM25 and "
        "by both, side by side.",
        "focus-search",
        "Write something",
    )


def liked_product_is_gone() -> Notice:
    """A product that steers the search is no longer in the catalogue."""
    return Notice(
        "A product that you rated is gone",
        "It was taken out of the catalogue, so that it cannot steer this search any more.",
        "forget-taste",
        "Search without my ratings",
    )


def for_error(error: ValidationError | UnusablePictureError | ServiceError) -> Notice:
    """Return what to say about a failure."""
    if isinstance(error, NotReadyError):
        return Notice(
            "The search service is not ready yet",
            f"What you asked is still here. The service says: {error}",
            "retry",
            "Try again",
        )
    if isinstance(error, UnreachableError):
        return Notice(
            "The search service is not answering",
            "What you asked is still here. If you run the service, check that it is started "
            "(python -m service) and ready; otherwise wait a moment and try again.",
            "retry",
            "Try again",
            str(error),
        )
    if isinstance(error, RefusedError):
        return _refused(error)
    if isinstance(error, UnusablePictureError):
        return _unusable_picture("")
    if isinstance(error, ValidationError):
        return _invalid(error)
    return Notice(
        "The search service had a problem",
        "What you asked is still here; trying again may help.",
        "retry",
        "Try again",
        str(error),
    )


def _invalid(error: ValidationError) -> Notice:
    first = error.errors()[0]
    if first["loc"] and first["loc"][0] == "picture":
        return _unusable_picture(first["msg"])
    where = ".".join(map(str, first["loc"]))
    return Notice(
        "This search cannot be run",
        "Change what you asked and search again.",
        "focus-search",
        "Change the words",
        f"{where}: {first['msg']}",
    )


def _refused(error: RefusedError) -> Notice:
    if error.status in (401, 403):
        return Notice(
            "This page may not search",
            "The service asks for a key. Start the page with MODISTE_UI_API_KEY set to one that "
            "the service knows.",
            "retry",
            "Try again",
            error.detail,
        )
    if error.status == 404:
        return Notice(
            "This product is gone",
            "It was taken out of the catalogue a moment ago.",
            detail=error.detail,
        )
    if error.status == 413:
        return _unusable_picture(error.detail)
    if error.status == 429:
        return Notice(
            "Many people are searching right now",
            "Wait a few seconds and try again.",
            "retry",
            "Try again",
            error.detail,
        )
    return Notice(
        "This search cannot be run",
        "Change what you asked and search again.",
        "focus-search",
        "Change the words",
        error.detail,
    )


def _unusable_picture(detail: str) -> Notice:
    return Notice(
        "This picture cannot be used",
        "Take another JPEG, PNG or WebP picture, or a smaller one.",
        "remove-picture",
        "Remove the picture",
        detail,
    )
