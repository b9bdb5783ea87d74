"""The folder that an evaluation writes to."""

from pathlib import Path
from tempfile import TemporaryFile

from rich.console import Console

from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.report.document import write_document
from finetune.evaluation.report.page import write_page
from finetune.evaluation.report.summary import summarise
from finetune.evaluation.report.terminal import print_summary
from service.own_python import install_extra

CACHE = "cache"
DOCUMENT = "evaluation.json"
PAGE = "evaluation.html"


def require_writable(out: Path) -> None:
    """Make the folder and try it, before anything takes time.

    Raises:
        EvaluationError: when it cannot be written to.
    """
    try:
        (out / CACHE).mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out) as file:
            file.write(b"0")
    except OSError as error:
        raise EvaluationError(
            f"--out {out} cannot be written to ({error.strerror}); give another folder"
        ) from error


def deliver(evaluation: Evaluation, out: Path, console: Console) -> None:
    """Print the table, and write the JSON document and the page."""
    lines = summarise(evaluation.measurements, seed=evaluation.subject.options.seed)
    print_summary(console, evaluation, lines)
    write_document(out / DOCUMENT, evaluation, lines)
    try:
        write_page(out / PAGE, evaluation, lines)
    except ModuleNotFoundError as error:
        raise EvaluationError(
            f"{out / DOCUMENT} is written; the page needs the package {error.name}; "
            f"run: {install_extra('training')}"
        ) from error
    console.print(f"wrote {out / DOCUMENT} and {out / PAGE}", soft_wrap=True, highlight=False)
