"""What can be set is written down, with its true default."""

import re
from pathlib import Path

import pytest
import typer.main
from pydantic_settings import BaseSettings
from typer.core import TyperGroup

from ingest.command import create_command
from service.settings import Settings
from ui.settings import Settings as PageSettings

TEXT = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([\w-]+)` \| (.+?) \|", TEXT, re.MULTILINE))


def variables() -> list[tuple[str, object]]:
    found = []
    for settings in (Settings, PageSettings):
        assert issubclass(settings, BaseSettings)
        prefix = settings.model_config["env_prefix"]
        found += [(f"{prefix}{n}".upper(), f.default) for n, f in settings.model_fields.items()]
    return found


@pytest.mark.parametrize(("name", "default"), variables())
def test_every_setting_is_documented_with_its_default(name: str, default: object) -> None:
    said = ROWS[name].strip("`")
    expected = {"True": "true", "False": "false", "None": "none"}.get(str(default), str(default))
    assert said == expected


def flags() -> list[str]:
    command = typer.main.get_command(create_command(Settings()))
    assert isinstance(command, TyperGroup)
    return [
        option
        for one in command.commands.values()
        for p in one.params
        for option in p.opts
        if option.startswith("--")
    ]


@pytest.mark.parametrize("flag", flags())
def test_every_flag_of_ingest_is_documented(flag: str) -> None:
    assert flag in ROWS


def test_nothing_is_documented_that_cannot_be_set() -> None:
    known = {name for name, _ in variables()} | set(flags())
    assert {name for name in ROWS if name.startswith(("MODISTE", "--"))} <= known
