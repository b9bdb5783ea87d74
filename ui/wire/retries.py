"""When a call is tried again, and after what pause."""

import random
from dataclasses import dataclass
from typing import TypeAlias

import httpx
from httpx import Response

Outcome: TypeAlias = Response | httpx.HTTPError


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and when a call is tried again.

    Attributes:
        count: tries after the first; 0 for none.
        first_pause_s: pause before the second try; it doubles with each further one.
        longest_pause_s: bound of every pause, also of one that the service asks for.
    """

    count: int = 2
    first_pause_s: float = 0.2
    longest_pause_s: float = 2.0

    def pause_s(self, attempt: int, outcome: Outcome) -> float | None:
        """Return the pause before the next try, or `None` when this outcome stands.

        A pause is drawn from the upper half of its range, so that clients spread. A 503 may ask
        for a longer one in `Retry-After`.
        """
        if attempt >= self.count or not _passing(outcome):
            return None
        bound_s = min(self.first_pause_s * 2.0**attempt, self.longest_pause_s)
        drawn_s = bound_s * random.uniform(0.5, 1.0)
        asked = outcome.headers.get("retry-after", "") if isinstance(outcome, Response) else ""
        return min(max(float(asked), drawn_s), self.longest_pause_s) if asked.isdigit() else drawn_s


def _passing(outcome: Outcome) -> bool:
    """Whether the same call may succeed soon: nothing was connected, or the service said 503."""
    if isinstance(outcome, Response):
        return outcome.status_code == httpx.codes.SERVICE_UNAVAILABLE
    return isinstance(outcome, httpx.ConnectError | httpx.ConnectTimeout)
