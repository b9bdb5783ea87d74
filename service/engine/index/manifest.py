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

    def write(self, folder: Path) -> None:
        """Write `manifest.json` into a generation's folder."""
        raw = asdict(self) | {"schema": self.schema.to_json()}
        (folder / FILE_NAME).write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read a generation's manifest.

        Raises:
            GenerationError: when it is missing, broken or of another format.
        """
        repair = "ingest the catalogue again: python -m ingest CATALOGUE --rebuild"
        try:
            raw: dict[str, Any] = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
            if raw.get("format") != FORMAT:
                raise GenerationError(
                    f"generation {folder.name} has format {raw.get('format')}, "
                    f"this version reads {FORMAT}; {repair}"
                )
            raw["fingerprint"] = Fingerprint(**raw["fingerprint"])
            raw["schema"] = Schema.from_json(raw["schema"])
            return cls(**raw)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise GenerationError(
                f"the manifest of generation {folder.name} cannot be read ({error}); {repair}"
            ) from error

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
