"""Names of fields: what requests call the catalogue's columns."""

from typing import Final

from service.engine.schema import field_name

# The product's own keys, and what the address line of a search already means.
RESERVED: Final = frozenset(
    (
        *("id", "title", "description", "brand", "price", "picture", "image", "attributes"),
        *("q", "text", "limit", "offset", "mode", "sort", "facets", "explain"),
    )
)
MAX_NAME_CHARS: Final = 64


class FieldNames:
    """Gives every column a field name of its own; a taken or reserved one gets a number."""

    def __init__(self, renamed: dict[str, str]) -> None:
        self._renamed = renamed
        self._names: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._names)

    def of(self, column: str) -> str:
        """Return the field name of a column, always the same."""
        if column not in self._names:
            wanted = field_name(self._renamed.get(column, column))[:MAX_NAME_CHARS] or "column"
            taken = RESERVED | set(self._names.values())
            name, number = wanted, 2
            while name in taken:
                name, number = f"{wanted}_{number}", number + 1
            self._names[column] = name
        return self._names[column]

    def __contains__(self, column: str) -> bool:
        return column in self._names
