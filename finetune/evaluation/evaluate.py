"""An evaluation: audit first, then every task, then calibration."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from finetune.captions.known_fields import unknown_fields_note
from finetune.evaluation.measuring.calibrating import (
    Probe,
    Reliability,
    composed_reliability,
    probe,
    reliabilities,
)
from finetune.evaluation.measuring.compositions import measure_compositions
from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.measuring.photos import embed_photos, measure_photos, survey_photos
from finetune.evaluation.measuring.pictures import measure_pictures
from finetune.evaluation.measuring.service import Served, Service
from finetune.evaluation.measuring.serving import measure_served
from finetune.evaluation.measuring.titles import measure_titles
from finetune.evaluation.measuring.trial import Ground, Trial
from finetune.evaluation.measuring.words import measure_attributes, measure_vague
from finetune.evaluation.progress import Narrator
from finetune.evaluation.settings import Options
from finetune.evaluation.stock.audit import Audit, audit
from finetune.evaluation.stock.exposure import Exposure
from finetune.evaluation.stock.shelf import Shelf
from finetune.evaluation.stock.stock import Stock, survey
from finetune.evaluation.stock.vectors import picture_vectors
from service.engine.encoder import Encoder, Fingerprint

_TASKS: tuple[tuple[str, Callable[[Trial], Iterator[Measurement]]], ...] = (
    ("titles", measure_titles),
    ("attributes", measure_attributes),
    ("vague wishes", measure_vague),
    ("pictures", measure_pictures),
    ("compositions", measure_compositions),
)


@dataclass(frozen=True)
class Subject:
    """What models are judged by: the same for every model that is compared.

    Attributes:
        stock: the catalogue's products with pictures.
        audit: which of these are judged.
        photos: photos and their audit, where there are any.
    """

    stock: Stock
    audit: Audit
    photos: tuple[Stock, Audit] | None
    options: Options

    @property
    def catalogue(self) -> Path:
        """Where the catalogue lies."""
        return self.stock.shelf.path


@dataclass(frozen=True)
class Evaluation:
    """Everything that was measured.

    Attributes:
        subject: what it was measured on.
        model: what was judged; of a live service only its name and digest are known.
        served: the live service, when one was asked.
        measurements: by task, corpus and system, in the order of the report.
        reliabilities: of the match, by query kind; empty without calibration.
        probes: queries that nothing answers.
        seconds: from the first embedding on.
    """

    subject: Subject
    model: Fingerprint | None
    served: Served | None
    measurements: tuple[Measurement, ...]
    reliabilities: tuple[Reliability, ...]
    probes: tuple[Probe, ...]
    seconds: float


def open_subject(shelf: Shelf, exposure: Exposure, options: Options, narrator: Narrator) -> Subject:
    """Read and audit the catalogue and the photos.

    Raises:
        CatalogueError: when the catalogue cannot be read or has no pictures.
        EvaluationError: when nothing is left to judge by.
    """
    stock = survey(shelf, narrator)
    if note := unknown_fields_note({name for one in stock.products for name in one.attributes}):
        narrator.say(f"note: {note}")
    found = audit(stock, options.split, exposure)
    photos = (
        survey_photos(options.photos, options.split, exposure, narrator) if options.photos else None
    )
    return Subject(stock, found, photos, options)


def evaluate(subject: Subject, encoder: Encoder, cache: Path, narrator: Narrator) -> Evaluation:
    """Judge a model.

    Args:
        subject: what it is judged by.
        encoder: the model.
        cache: folder in which its vectors are kept.
        narrator: told how far it is.

    Raises:
        ModelError: when the model gives no usable vectors.
    """
    started = perf_counter()
    options, stock = subject.options, subject.stock
    vectors = picture_vectors(stock, encoder, cache, narrator)
    trial = Trial(stock, subject.audit.judged, options.limit, options.seed, encoder, vectors)
    measurements: list[Measurement] = []
    for what, task in _TASKS:
        measurements += narrator.track(task(trial), f"Measuring {what}", None)
    if subject.photos:
        photos = embed_photos(subject.photos, encoder, cache, narrator)
        measurements += narrator.track(measure_photos(trial, photos), "Measuring photos", None)
    found = reliabilities(encoder.calibration, measurements)
    composed = composed_reliability(trial)
    return Evaluation(
        subject=subject,
        model=encoder.fingerprint,
        served=None,
        measurements=tuple(measurements),
        reliabilities=found if composed is None else (*found, composed),
        probes=probe(trial),
        seconds=perf_counter() - started,
    )


def evaluate_served(subject: Subject, service: Service, narrator: Narrator) -> Evaluation:
    """Judge a live service: its model, its index and its understanding together.

    Raises:
        EvaluationError: when it does not answer, or serves another catalogue.
    """
    started = perf_counter()
    options, stock = subject.options, subject.stock
    served = service.describe()
    ground = Ground(stock, subject.audit.judged, options.limit, options.seed)
    return Evaluation(
        subject=subject,
        model=None,
        served=served,
        measurements=tuple(measure_served(ground, service, narrator)),
        reliabilities=(),
        probes=(),
        seconds=perf_counter() - started,
    )
