"""`python -m tests.hostile.fuzz`: requests made from the OpenAPI document, thousands of them.

No answer may be a 5xx, and each must be one that the document describes. Operations are chained as
their links allow: a product that was put is asked for, searched for and deleted.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Final

import structlog
import typer

from tests.hostile.serving import service_in

CHECKS: Final = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)
LEAST_CASES: Final = 5_000


def fuzz(
    examples: Annotated[int, typer.Option(help="Generated requests of each operation.")] = 400,
    least: Annotated[int, typer.Option(help="Fewer cases than this are a failure.")] = LEAST_CASES,
    seed: int = 1,
) -> None:
    """Run schemathesis against a service of its own; end with its verdict."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    with (
        tempfile.TemporaryDirectory() as folder,
        service_in(Path(folder), request_timeout_s=300.0) as (port, key),
    ):
        ended = subprocess.run(  # noqa: S603 - our own program
            [
                *(sys.executable, "-m", "schemathesis.cli", "run"),
                f"http://127.0.0.1:{port}/openapi.json",
                *("--checks", CHECKS, "--max-examples", str(examples), "--seed", str(seed)),
                *("--phases", "examples,coverage,fuzzing,stateful", "--no-shrink"),
                *("--header", f"X-API-Key: {key}", "--request-timeout", "60"),
                *("--continue-on-failure", "--generation-database", "none"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    sys.stdout.write(ended.stdout[-8_000:])
    sys.stderr.write(ended.stderr[-2_000:])
    made = re.search(r"([\d,]+) generated", ended.stdout)
    cases = int(made.group(1).replace(",", "")) if made else 0
    sys.stdout.write(f"\n{cases:,} cases\n")
    raise typer.Exit(ended.returncode or int(cases < least))


if __name__ == "__main__":
    typer.run(fuzz)
