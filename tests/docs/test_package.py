"""What is installed from a wheel is whole: code, data, version."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from setuptools import find_packages

from service.version import VERSION

from .markdown import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
INCLUDED = SETUPTOOLS["packages"]["find"]["include"]
PACKAGES = set(find_packages(str(REPOSITORY), include=INCLUDED))
TOPS = sorted({package.split(".")[0] for package in PACKAGES})
# For reading in the repository, not needed by the code.
READ_ONLY = {"README.md", "LICENSE", "NOTICE", "Makefile"}


def committed(top: str) -> list[Path]:
    done = subprocess.run(  # noqa: S603
        ["git", "ls-files", "--", top],  # noqa: S607
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        pytest.skip("no git here: what belongs to the project cannot be told from leftovers")
    return [Path(line) for line in done.stdout.splitlines() if (REPOSITORY / line).is_file()]


def packed() -> set[Path]:
    found: set[Path] = set()
    for package, patterns in SETUPTOOLS["package-data"].items():
        folder = REPOSITORY / package.replace(".", "/")
        for pattern in patterns:
            found |= {path.relative_to(REPOSITORY) for path in folder.glob(pattern)}
    return found


@pytest.mark.parametrize("top", TOPS)
def test_every_module_is_in_a_package_that_is_installed(top: str) -> None:
    for path in committed(top):
        if path.suffix == ".py":
            assert ".".join(path.parent.parts) in PACKAGES, f"{path}: an __init__.py is missing"


@pytest.mark.parametrize("top", TOPS)
def test_every_file_of_data_is_installed(top: str) -> None:
    data = {p for p in committed(top) if p.suffix != ".py" and p.name not in READ_ONLY}
    assert data - packed() == set()


def test_the_version_is_told_and_has_its_section() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "service", "--version"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == f"modiste {VERSION}\n"
    changes = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {VERSION} " in changes or "## Unreleased\n" in changes
