"""The measurement: every engine on the same products, questions and filters, in turns."""

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.benchmarks.engines.contenders import CONTENDERS, OURS, missing
from tests.benchmarks.engines.running import Answers, Kind, Running, build
from tests.benchmarks.engines.stock import Questions, Stock, recall

ENOUGH: Final = 0.99
_LEAST_ASKED: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is measured.

    Attributes:
        data: a data folder that no service holds open.
        work: an empty folder for the indexes.
        names: of the engines, Modiste's first.
        products: how many are indexed; all by default.
        questions: of each kind and round.
        rounds: in each of which every engine has its turn.
        seconds: after which a kind of query is broken off in a round.
        seed: of the questions.
    """

    data: Path
    work: Path
    names: Sequence[str] = tuple(CONTENDERS)
    products: int | None = None
    questions: int = 200
    rounds: int = 5
    seconds: float = 4.0
    seed: int = 1


@dataclass(slots=True)
class _Timed:
    """One engine's searches of one kind.

    Attributes:
        effort: the first that found enough, or the last there was.
        recall: at that effort; `None` where nothing says what is right.
        rounds: seconds of each search, by round.
    """

    effort: int
    recall: float | None
    rounds: list[list[float]] = field(default_factory=list)

    def p50_s(self) -> list[float]:
        """Return the median of every round."""
        return [float(np.median(seconds)) for seconds in self.rounds]


@dataclass(frozen=True, slots=True)
class _Measured:
    """One engine, held open.

    Attributes:
        costs: of its index.
        timed: its searches, by kind.
    """

    running: Running
    costs: dict[str, float]
    timed: dict[str, _Timed]


def measure_engines(plan: Plan) -> dict[str, Any]:
    """Build, tune and time every engine that is installed; see the attributes of `Plan`."""
    stock = Stock.of_folder(plan.data, most=plan.products)
    questions = Questions.about(stock, plan.questions, seed=plan.seed)
    stock.save(plan.work / "stock")
    filters = stock.filters()
    kinds = [
        Kind("vector"),
        *(Kind(f"filtered {share}", only) for share, only in filters.items()),
        Kind("hybrid", hybrid=True),
    ]
    skipped: list[str] = []
    with ExitStack() as stack:
        measured: dict[str, _Measured] = {}
        for name in plan.names:
            if why := missing(name):
                skipped.append(why)
                continue
            try:
                measured[name] = _prepared(
                    name, plan=plan, kinds=kinds, stock=stock, questions=questions, stack=stack
                )
            except Exception as error:
                if name == OURS:
                    raise
                # The others are measured all the same.
                skipped.append(f"{name}: skipped, it failed: {type(error).__name__}: {error}"[:300])
        _take_turns(measured, kinds, plan)
        engines = {name: _described(name, one, measured[OURS]) for name, one in measured.items()}
    return {
        "cores": os.cpu_count(),
        "products": len(stock.titles),
        "dimension": int(stock.vectors.shape[1]),
        "rounds": plan.rounds,
        "filters": {
            share: {
                "field": only.field,
                "value": only.value,
                "products": int(stock.passing(only).sum()),
            }
            for share, only in filters.items()
        },
        "engines": engines,
        "skipped": skipped,
    }


def _prepared(
    name: str,
    *,
    plan: Plan,
    kinds: Sequence[Kind],
    stock: Stock,
    questions: Questions,
    stack: ExitStack,
) -> _Measured:
    costs = _built(name, plan.work)
    running = stack.enter_context(Running(name, plan.work / name, questions))
    return _Measured(running, costs, _tuned(running, kinds, stock, questions, plan))


def _take_turns(measured: Mapping[str, _Measured], kinds: Sequence[Kind], plan: Plan) -> None:
    names = list(measured)
    for number in range(plan.rounds):
        # Whoever comes first finds another machine than whoever comes last.
        first = number % len(names)
        for kind in kinds:
            for name in names[first:] + names[:first]:
                timed = measured[name].timed.get(kind.name)
                if timed is not None:
                    answers = _ask(measured[name].running, kind, timed.effort, plan)
                    timed.rounds.append(answers.seconds)


def _described(name: str, one: _Measured, ours: _Measured) -> dict[str, Any]:
    return {
        "version": version(CONTENDERS[name][2]),
        "setting": one.running.about.setting,
        **one.costs,
        "open_s": one.running.about.open_s,
        "memory_mb": one.running.memory_mb(),
        "queries": _figures(one.timed, ours.timed),
    }


def _built(name: str, work: Path) -> dict[str, float]:
    shutil.rmtree(work / name, ignore_errors=True)
    figures = build(name, work / "stock", work / name)
    blocks = sum(path.stat().st_blocks for path in (work / name).rglob("*") if path.is_file())
    return {**figures, "disk_mb": round(blocks * 512 / 1e6)}


def _tuned(
    running: Running, kinds: Sequence[Kind], stock: Stock, questions: Questions, plan: Plan
) -> dict[str, _Timed]:
    """Find the least effort that finds enough for every kind of query."""
    timed: dict[str, _Timed] = {}
    for kind in kinds:
        if kind.hybrid:
            # What is right for words and vectors together nobody knows: as for vectors alone.
            if running.about.fuses:
                timed[kind.name] = _Timed(timed["vector"].effort, None)
            continue
        effort, found = 0, 0.0
        for effort in running.about.efforts:
            answers = _ask(running, kind, effort, plan)
            found = recall(stock, questions, kind.only, answers.rows)
            if found >= ENOUGH:
                break
        timed[kind.name] = _Timed(effort, round(found, 4))
    return timed


def _ask(running: Running, kind: Kind, effort: int, plan: Plan) -> Answers:
    return running.ask(kind, effort, least=_LEAST_ASKED, seconds=plan.seconds)


def _figures(
    timed: Mapping[str, _Timed], ours: Mapping[str, _Timed]
) -> dict[str, dict[str, float | int | None]]:
    found: dict[str, dict[str, float | int | None]] = {}
    for kind, one in timed.items():
        all_ms = 1e3 * np.concatenate([np.array(seconds) for seconds in one.rounds])
        # Within a round both had the same machine: the ratio is steadier than the times.
        ratios = [a / b for a, b in zip(one.p50_s(), ours[kind].p50_s(), strict=True)]
        found[kind] = {
            "effort": one.effort,
            "recall@10": one.recall,
            "asked": len(all_ms),
            "p50_ms": round(1e3 * float(np.median(one.p50_s())), 3),
            "p99_ms": round(float(np.percentile(all_ms, 99)), 3),
            "times_modiste": round(float(np.median(ratios)), 2),
        }
    return found
