"""What the code declares, for what deploys it to be held against."""

from functools import cache
from pathlib import Path
from typing import Any

import typer.main
import yaml
from typer.core import TyperGroup

from ingest.command import create_command
from service.api.app import create_app
from service.engine.engine import Engine
from service.settings import Settings
from ui.settings import Settings as PageSettings

REPOSITORY = Path(__file__).parents[2]
DEPLOY = REPOSITORY / "deploy"


@cache
def variables() -> frozenset[str]:
    """Return the names of all MODISTE_* variables that are read."""
    return frozenset(
        f"{settings.model_config['env_prefix']}{name}".upper()
        for settings in (Settings, PageSettings)
        for name in settings.model_fields
    )


def flags(command: str) -> frozenset[str]:
    """Return the flags of `python -m service` or `python -m ingest`."""
    if command == "service":
        names = frozenset("--" + name.replace("_", "-") for name in Settings.model_fields)
        return names | {"--version", "--help"}
    group = typer.main.get_command(create_command(Settings()))
    assert isinstance(group, TyperGroup)
    return frozenset(
        option for one in group.commands.values() for each in one.params for option in each.opts
    )


def _never_opened() -> Engine:
    raise AssertionError("the app is only asked for its routes")


@cache
def openapi() -> dict[str, Any]:
    """Return the service's description of itself."""
    described: dict[str, Any] = create_app(_never_opened, settings=Settings()).openapi()
    return described


def routes() -> frozenset[str]:
    """Return the paths that the service answers."""
    return frozenset(openapi()["paths"])


def read_yaml(path: Path) -> Any:
    """Read a YAML file of one document."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def is_pinned(image: str) -> bool:
    """Whether an image names one release: a digest, or a tag with a full version."""
    if "@sha256:" in image:
        return True
    name, _, tag = image.rpartition(":")
    return bool(name) and len([part for part in tag.split("-")[0].split(".") if part]) >= 3
