"""The learning rate warms up, stays, and falls."""

import pytest

from finetune.compact.training.schedule import Schedule


def test_it_warms_up_stays_and_falls() -> None:
    schedule = Schedule(steps=100, warm_up=0.1, fall=0.4)
    assert schedule.factor(5) == pytest.approx(0.5)
    assert schedule.factor(10) == schedule.factor(60) == 1.0
    falling = [schedule.factor(step) for step in range(60, 101, 10)]
    assert falling == sorted(falling, reverse=True)
    assert schedule.factor(100) == pytest.approx(0.005)


def test_a_run_made_longer_on_its_plateau_goes_on_as_it_was() -> None:
    shorter, longer = Schedule(100, 0.1, 0.4), Schedule(200, 0.05, 0.4)
    assert [shorter.factor(step) for step in range(0, 60, 5)] == [
        longer.factor(step) for step in range(0, 60, 5)
    ]
