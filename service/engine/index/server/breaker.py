"""The circuit breaker: an index that is down is not asked again and again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, Literal, TypeAlias

from service.engine.errors import IndexUnavailableError

FAILURES: Final = 5
FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 30.0

BreakerState: TypeAlias = Literal["closed", "open", "half-open"]


class Breaker:
    """Closed while calls succeed; open, after several failures in a row, for a time.

    When that time is over one call is let through: if it succeeds the breaker closes, if not it
    stays open twice as long as before. Shared by threads. See Nygard, "Release It!" (2007), ch. 5.

    Args:
        failures: how many in a row open it.
        first_wait_s: how long it stays open first.
        longest_wait_s: what that grows to at most.
        clock: seconds that only ever grow.
    """

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        first_wait_s: float = FIRST_WAIT_S,
        longest_wait_s: float = LONGEST_WAIT_S,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limit = failures
        self._first_wait_s = first_wait_s
        self._longest_wait_s = longest_wait_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._wait_s = first_wait_s
        self._closes_at: float | None = None
        self._probing = False

    @property
    def state(self) -> BreakerState:
        """How the next call will be treated."""
        with self._lock:
            if self._closes_at is None:
                return "closed"
            return "open" if self._clock() < self._closes_at else "half-open"

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Let one call through and learn from how it ends.

        An `IndexUnavailableError` counts as a failure, any other error as an answer.

        Raises:
            IndexUnavailableError: at once, while the breaker is open.
        """
        probe = self._admit()
        try:
            yield
        except IndexUnavailableError as error:
            self._ended(probe=probe, failed=not error.busy)
            raise
        except Exception:
            self._ended(probe=probe, failed=False)
            raise
        except BaseException:
            # The caller has gone: nothing was learnt, but the next one may probe.
            self._release(probe=probe)
            raise
        self._ended(probe=probe, failed=False)

    def _admit(self) -> bool:
        with self._lock:
            if self._closes_at is None:
                return False
            left_s = self._closes_at - self._clock()
            if left_s > 0 or self._probing:
                raise IndexUnavailableError(
                    "the index does not answer; it is asked again in a moment",
                    retry_after_s=max(left_s, self._first_wait_s),
                )
            self._probing = True
            return True

    def _ended(self, *, probe: bool, failed: bool) -> None:
        with self._lock:
            if probe:
                self._probing = False
            if not failed:
                if probe or self._closes_at is None:
                    self._failures, self._closes_at = 0, None
                    self._wait_s = self._first_wait_s
                return
            self._failures += 1
            if probe:
                self._wait_s = min(2 * self._wait_s, self._longest_wait_s)
            # Calls that were under way when it opened do not lengthen the wait.
            if probe or (self._closes_at is None and self._failures >= self._limit):
                self._closes_at = self._clock() + self._wait_s

    def _release(self, *, probe: bool) -> None:
        if probe:
            with self._lock:
                self._probing = False
