"""Refusal: a picture that cannot be had, as it travels from where that is found out."""

from ingest.problem import Problem


class RefusedError(Exception):
    """A picture that cannot be had.

    Attributes:
        problem: why, and what the shop can do about it.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem
