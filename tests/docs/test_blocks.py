"""Every block of code in the documentation runs, or says why it does not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from finetune.command import app as finetune_app
from finetune.compact.commands import app as compact_app
from ingest.columns.mapping import read_mapping
from tests.deploy.declared import flags, variables

from .markdown import PAGES, REPOSITORY, Block, blocks

BLOCKS = [block for page in PAGES for block in blocks(page)]
RUN = ("sh", "python")
# Judged by tests of their own (searches, below) or nothing that could be run.
OTHERS = ("json", "toml", "text", "html")
VENV = Path(sys.prefix)


def having(*languages: str) -> list[Block]:
    return [one for one in BLOCKS if one.language in languages and one.reason is None]


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_a_block_says_what_it_is(block: Block) -> None:
    assert block.language in (*RUN, *OTHERS)


@pytest.mark.parametrize("block", having(*RUN), ids=str)
def test_a_block_runs(block: Block, shop: str, machine: Path) -> None:
    code = re.sub(r"(http://)?(localhost|127\.0\.0\.1):8000", shop, block.code)
    code = code.replace(".venv/bin/python", str(VENV / "bin" / "python"))
    # What goes wrong inside an answer is to be seen, as a reader would.
    code = re.sub(r"\bcurl ", "curl --fail-with-body --silent --show-error ", code)
    command = ["bash", "-euo", "pipefail", "-c", code]
    if block.language == "python":
        command = [str(VENV / "bin" / "python"), "-c", code]
    done = subprocess.run(  # noqa: S603 - our own documentation
        command,
        cwd=machine,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "100", "MODISTE_URL": shop},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert done.stdout or "curl" not in code or " -o " in code


@pytest.mark.parametrize("block", having("toml"), ids=str)
def test_a_mapping_can_be_read(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(block.code, encoding="utf-8")
    read_mapping(path)


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "sh"], ids=str)
def test_a_command_has_flags_and_variables_that_there_are(block: Block) -> None:
    trainers = {
        "finetune": typer.main.get_command(finetune_app),
        "finetune.compact": typer.main.get_command(compact_app),
    }
    for line in block.code.replace("\\\n", " ").splitlines():
        assert set(re.findall(r"\b(MODISTE_(?!TEST_)\w+)=", line)) <= variables() | {"MODISTE_URL"}
        found = re.search(
            r"-m (service|ingest|finetune(?:\.compact)?)\b(.*)", line.partition(" #")[0]
        )
        if found is None:
            continue
        given = set(re.findall(r"(?<!\S)(--[a-z][\w-]*)", found[2]))
        if found[1] in trainers:
            (name,) = re.findall(r"^ ([a-z]+)\b", found[2])
            parameters = trainers[found[1]].commands[name].params  # type: ignore[attr-defined]
            assert given <= {option for one in parameters for option in one.opts}, line
        elif not found[2].startswith(" key "):
            assert given <= flags(found[1]), line
