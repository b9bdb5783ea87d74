"""Promotion: a candidate takes over only when it is not worse than the model in service."""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from finetune.evaluation.comparison import compare, refusals
from finetune.evaluation.errors import EvaluationError, RefusedError
from finetune.evaluation.evaluate import Subject, evaluate
from finetune.evaluation.output import CACHE, deliver
from finetune.evaluation.progress import Narrator
from ingest.generation import live_manifest
from ingest.job import Options, run
from ingest.lock import IngestLock
from ingest.progress import watcher
from ingest.report import Report
from service.engine.encoder import Encoder
from service.engine.errors import GenerationError, MismatchError, NoGenerationError
from service.engine.index.folder_home import FolderHome
from service.engine.index.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """The model in service, and the one that is to take over.

    Attributes:
        live: manifest of the live generation.
        incumbent: the model that it was made by.
        challenger: the candidate.
        data: folder of the index.
        out: folder of the report and of vectors kept for next time.
    """

    live: Manifest
    incumbent: Encoder
    challenger: Encoder
    data: Path
    out: Path

    def __post_init__(self) -> None:
        try:
            self.live.require(self.incumbent.fingerprint)
        except MismatchError as error:
            made_by = self.live.fingerprint
            raise EvaluationError(
                f"{self.incumbent.fingerprint.model} is not the model of the live "
                f"{self.live.generation}, which was made by {made_by.model} "
                f"({made_by.digest[:12]}); give that one with --live"
            ) from error
        if self.incumbent.fingerprint.compatible(self.challenger.fingerprint):
            raise EvaluationError(
                "the candidate is the model in service; there is nothing to promote"
            )


def promote(contest: Contest, subject: Subject, console: Console, narrator: Narrator) -> Report:
    """Judge both models by the same products; build aside and make live unless it is worse.

    Raises:
        RefusedError: when the candidate is worse; the live generation stays as it was.
        ModisteError: when something else stands in the way; likewise.
    """
    cache = contest.out / CACHE
    before = evaluate(subject, contest.incumbent, cache, narrator)
    after = evaluate(subject, contest.challenger, cache, narrator)
    deliver(after, contest.out, console)
    comparisons = compare(before, after, seed=subject.options.seed)
    for one in comparisons:
        console.print(f"{'worse' if one.worse else 'ok   '}  {one}", highlight=False)
    if reasons := refusals(comparisons):
        raise RefusedError(f"refused; {contest.live.generation} stays live. {'; '.join(reasons)}")
    return run(
        subject.catalogue,
        data=contest.data,
        encoder=contest.challenger,
        options=Options(mapping=subject.options.mapping, rebuild=True),
        watcher=watcher(Console(stderr=True)),
    )


def require_live(data: Path) -> Manifest:
    """Return the manifest of the live generation.

    Raises:
        NoGenerationError: when nothing is live.
    """
    generations = FolderHome(data)
    manifest = live_manifest(generations)
    if manifest is None:
        raise NoGenerationError(
            f"no generation is live in {data}, so there is nothing to take over from; "
            "run: python -m ingest CATALOGUE --model FOLDER"
        )
    return manifest


def roll_back(data: Path) -> Manifest:
    """Make the generation before the live one live again, and return its manifest.

    Raises:
        NoGenerationError: when nothing is live.
        EvaluationError: when no older generation is left.
        LockedError: when an ingest is writing to the folder.
    """
    require_live(data)
    generations = FolderHome(data)
    with IngestLock(data):
        live = generations.live()
        for name in reversed([name for name in generations.names() if name < live]):
            try:
                manifest = generations.manifest(name)
            except GenerationError:
                continue
            generations.make_live(name)
            return manifest
    raise EvaluationError(
        f"no generation older than {live} is left in {data}; ingest again with the older model: "
        "python -m ingest CATALOGUE --model FOLDER"
    )
