import pytest
from pydantic import ValidationError

from ui.failures import BrokenAnswerError, NotReadyError, RefusedError, UnreachableError
from ui.page import notices
from ui.page.asked import Asked, UnusablePictureError


@pytest.mark.parametrize(
    ("error", "title", "action"),
    [
        (UnreachableError("refused"), "The search service is not answering", "retry"),
        (NotReadyError("run: python -m ingest"), "The search service is not ready yet", "retry"),
        (BrokenAnswerError("500"), "The search service had a problem", "retry"),
        (RefusedError(401, "key"), "This page may not search", "retry"),
        (RefusedError(403, "key"), "This page may not search", "retry"),
        (RefusedError(404, "gone"), "This product is gone", "none"),
        (RefusedError(413, "16 MB"), "This picture cannot be used", "remove-picture"),
        (RefusedError(422, "text: long"), "This search cannot be run", "focus-search"),
        (RefusedError(429, "slow down"), "Many people are searching right now", "retry"),
        (UnusablePictureError("no"), "This picture cannot be used", "remove-picture"),
    ],
)
def test_each_failure_says_what_happened_and_what_to_do(
    error: RefusedError, title: str, action: str
) -> None:
    notice = notices.for_error(error)

    assert (notice.title, notice.action) == (title, action)
    assert notice.text.endswith((".", "ingest"))


def test_what_the_service_said_is_kept_for_who_wants_to_know() -> None:
    assert notices.for_error(RefusedError(422, "limit: is 0")).detail == "limit: is 0"
    assert "python -m ingest" in notices.for_error(NotReadyError("run: python -m ingest")).text


def test_a_question_that_is_none_names_its_field() -> None:
    with pytest.raises(ValidationError) as caught:
        Asked(text="x" * 2_000)

    assert notices.for_error(caught.value).detail.startswith("text: ")


def test_nothing_found_blames_the_filters_only_when_there_are_some() -> None:
    assert notices.nothing_found(filtered=True).action == "clear-filters"
    assert notices.nothing_found(filtered=False).action == "focus-search"
