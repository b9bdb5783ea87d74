"""Nested values of JSON and Parquet -> flat columns."""

from collections.abc import Mapping
from typing import Final

MAX_DEPTH: Final = 4


def flatten(values: Mapping[str, object]) -> dict[str, object]:
    """Bring nested objects up: {"size": {"eu": 42}} -> {"size_eu": 42}.

    What lies in `attributes` keeps its own name, unless a column of that name exists.
    Objects nested deeper than `MAX_DEPTH` are left out.
    """
    flat = {key: value for key, value in values.items() if not isinstance(value, Mapping)}
    for key, value in values.items():
        if isinstance(value, Mapping):
            prefix = "" if key.casefold() == "attributes" else f"{key}_"
            for inner, leaf in _leaves(value, depth=1):
                name = prefix + inner
                flat[name if name not in flat else f"{key}_{inner}"] = leaf
    return flat


def _leaves(values: Mapping[str, object], depth: int) -> list[tuple[str, object]]:
    leaves: list[tuple[str, object]] = []
    for key, value in values.items():
        if not isinstance(value, Mapping):
            leaves.append((str(key), value))
        elif depth < MAX_DEPTH:
            leaves += [(f"{key}_{inner}", leaf) for inner, leaf in _leaves(value, depth + 1)]
    return leaves
