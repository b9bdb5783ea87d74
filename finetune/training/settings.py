"""What decides a run: equal settings on equal data give the same model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from finetune.training.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Option -> smallest and largest value that does any good.
_RANGES: Mapping[str, tuple[float, float]] = {
    "epochs": (1, 1_000),
    "batch_size": (2, 65_536),
    "mini_batch_size": (1, 4_096),
    "lr": (1e-8, 1.0),
    "warmup": (0.0, 0.9),
    "scale": (1.0, 1_000.0),
    "hard_negatives": (0, 4),
    "lora": (0, 512),
    "patience": (1, 1_000),
    "eval_every": (1, 1_000_000),
    "max_steps": (1, 100_000_000),
    "limit": (1, 100_000_000),
    "workers": (0, 64),
    "seed": (0, 2**31 - 1),
}
MAX_MATRYOSHKA = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """The settings of one run.

    Attributes:
        catalogue: path of the catalogue.
        model: hub name, folder, or "bundled".
        mapping: path of a mapping file for the catalogue's columns.
        epochs: passes over the training pictures.
        batch_size: pairs in a batch of one process; all of them are each other's negatives.
        mini_batch_size: pairs embedded at once; bounds memory, changes nothing else.
        lr: peak learning rate; warmed up, then a cosine to zero.
        warmup: share of the steps in which the learning rate rises.
        scale: inverse temperature of the loss; `None` takes the model's own.
        hard_negatives: mined pictures a pair, beside the batch's.
        lora: rank of low-rank adapters; 0 trains all weights.
        bf16: compute in bfloat16; weights stay float32.
        matryoshka: lengths at which a truncated embedding must work too, falling.
        augment: flip and crop training pictures a little.
        patience: evaluations without a better dev recall before the run stops.
        eval_every: steps between evaluations; `None` evaluates four times a pass.
        max_steps: an upper bound on the steps.
        limit: read the first products only.
        workers: processes that decode pictures.
        seed: of everything that is drawn.
        one_class: train although all products are of one class.
    """

    catalogue: str
    model: str
    mapping: str | None = None
    epochs: int = 5
    batch_size: int = 256
    mini_batch_size: int = 32
    lr: float = 2e-5
    warmup: float = 0.1
    scale: float | None = None
    hard_negatives: int = 1
    lora: int = 0
    bf16: bool = False
    matryoshka: tuple[int, ...] = ()
    augment: bool = True
    patience: int = 6
    eval_every: int | None = None
    max_steps: int | None = None
    limit: int | None = None
    workers: int = 0
    seed: int = 7
    one_class: bool = False

    def __post_init__(self) -> None:
        for name, (least, most) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise TrainingError(f"{option(name)} is {value}; give {least:g} to {most:g}")
        dims = self.matryoshka
        if len(dims) > MAX_MATRYOSHKA or any(dim < 1 for dim in dims):
            raise TrainingError(
                f"--matryoshka takes at most {MAX_MATRYOSHKA} lengths of 1 or more, "
                f"as in 256,128; got {','.join(map(str, dims))}"
            )
        if list(dims) != sorted(set(dims), reverse=True):
            raise TrainingError("--matryoshka takes falling lengths, as in 256,128")

    def to_json(self) -> dict[str, Any]:
        """Return plain values, as they are recorded."""
        return asdict(self) | {"matryoshka": list(self.matryoshka)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> TrainingSettings:
        """Read recorded values.

        Raises:
            TrainingError: when they were recorded by a version with other settings.
        """
        try:
            return cls(**(dict(values) | {"matryoshka": tuple(values["matryoshka"])}))
        except (TypeError, KeyError) as error:
            raise TrainingError(
                f"the recorded settings are not of this version ({error}); start anew with "
                "another --out"
            ) from error


def option(name: str) -> str:
    """Return the name of a setting on the command line."""
    return "--allow-one-class" if name == "one_class" else f"--{name.replace('_', '-')}"
