"""The API reference says what the service's own description says."""

import re

from tests.deploy.declared import openapi

from .reference import PATH, reference


def test_the_reference_is_of_this_code() -> None:
    made = re.sub(r"\n{3,}", "\n\n", reference(openapi()))
    assert PATH.read_text(encoding="utf-8") == made, "run: python -m tests.docs.reference"
