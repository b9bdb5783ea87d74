"""Who may import whom: read from the source, so that nothing has to be imported to be judged."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("service", "ingest", "finetune", "ui")

# Of the service, what every command line needs.
SHARED = ("service.settings", "service.version", "service.own_python")
# Importing package -> what of ours it may import.
ALLOWED = {
    "service.engine": ("service.engine", "service.version"),
    "service": ("service",),
    "ingest": ("ingest", "service.engine", *SHARED),
    "finetune": ("finetune", "ingest", "service.engine", *SHARED),
    "ui": ("ui",),
}
# The demo mounts the page into the service; the page itself still speaks HTTP.
EXCEPTIONS = {("service.api.ui", "ui")}


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            parts = path.relative_to(REPOSITORY).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__"), path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def rule_of(module: str) -> tuple[str, ...]:
    package = max((p for p in ALLOWED if within(module, p)), key=len)
    return ALLOWED[package]


@pytest.mark.parametrize(("module", "path"), modules(), ids=lambda value: str(value)[-60:])
def test_a_module_imports_only_what_its_layer_may(module: str, path: Path) -> None:
    for imported in imports(path):
        if imported.split(".")[0] not in PACKAGES:
            continue
        allowed = any(within(imported, package) for package in rule_of(module))
        excepted = any(module == m and within(imported, p) for m, p in EXCEPTIONS)
        assert allowed or excepted, f"{module} may not import {imported}"


def test_the_engine_knows_no_http() -> None:
    for module, path in modules():
        if within(module, "service.engine"):
            for imported in imports(path):
                assert imported.split(".")[0] not in ("fastapi", "starlette", "uvicorn", "gradio")


@pytest.mark.parametrize(("module", "path"), modules(), ids=lambda value: str(value)[-60:])
def test_no_file_is_longer_than_400_lines(module: str, path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, module


def test_the_top_level_holds_what_the_design_names() -> None:
    known = {"service", "ingest", "ui", "finetune", "deploy", "tests", "docs", "build", "dist"}
    known |= {"pyproject.toml", "README.md", "Makefile", "LICENSE", "NOTICE", "CHANGELOG.md"}
    known |= {"constraints.txt"}
    for path in REPOSITORY.iterdir():
        hidden = path.name.startswith(".") or path.suffix == ".egg-info"
        assert hidden or path.name in known, path.name
