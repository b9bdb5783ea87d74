"""The manifest of a generation: what it was made of, so that nothing else is compared with it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from service.engine.encoder import Fingerprint
from service.engine.errors import GenerationError, MismatchError
from service.engine.schema import Schema

FORMAT: Final = 1
FILE_NAME: Final = "manifest.json"
_REPAIR: Final = "ingest the catalogue again: python -m ingest CATALOGUE --rebuild"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one complete build of the index records about itself.

    Attributes:
        generation: its name.
        created: ISO 8601, UTC.
        fingerprint: model and preprocessing of every vector in it.
        schema: the catalogue's fields.
        products: how many points it held when it was built.
        with_picture: how many of them have a picture.
        catalogue: digest of what was read and how, so that an unchanged catalogue is recognised.
        source: the catalogue's name, for people.
    """

    generation: str
    created: str
    fingerprint: Fingerprint
    schema: Schema
    products: int
    with_picture: int
    catalogue: str = ""
    source: str = ""
    format: int = field(default=FORMAT)

    def to_json(self) -> dict[str, Any]:
        """Return the manifest as it is stored."""
        return asdict(self) | {"schema": self.schema.to_json()}

    @classmethod
    def from_json(cls, raw: Any, *, generation: str) -> "Manifest":
        """Read what `to_json` returned.

        Raises:
            GenerationError: when it is missing, broken or of another format.
        """
        try:
            if raw.get("format") != FORMAT:
                raise GenerationError(
                    f"generation {generation} has format {raw.get('format')}, "
                    f"this version reads {FORMAT}; {_REPAIR}"
                )
            fingerprint = Fingerprint(**raw["fingerprint"])
            schema = Schema.from_json(raw["schema"])
            return cls(**{**raw, "fingerprint": fingerprint, "schema": schema})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _unreadable(generation, error) from error

    def write(self, folder: Path) -> None:
        """Write `manifest.json` into a generation's folder."""
        text = json.dumps(self.to_json(), indent=2) + "\n"
        (folder / FILE_NAME).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read a generation's manifest.

        Raises:
            GenerationError: when it is missing, broken or of another format.
        """
        try:
            raw = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise _unreadable(folder.name, error) from error
        return cls.from_json(raw, generation=folder.name)

    def require(self, running: Fingerprint) -> None:
        """Refuse to be searched with vectors of another kind.

        Raises:
            MismatchError: naming both models and the command that repairs it.
        """
        if self.fingerprint.compatible(running):
            return
        ours, theirs = self.fingerprint, running
        what = (
            f"index built with model {ours.model} ({ours.digest[:12]}, {ours.dimension} numbers), "
            f"running {theirs.model} ({theirs.digest[:12]}, {theirs.dimension} numbers)"
            if ours.digest != theirs.digest or ours.dimension != theirs.dimension
            else f"index built with preprocessing {ours.preprocessing}, "
            f"running {theirs.preprocessing}"
        )
        raise MismatchError(
            f"{what}; run: python -m ingest CATALOGUE --rebuild, "
            "or set MODISTE_MODEL to the model that the index was built with"
        )


def _unreadable(generation: str, error: Exception) -> GenerationError:
    return GenerationError(
        f"the manifest of generation {generation} cannot be read ({error}); {_REPAIR}"
    )
