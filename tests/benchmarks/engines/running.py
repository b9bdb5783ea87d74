"""One engine in a process of its own, which nothing else shares."""

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any, Final, Self

import psutil

from tests.benchmarks.engines.contender import Contender
from tests.benchmarks.engines.contenders import contender
from tests.benchmarks.engines.stock import K, Only, Questions, Stock

_WARMING: Final = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of query: with a filter or without, by vectors or by both."""

    name: str
    only: Only | None = None
    hybrid: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What is asked of an engine before it is asked anything else; see `Contender`."""

    setting: str
    efforts: tuple[int, ...]
    fuses: bool
    open_s: float


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found and how long each search took, in the order of the questions."""

    rows: list[list[int]]
    seconds: list[float]


def build(name: str, stock: Path, folder: Path) -> dict[str, float]:
    """Build an engine's index in a process that ends with it: seconds, and its peak of memory."""
    folder.mkdir(parents=True)
    with _fresh() as pool:
        return pool.submit(_build, name, stock, folder).result()


class Running:
    """An engine held open. Used by one thread.

    Attributes:
        about: what it is, and what opening it took.
    """

    def __init__(self, name: str, folder: Path, questions: Questions) -> None:
        self._pool = _fresh()
        self.about: About = self._call(_open, name, folder, questions)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown()

    def ask(self, kind: Kind, effort: int, *, least: int, seconds: float) -> Answers:
        """Ask all questions, or those of some seconds, but not fewer than `least`."""
        answers: Answers = self._call(_ask, kind, effort, least, seconds)
        return answers

    def memory_mb(self) -> float:
        """Return how much more the process holds than before it imported the engine."""
        return float(self._call(_memory))

    def _call(self, task: Callable[..., Any], *arguments: Any) -> Any:
        return self._pool.submit(task, *arguments).result()


def _fresh() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _build(name: str, stock_folder: Path, folder: Path) -> dict[str, float]:
    stock = Stock.load(stock_folder)
    before = _resident_mb()
    engine = contender(name)
    started = perf_counter()
    engine.build(stock, folder)
    return {
        "build_s": round(perf_counter() - started, 1),
        "build_peak_mb": round(_peak_mb() - before),
    }


@dataclass(slots=True)
class _Held:
    """What a process holds between calls."""

    engine: Contender
    questions: Questions
    before_mb: float


_held: list[_Held] = []


def _open(name: str, folder: Path, questions: Questions) -> About:
    before = _resident_mb()
    engine = contender(name)
    started = perf_counter()
    engine.open(folder)
    took = round(perf_counter() - started, 2)
    _held.append(_Held(engine, questions, before))
    return About(engine.setting, engine.efforts, engine.fuses, took)


def _ask(kind: Kind, effort: int, least: int, seconds: float) -> Answers:
    held = _held[0]
    questions = list(zip(held.questions.texts, held.questions.vectors, strict=True))

    def ask(number: int) -> list[int]:
        text, vector = questions[number]
        if kind.hybrid:
            return held.engine.hybrid(vector, text, effort, K)
        return held.engine.search(vector, kind.only, effort, K)

    for number in range(min(_WARMING, len(questions))):
        ask(number)
    answers = Answers([], [])
    begun = perf_counter()
    for number in range(len(questions)):
        if number >= least and perf_counter() - begun > seconds:
            break
        started = perf_counter()
        found = ask(number)
        answers.seconds.append(perf_counter() - started)
        answers.rows.append(found)
    return answers


def _memory() -> float:
    return round(_resident_mb() - _held[0].before_mb)


def _resident_mb() -> float:
    return float(psutil.Process().memory_info().rss / 1e6)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024 / 1e6
