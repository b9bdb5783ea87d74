"""The images: linted, pinned, without root, and in step with the code."""

import ast
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from service.settings import Settings
from ui.guard import _OPEN
from ui.settings import Settings as PageSettings

from .declared import DEPLOY, REPOSITORY, is_pinned, routes, variables

DOCKERFILE = DEPLOY / "Dockerfile"
TEXT = DOCKERFILE.read_text(encoding="utf-8")
STAGES = dict(re.findall(r"^FROM \S+ AS (\S+)\n(.*?)(?=^FROM |\Z)", TEXT, re.MULTILINE | re.DOTALL))
TARGETS = ("service", "ingest", "ui")


def test_the_linter_finds_nothing() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(  # noqa: S603 - a linter of the development dependencies
        [linter, DOCKERFILE], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


def test_the_base_is_one_exact_release() -> None:
    (base,) = re.findall(r"^ARG PYTHON_IMAGE=(\S+)", TEXT, re.MULTILINE)
    assert is_pinned(base)
    assert set(re.findall(r"^FROM (\S+)", TEXT, re.MULTILINE)) - set(STAGES) == {"${PYTHON_IMAGE}"}


@pytest.mark.parametrize("target", TARGETS)
def test_an_image_runs_without_root(target: str) -> None:
    users = re.findall(r"^USER (\S+)", STAGES[target], re.MULTILINE)
    assert users == ["10001:10001"]


@pytest.mark.parametrize("target", TARGETS)
def test_an_image_sets_variables_that_are_read(target: str) -> None:
    set_here = set(re.findall(r"(MODISTE_\w+)=", STAGES[target]))
    assert set_here
    assert set_here <= variables()


def test_packages_are_installed_by_the_constraints() -> None:
    for command in re.findall(r"pip install (.*?)(?=\\?\n *&&|\n)", TEXT):
        assert "-c constraints.txt" in command


def test_everything_that_is_copied_is_there_and_passes_the_ignore_file() -> None:
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    kept = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", TEXT, re.MULTILINE):
        for source in sources.split():
            assert (REPOSITORY / source).exists(), source
            assert any(fnmatch(source, pattern) for pattern in kept), source


def test_the_ports_are_those_that_are_listened_on() -> None:
    service, page = Settings.model_fields["port"], PageSettings.model_fields["port"]
    assert f"EXPOSE {service.default}" in STAGES["service"]
    assert f"EXPOSE {page.default}" in STAGES["ui"]


def test_health_is_asked_of_routes_that_there_are() -> None:
    (asked,) = re.findall(r"http://127\.0\.0\.1:8000(/\w+)", STAGES["service"])
    assert asked in routes()
    (asked,) = re.findall(r"http://127\.0\.0\.1:7860(/[\w.]+)", STAGES["ui"])
    assert asked in _OPEN
    assert "HEALTHCHECK NONE" in STAGES["ingest"]


def test_the_page_has_what_it_imports() -> None:
    (line,) = re.findall(r"pip install -c constraints.txt (fastapi .+)", STAGES["ui-packages"])
    installed = {name.replace("-", "_") for name in line.split()} | {"PIL", "starlette"}
    imported: set[str] = set()
    for path in (REPOSITORY / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    assert imported - set(sys.stdlib_module_names) - {"ui"} <= installed


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [("cpu", 0, ""), ("cuda", 1, "TORCH_INDEX_URL"), ("gpu", 1, "it is cpu or cuda")],
)
def test_the_wrong_torch_is_told(asked: str, status: int, said: str) -> None:
    names = {path.name for path in Path(sys.prefix).glob("lib/python*/site-packages/nvidia*")}
    if names and asked != "gpu":
        pytest.skip("a CUDA build of torch is installed: what is said of a CPU build is not seen")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, DEPLOY / "check_torch.py", asked],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == status
    assert said in done.stderr
