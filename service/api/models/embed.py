"""Words and pictures to be embedded, and their vectors."""

from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from service.engine.query import MAX_TEXT_CHARS

MAX_TEXTS: Final = 64
MAX_IMAGES: Final = 16


def _words(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty", "is empty; write words or leave it out")
    if len(text) > MAX_TEXT_CHARS:
        raise PydanticCustomError(
            "too_many_characters",
            "has {given} characters; at most {most} do",
            {"given": f"{len(text):,}", "most": f"{MAX_TEXT_CHARS:,}"},
        )
    return text


class EmbedRequest(BaseModel):
    """Words, pictures or both."""

    model_config = ConfigDict(extra="forbid", strict=True)

    texts: list[Annotated[str, AfterValidator(_words)]] = Field(
        [],
        max_length=MAX_TEXTS,
        description=f"Words; at most {MAX_TEXT_CHARS} characters each.",
    )
    images: list[str] = Field(
        [],
        max_length=MAX_IMAGES,
        description="Pictures as base64, with or without `data:image/...;base64,`.",
    )


class EmbedResponse(BaseModel):
    """Vectors of unit length in the order of the request; all share one space."""

    model: str
    dimension: int = Field(description="Numbers of a vector.")
    texts: list[list[float]]
    images: list[list[float]]
