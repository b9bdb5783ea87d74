"""Recording: every search is noted for the feedback that may come and for the metrics."""

from service.api.observing.metrics import Metrics
from service.engine.query import Answer, Query
from service.feedback import RecentSearches


class SearchRecorder:
    """Notes searches that were answered."""

    def __init__(self, recent: RecentSearches, metrics: Metrics) -> None:
        self._recent = recent
        self._metrics = metrics

    def note(self, query_id: str, query: Query, found: Answer, *, degraded: bool) -> None:
        """Note one search."""
        self._recent.note(query_id, query, found)
        for stage, took_ms in found.took_ms.items():
            self._metrics.stages.labels(stage).observe(took_ms / 1e3)
        if degraded:
            self._metrics.degraded.inc()
