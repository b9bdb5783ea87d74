"""Metrics in the form that Prometheus reads."""

from datetime import UTC, datetime
from functools import partial
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from service.engine.encoder.batching import BatchingEncoder, Kind
from service.engine.engine import Engine

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.3, 2.6, 5, 10)
_SIZES: Final = (1, 2, 4, 8, 16)


class Metrics:
    """Everything that is counted, in a registry of its own; also the encoder's watcher."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        self.requests = Histogram(
            "modiste_request_seconds",
            "Time of requests by route and status.",
            ("method", "route", "status"),
            buckets=_SECONDS,
            registry=registry,
        )
        self.in_flight = Gauge("modiste_requests_in_flight", "Requests now.", registry=registry)
        self.stages = Histogram(
            "modiste_stage_seconds",
            "Time of a search's stages: decode, wait (for the encoder), encode, search, total.",
            ("stage",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.waiting = Gauge(
            "modiste_encoder_queue_depth",
            "Inputs that wait for the encoder.",
            ("kind",),
            registry=registry,
        )
        self.batches = Histogram(
            "modiste_encoder_batch_size",
            "Inputs of one forward pass.",
            ("kind",),
            buckets=_SIZES,
            registry=registry,
        )
        self.forward = Histogram(
            "modiste_encoder_batch_seconds",
            "Time of one forward pass.",
            ("kind",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.cache = Counter(
            "modiste_text_cache",
            "Texts that were embedded lately (hit) or not (miss).",
            ("result",),
            registry=registry,
        )
        self.degraded = Counter(
            "modiste_degraded_answers",
            "Searches of which a part could not run.",
            registry=registry,
        )
        self.refused = Counter(
            "modiste_refused",
            "Requests refused to protect the service, by status.",
            ("status",),
            registry=registry,
        )
        self.products = Gauge("modiste_index_products", "Live products.", registry=registry)
        self.age = Gauge(
            "modiste_generation_age_seconds",
            "Time since the live generation was built.",
            registry=registry,
        )
        self.self_match = Gauge(
            "modiste_canary_self_match",
            "Share of random products that their own picture brings first (or tied).",
            registry=registry,
        )
        self.recall = Gauge(
            "modiste_probe_recall",
            "Recall@10 of the index as it answers against an exact scan.",
            registry=registry,
        )
        self.probed = Gauge(
            "modiste_probe_timestamp_seconds", "When the probes last ran.", registry=registry
        )
        self.feedback = Gauge(
            "modiste_feedback_events",
            "Feedback since the start, written or failed.",
            ("result",),
            registry=registry,
        )
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        for result in ("hit", "miss"):
            self.cache.labels(result)

    def watch(self, encoder: BatchingEncoder) -> None:
        """Follow an encoder's batches and queues."""
        encoder.watcher = self
        kinds: tuple[Kind, ...] = ("text", "image")
        for kind in kinds:
            self.waiting.labels(kind).set_function(partial(encoder.waiting, kind))

    def batched(self, kind: Kind, *, size: int, waited_s: float, took_s: float) -> None:
        """See `BatchWatcher`."""
        self.batches.labels(kind).observe(size)
        self.forward.labels(kind).observe(took_s)
        self.stages.labels("wait").observe(waited_s)

    def looked_up(self, *, hit: bool) -> None:
        """See `BatchWatcher`."""
        self.cache.labels("hit" if hit else "miss").inc()

    async def describe(self, engine: Engine) -> None:
        """Take down what the live generation is."""
        self.products.set(await engine.count())
        built = datetime.fromisoformat(engine.manifest.created)
        self.age.set((datetime.now(UTC) - built).total_seconds())

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self.registry)
