"""The circuit breaker: a dead index costs no time."""

import asyncio

import pytest

from service.engine.errors import GenerationError, IndexUnavailableError
from service.engine.index.server.breaker import Breaker


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, first_wait_s=1.0, longest_wait_s=4.0, clock=clock)


def fail(breaker: Breaker, error: BaseException | None = None) -> None:
    with pytest.raises(type(error or IndexUnavailableError(""))), breaker.guard():
        raise error or IndexUnavailableError("no answer")


def succeed(breaker: Breaker) -> None:
    with breaker.guard():
        pass


def refused(breaker: Breaker) -> bool:
    try:
        succeed(breaker)
    except IndexUnavailableError as error:
        return bool(error.retry_after_s)
    return False


def opened(breaker: Breaker) -> None:
    for _ in range(3):
        fail(breaker)


def test_failures_in_a_row_open_it(breaker: Breaker) -> None:
    fail(breaker)
    fail(breaker)
    assert breaker.state == "closed"
    fail(breaker)
    assert breaker.state == "open"
    assert refused(breaker)


def test_a_success_in_between_starts_the_count_anew(breaker: Breaker) -> None:
    fail(breaker)
    fail(breaker)
    succeed(breaker)
    fail(breaker)
    fail(breaker)
    assert breaker.state == "closed"


def test_after_the_wait_one_call_probes_and_success_closes_it(
    breaker: Breaker, clock: Clock
) -> None:
    opened(breaker)
    clock.now_s += 0.99
    assert refused(breaker)
    clock.now_s += 0.02
    assert breaker.state == "half-open"
    with breaker.guard():
        assert refused(breaker), "only one call may probe"
    assert breaker.state == "closed"
    assert not refused(breaker)


def test_a_failed_probe_doubles_the_wait_up_to_the_longest(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    for wait_s in (1.0, 2.0, 4.0, 4.0):
        clock.now_s += wait_s - 0.01
        assert breaker.state == "open"
        clock.now_s += 0.02
        assert breaker.state == "half-open"
        fail(breaker)
    clock.now_s += 4.01
    succeed(breaker)
    opened(breaker)
    clock.now_s += 1.01
    assert breaker.state == "half-open", "after a recovery the waits are short again"


def test_calls_that_were_under_way_do_not_lengthen_the_wait(breaker: Breaker, clock: Clock) -> None:
    def slowly() -> None:
        with breaker.guard():
            opened(breaker)
            clock.now_s += 0.5
            raise IndexUnavailableError("late")

    with pytest.raises(IndexUnavailableError, match="late"):
        slowly()
    clock.now_s += 0.51
    assert breaker.state == "half-open"


def test_a_late_success_does_not_close_it(breaker: Breaker, clock: Clock) -> None:
    with breaker.guard():
        opened(breaker)
    assert breaker.state == "open"


def test_an_answer_that_refuses_or_is_busy_is_no_failure(breaker: Breaker) -> None:
    for _ in range(5):
        fail(breaker, GenerationError("gone"))
        fail(breaker, IndexUnavailableError("busy", busy=True))
    assert breaker.state == "closed"


def test_a_probe_whose_caller_left_lets_the_next_one_probe(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    clock.now_s += 1.01
    fail(breaker, asyncio.CancelledError())
    assert breaker.state == "half-open"
    succeed(breaker)
    assert breaker.state == "closed"
