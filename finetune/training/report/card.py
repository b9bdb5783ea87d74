"""The model card: written by the run, from the numbers of the run."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from finetune.calibration.record import calibration_lines
from finetune.training.dev import CUTS, METRIC, MOST_DEV

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finetune.training.settings import TrainingSettings

_PACKAGES = ("sentence-transformers", "transformers", "torch")


def model_card(manifest: Mapping[str, Any], settings: TrainingSettings, *, plot: str) -> str:
    """Return the card as Markdown with the front matter that model hubs read.

    Args:
        manifest: of the trained model.
        settings: of the run.
        plot: file name of the plot beside the card.
    """
    data, dev = manifest["data"], manifest["dev"]
    return "\n".join(
        [
            *_front_matter(manifest),
            f"# {manifest['name']}",
            "",
            f"`{manifest['base_model']}`, fine-tuned on a catalogue of {data['read']:,} products",
            "for search with Modiste: it embeds words and pictures of products into one space of",
            f"{manifest['dimension']} numbers{_lengths(settings)}.",
            "",
            "## Use",
            "",
            "```sh",
            "MODISTE_MODEL=<this folder> python -m ingest <catalogue>",
            "MODISTE_MODEL=<this folder> python -m service",
            "```",
            "",
            "## How well it finds products",
            "",
            f"Display name -> picture among {min(data['dev'], MOST_DEV):,} products that were not",
            "trained on, but decided when to stop. A name is answered by any picture of its name,",
            "or an equal picture.",
            "",
            *_measures(dev),
            "",
            *_warning(dev),
            f"![loss and recall over the run]({plot})",
            "",
            "These numbers are of the dev side: they compare runs. Judge the model with",
            "`python -m finetune evaluate` on the test side, which the run did not train on.",
            "",
            "## Data",
            "",
            f"- sha256 of everything read: `{data['digest']}`",
            f"- {data['train']:,} products trained on, of {data['styles']:,} styles",
            f"- {data['dev']:,} products to measure by",
            *(f"- {count:,} left out: {reason}" for reason, count in data["left_out"].items()),
            "- sides by the picture's bytes: equal pictures are never on two sides",
            "",
            "## Training",
            "",
            *_training(manifest, settings),
            "",
            "## Calibration",
            "",
            *_calibration(manifest),
            "",
            "## Limits",
            "",
            "- The licences of the base model and of the catalogue's pictures apply.",
            "- It knows this catalogue and its like; measure before using it on another.",
            "",
        ]
    )


def _front_matter(manifest: Mapping[str, Any]) -> list[str]:
    base = manifest["base_model"]
    known = [f"base_model: {base}"] if "/" in base else []
    tags = ["- fashion", "- clip", "- image-text-retrieval"]
    return [
        "---",
        "library_name: sentence-transformers",
        *known,
        "pipeline_tag: sentence-similarity",
        "tags:",
        *tags,
        "---",
        "",
    ]


def _lengths(settings: TrainingSettings) -> str:
    dims = settings.matryoshka
    return f", of which the first {' or '.join(map(str, dims))} work alone" if dims else ""


def _measures(dev: Mapping[str, Any]) -> list[str]:
    before, after = dev["before"], dev["after"]
    names = [f"recall@{cut}" for cut in CUTS] + [METRIC, "mrr"]
    names += [name for name in after if name not in names]
    lines = ["| | base model | this model |", "| --- | --- | --- |"]
    for name in names:
        old = f"{before[name]:.3f}" if name in before else ""
        lines.append(f"| {name.replace('_', ' ')} | {old} | {after[name]:.3f} |")
    return [*lines, f"| mean recall of a random order | | {dev['chance']:.3f} |"]


def _warning(dev: Mapping[str, Any]) -> list[str]:
    if not worse(dev):
        return []
    return ["**It is no better than the model that it came from: do not put it into service.**", ""]


def worse(dev: Mapping[str, Any]) -> bool:
    """Whether training did not help, by the dev metric."""
    before = dev["before"].get(METRIC)
    return before is not None and dev["after"][METRIC] <= before


def _calibration(manifest: Mapping[str, Any]) -> list[str]:
    curves, missing = manifest["calibration"], manifest["uncalibrated"]
    measured = min(manifest["data"]["dev"], MOST_DEV)
    fitted = [
        f"Fitted to hits among the same {measured:,} products, for the `match` of the service:",
        "",
        *calibration_lines(curves),
        "",
        "`python -m finetune evaluate` says how far it can be believed on products held out. A",
        "picture of no product is not told from others: what is nearest to it may match.",
    ]
    lacking = [
        f"- **Not calibrated for {kind} queries: the service shows no match for them**; {why}."
        for kind, why in missing.items()
    ]
    return [*(fitted if curves else []), *([""] if curves and lacking else []), *lacking]


def _training(manifest: Mapping[str, Any], settings: TrainingSettings) -> list[str]:
    trained = f"LoRA of rank {settings.lora}, merged" if settings.lora else "all weights"
    processes = manifest["processes"]
    batch = manifest["batch_size"] * processes
    half = "; bfloat16" if settings.bf16 else ""
    return [
        f"- {manifest['steps']:,} steps; the weights of step {manifest['best_step']:,} are kept",
        f"- batches of {batch:,} pairs on {processes} process(es), gradients cached",
        f"- {settings.hard_negatives} mined hard negative(s) a pair; false negatives masked",
        f"- symmetric InfoNCE at an inverse temperature of {manifest['scale']:.1f}; {trained}",
        f"- AdamW, {settings.lr:g} at the peak, {settings.warmup:.0%} warm-up, cosine{half}",
        f"- captions drawn anew in every pass: names, attributes, wishes; seed {settings.seed}",
        f"- {', '.join(f'{name} {version(name)}' for name in _PACKAGES)}",
    ]
