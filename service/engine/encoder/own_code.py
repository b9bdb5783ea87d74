"""Which model folders need no code but what is installed: the bundled model and its descendants."""

import json
from pathlib import Path
from typing import Any, Final

# The modules of the bundled model. None of them loads code that a folder brings along.
_OWN: Final = frozenset(
    {
        "service.engine.compact.picture_tower.PictureTower",
        "service.engine.compact.word_tower.WordTower",
        "sentence_transformers.base.modules.normalize.Normalize",
        "sentence_transformers.base.modules.router.Router",
    }
)


def needs_own_code_only(folder: Path) -> bool:
    """Whether a folder is made of the bundled model's modules, and brings no code of its own.

    sentence-transformers asks for trust before it imports a module class that is not its own, even
    an installed one. For such a folder trust is safe: there is nothing in it that could be run.
    """
    if not (folder / "modules.json").is_file() or any(folder.rglob("*.py")):
        return False
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        router = json.loads((folder / "router_config.json").read_text(encoding="utf-8"))
        return bool(modules) and _names(modules, router) <= _OWN
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _names(modules: Any, router: Any) -> set[str]:
    return {module["type"] for module in modules} | set(router["types"].values())
