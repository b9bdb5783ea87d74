"""Progress on a terminal and in a log."""

from io import StringIO

import pytest
from rich.console import Console

from ingest import progress
from ingest.progress import Bar, Lines, watcher


def test_a_terminal_gets_a_bar_and_a_log_gets_lines() -> None:
    assert isinstance(watcher(Console(file=StringIO(), force_terminal=True)), Bar)
    assert isinstance(watcher(Console(file=StringIO())), Lines)


def test_the_bar_shows_how_many_are_through_and_how_fast() -> None:
    out = StringIO()
    bar = Bar(Console(file=out, force_terminal=True, width=100, color_system=None))
    bar.started(200)
    bar.advanced(50)
    bar.stopped()
    assert "50/200" in out.getvalue()
    assert "/s" in out.getvalue()


def test_lines_come_now_and_then_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(progress, "monotonic", lambda: now)
    out = StringIO()
    lines = Lines(Console(file=out, width=100))
    lines.started(4_000)
    for now in range(0, 25, 5):
        lines.advanced(now * 100)
    assert out.getvalue().splitlines() == [
        "1,000 of 4,000 products, 100/s, about 30 s left",
        "2,000 of 4,000 products, 100/s, about 20 s left",
    ]
