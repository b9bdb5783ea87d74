"""Progress: what a person sees."""

from io import StringIO

import pytest
from rich.console import Console

from finetune.training.report import progress
from finetune.training.report.progress import ConsoleTeller


def test_lines_say_how_far_it_is_and_how_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 30))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(clock)))
    shown = StringIO()
    teller = ConsoleTeller(Console(file=shown, width=200))
    teller.begin("step", 100, 40)
    teller.advance(50, "loss 1.500")
    teller.advance(100, "loss 1.000")
    teller.end()
    # 10 steps took 30 s, so the other 50 take 150 s.
    assert shown.getvalue().splitlines() == [
        "step 50/100  loss 1.500  0:02:30 left",
        "step 100/100  loss 1.000",
    ]


def test_lines_do_not_come_more_often_than_they_can_be_read() -> None:
    shown = StringIO()
    teller = ConsoleTeller(Console(file=shown, width=200))
    teller.begin("step", None)
    for step in range(1_000):
        teller.advance(step)
    assert shown.getvalue() == ""


def test_a_terminal_shows_a_bar() -> None:
    shown = StringIO()
    teller = ConsoleTeller(Console(file=shown, width=120, force_terminal=True))
    teller.begin("step", 10)
    teller.advance(5, "loss 1.500")
    teller.say("a line above it")
    teller.end()
    assert "5/10" in shown.getvalue()
    assert "loss 1.500" in shown.getvalue()
    assert "a line above it" in shown.getvalue()
