"""What the app holds while it runs, and how routes get at it."""

from collections.abc import AsyncIterator
from typing import Annotated, TypedDict

from fastapi import Depends, Request

from service.api.fetching import PictureFetcher
from service.api.live import LiveEngine
from service.api.observing.metrics import Metrics
from service.api.pictures import PictureDecoder
from service.api.recording import SearchRecorder
from service.engine.engine import Engine
from service.feedback import FeedbackLog, RecentSearches
from service.settings import Settings


class State(TypedDict):
    """The state that the lifespan yields.

    Attributes:
        live: the engine in service.
        settings: what was set.
        decoder: decodes pictures of requests.
        fetcher: fetches pictures that callers name by URL.
        feedback: where feedback is kept.
        recent: the last searches, which feedback is about.
        recorder: notes searches there and in the metrics.
        metrics: what operators see.
    """

    live: LiveEngine
    settings: Settings
    decoder: PictureDecoder
    fetcher: PictureFetcher
    feedback: FeedbackLog
    recent: RecentSearches
    recorder: SearchRecorder
    metrics: Metrics


# None of these waits, but what FastAPI is given as a plain function it runs in a thread of its own.
async def _settings(request: Request) -> Settings:
    settings: Settings = request.state.settings
    return settings


async def _decoder(request: Request) -> PictureDecoder:
    decoder: PictureDecoder = request.state.decoder
    return decoder


async def _recorder(request: Request) -> SearchRecorder:
    recorder: SearchRecorder = request.state.recorder
    return recorder


async def _live(request: Request) -> LiveEngine:
    live: LiveEngine = request.state.live
    return live


async def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.state.metrics
    return metrics


async def _fetcher(request: Request) -> PictureFetcher:
    fetcher: PictureFetcher = request.state.fetcher
    return fetcher


async def _feedback(request: Request) -> FeedbackLog:
    log: FeedbackLog = request.state.feedback
    return log


async def _recent(request: Request) -> RecentSearches:
    recent: RecentSearches = request.state.recent
    return recent


async def _engine(request: Request) -> AsyncIterator[Engine]:
    live: LiveEngine = request.state.live
    async with live.borrow() as engine:
        yield engine


Live = Annotated[LiveEngine, Depends(_live)]
SettingsOf = Annotated[Settings, Depends(_settings)]
Fetcher = Annotated[PictureFetcher, Depends(_fetcher)]
Feedback = Annotated[FeedbackLog, Depends(_feedback)]
Recent = Annotated[RecentSearches, Depends(_recent)]
Decoder = Annotated[PictureDecoder, Depends(_decoder)]
Recorder = Annotated[SearchRecorder, Depends(_recorder)]
MetricsOf = Annotated[Metrics, Depends(_metrics)]
LentEngine = Annotated[Engine, Depends(_engine)]
