"""Fields that captions and queries know by name, and what to do where a catalogue has others."""

from collections.abc import Iterable
from typing import Final

from finetune.captions.profile import KIND_OF_FIELD

# Without these most captions and most queries cannot be made.
_NEEDED: Final = ("articleType", "baseColour", "gender")


def unknown_fields_note(fields: Iterable[str]) -> str | None:
    """Say which of the needed fields a catalogue lacks and how to name them; `None` with all.

    Args:
        fields: the names of all attributes of the catalogue, as a mapping leaves them.
    """
    there = set(fields)
    missing = [name for name in _NEEDED if name not in there]
    if not missing:
        return None
    others = ", ".join(sorted(there - KIND_OF_FIELD.keys())) or "none"
    asked = ", ".join(f'YOURS = "{name}"' for name in missing)
    return (
        f"no attribute is called {' or '.join(missing)}, so nothing is made of it (others: "
        f"{others}); where a column says it, name it in the mapping file: "
        f"[attributes] rename = {{ {asked} }}"
    )
