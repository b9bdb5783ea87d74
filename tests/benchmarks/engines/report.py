"""What was measured, for people: a table, a picture, and where Modiste is not ahead."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.engines.contenders import OURS

_BARS = 0.8


def table(found: Mapping[str, Any]) -> str:
    """Return a Markdown table: p50 / p99 in milliseconds of every kind of query, and the costs."""
    kinds = list(found["engines"][OURS]["queries"])
    head = ["", *kinds, "build s", "memory MB", "disk MB"]
    lines = [f"| {' | '.join(head)} |", "|" + " --- |" * len(head)]
    for name, engine in found["engines"].items():
        cells = [_cell(engine["queries"].get(kind)) for kind in kinds]
        costs = [f"{engine['build_s']:g}", f"{engine['memory_mb']:g}", f"{engine['disk_mb']:g}"]
        lines.append(f"| {name} {engine['version']} | {' | '.join([*cells, *costs])} |")
    return "\n".join(lines)


def _cell(one: Mapping[str, Any] | None) -> str:
    if one is None:
        return "-"
    short = one["recall@10"] is not None and one["recall@10"] < 0.99
    return f"{one['p50_ms']:.2g} / {one['p99_ms']:.2g}" + (
        f" ({one['recall@10']:.3f})" if short else ""
    )


def not_ahead(found: Mapping[str, Any]) -> Iterator[str]:
    """Say in which queries and costs another engine is as good as Modiste or better."""
    ours = found["engines"][OURS]
    for name, engine in found["engines"].items():
        if name == OURS:
            continue
        for kind, one in engine["queries"].items():
            if one["times_modiste"] <= 1:
                yield (
                    f"{kind}: {name} takes {one['times_modiste']} of Modiste's time "
                    f"({one['p50_ms']} against {ours['queries'][kind]['p50_ms']} ms)"
                )
        for cost, unit in (("build_s", "s"), ("memory_mb", "MB"), ("disk_mb", "MB")):
            if engine[cost] <= ours[cost]:
                what = cost.rsplit("_", 1)[0]
                yield f"{what}: {name} needs {engine[cost]:g} {unit}, Modiste {ours[cost]:g}"


def plot(found: Mapping[str, Any], path: Path) -> None:
    """Draw the p50 of every engine and kind of query, on a logarithmic scale."""
    from matplotlib.figure import Figure

    engines = found["engines"]
    kinds = list(engines[OURS]["queries"])
    figure = Figure(figsize=(10, 4.5), layout="constrained")
    axes = figure.add_subplot()
    width = _BARS / len(engines)
    for place, (name, engine) in enumerate(engines.items()):
        there = [number for number, kind in enumerate(kinds) if kind in engine["queries"]]
        axes.bar(
            [number + place * width for number in there],
            [engine["queries"][kinds[number]]["p50_ms"] for number in there],
            width,
            label=name,
            color="black" if name == OURS else None,
        )
    axes.set_yscale("log")
    axes.set_ylabel("p50, milliseconds")
    axes.set_xticks([number + _BARS / 2 - width / 2 for number in range(len(kinds))], kinds)
    axes.set_title(f"{found['products']:,} products, recall@10 of .99 or more")
    axes.legend(ncols=2, fontsize="small")
    figure.savefig(path, dpi=120)
