"""The systemd units: commands, flags and variables are those of the code."""

import re
from pathlib import Path

import pytest

from .declared import DEPLOY, flags, variables

FOLDER = DEPLOY / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))


def lines(path: Path) -> list[tuple[str, str, str]]:
    """Return (section, name, value) of each line; systemd's names may come twice."""
    found, section = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            section = match[1]
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            assert section, line
            assert re.fullmatch(r"[A-Z][A-Za-z]+", name), line
            found.append((section, name, value))
    return found


def values(path: Path) -> dict[str, str]:
    return {name: value for _, name, value in lines(path)}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_there_is(path: Path) -> None:
    program, dash_m, package, *rest = values(path)["ExecStart"].split()
    assert program.startswith("/")
    assert dash_m == "-m"
    assert package in ("service", "ingest")
    assert {one for one in rest if one.startswith("--")} <= flags(package)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_has_no_root_and_writes_to_its_own_folder_alone(path: Path) -> None:
    found = values(path)
    assert found["User"] == "modiste"
    assert found["ProtectSystem"] == "strict"
    assert found["NoNewPrivileges"] == "yes"
    assert found["CapabilityBoundingSet"] == ""
    assert f"--data /var/lib/{found['StateDirectory']}" in found["ExecStart"]


def test_the_settings_are_read_by_the_code_and_the_units() -> None:
    text = (FOLDER / "modiste.env").read_text(encoding="utf-8")
    names = set(re.findall(r"^(\w+)=", text, re.MULTILINE))
    assert {name for name in names if name.startswith("MODISTE_")} <= variables()
    used = {one for path in UNITS for one in re.findall(r"\$\{(\w+)\}", values(path)["ExecStart"])}
    assert used <= names


def test_the_timer_starts_a_unit_that_there_is() -> None:
    (timer,) = FOLDER.glob("*.timer")
    assert timer.with_suffix(".service") in UNITS
    assert ("Timer", "OnCalendar", "*-*-* 03:20:00") in lines(timer)


def test_it_stops_later_than_requests_end() -> None:
    assert int(values(FOLDER / "modiste.service")["TimeoutStopSec"]) > 30
