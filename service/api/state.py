"""What the app holds while it runs, and how routes get at it."""

from collections.abc import AsyncIterator
from typing import Annotated, TypedDict

from anyio import CapacityLimiter
from fastapi import Depends, Request

from service.api.fetching import PictureFetcher
from service.api.live import LiveEngine
from service.engine.engine import Engine
from service.feedback import FeedbackLog, RecentSearches
from service.settings import Settings


class State(TypedDict):
    """The state that the lifespan yields.

    Attributes:
        live: the engine in service.
        settings: what was set.
        decoding: how many pictures are decoded at once, each in a thread of its own.
        fetcher: fetches pictures that callers name by URL.
        feedback: where feedback is kept.
        recent: the last searches, which feedback is about.
    """

    live: LiveEngine
    settings: Settings
    decoding: CapacityLimiter
    fetcher: PictureFetcher
    feedback: FeedbackLog
    recent: RecentSearches


def _settings(request: Request) -> Settings:
    settings: Settings = request.state.settings
    return settings


def _decoding(request: Request) -> CapacityLimiter:
    decoding: CapacityLimiter = request.state.decoding
    return decoding


def _fetcher(request: Request) -> PictureFetcher:
    fetcher: PictureFetcher = request.state.fetcher
    return fetcher


def _feedback(request: Request) -> FeedbackLog:
    log: FeedbackLog = request.state.feedback
    return log


def _recent(request: Request) -> RecentSearches:
    recent: RecentSearches = request.state.recent
    return recent


async def _engine(request: Request) -> AsyncIterator[Engine]:
    live: LiveEngine = request.state.live
    async with live.borrow() as engine:
        yield engine


SettingsOf = Annotated[Settings, Depends(_settings)]
Fetcher = Annotated[PictureFetcher, Depends(_fetcher)]
Feedback = Annotated[FeedbackLog, Depends(_feedback)]
Recent = Annotated[RecentSearches, Depends(_recent)]
Decoding = Annotated[CapacityLimiter, Depends(_decoding)]
LentEngine = Annotated[Engine, Depends(_engine)]
