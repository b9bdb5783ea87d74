"""A training run from the first check to the model card."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from finetune.captions.known_fields import unknown_fields_note
from finetune.training.assembling import Deal, assemble, deal_rows, mine
from finetune.training.calibrating import Calibrated, calibrate
from finetune.training.checks import (
    check_dims,
    check_disk,
    check_tellable,
    check_writable,
    disk_estimate,
)
from finetune.training.data.prepared import Prepared, load_prepared
from finetune.training.data.preparing import prepare
from finetune.training.data.sides import Split
from finetune.training.data.source import CatalogueSource
from finetune.training.dev import METRIC, DevEvaluator, chance, embed_pictures, embed_texts
from finetune.training.errors import ResumeError, TrainingError
from finetune.training.lora import add_adapters, check_peft, merge_adapters
from finetune.training.model import Trainable, architecture_of, load_trainable
from finetune.training.report.card import model_card, worse
from finetune.training.report.history import History
from finetune.training.report.manifest import Outcome, manifest_of, write_manifest
from finetune.training.report.telling import Telling
from finetune.training.run_folder import RunFolder, Started, check_fresh, check_same

if TYPE_CHECKING:
    from finetune.training.processes import Processes
    from finetune.training.report.progress import Teller
    from finetune.training.settings import TrainingSettings
    from finetune.training.trainer import CatalogueTrainer

PLOT = "training.png"
_NEIGHBOURS = "neighbours.npy"


def start(
    settings: TrainingSettings, out: Path, *, teller: Teller, processes: Processes
) -> dict[str, Any]:
    """Train from the beginning; returns the manifest of the model.

    Raises:
        CatalogueError: when nothing of the catalogue can be trained on.
        ModelError: when the model cannot be loaded or is no text-and-picture model.
        TrainingError: for settings, folders and disks that would end badly.
    """
    check_writable(out)
    run = RunFolder(out.resolve())
    check_fresh(run)
    processes.wait_for_everyone()
    return _Training(run, settings, teller, processes).run(None)


def resume(
    out: Path, given: dict[str, Any], *, teller: Teller, processes: Processes
) -> dict[str, Any]:
    """Go on with a run from its newest complete checkpoint; returns the manifest of the model.

    Args:
        out: folder of the run.
        given: settings that were given again; they must be the run's own.
        teller: where a person is told.
        processes: as many as the run was started with.

    Raises:
        ResumeError: when there is nothing to go on with, or it would be another run.
        ModisteError: as `start`.
    """
    if not out.is_dir():
        raise ResumeError(f"there is no run to resume in {out}; start one without --resume")
    run = RunFolder(out.resolve())
    started = run.started()
    check_same(started, given, processes=processes.num_processes)
    check_writable(out)
    return _Training(run, started.settings, teller, processes).run(started)


@dataclass(frozen=True)
class _Training:
    folder: RunFolder
    settings: TrainingSettings
    teller: Teller
    processes: Processes

    def run(self, started: Started | None) -> dict[str, Any]:
        base = self._load()
        if started and started.architecture != base.architecture:
            raise ResumeError(
                f"--model {self.settings.model} is of another architecture than when the run was "
                "started; give the model of then, or start a new run with another --out"
            )
        checkpoint = self.folder.newest_checkpoint(base.architecture) if started else None
        self._check_disk(base)
        prepared = self._prepare(base)
        dealt = self._deal(prepared)
        evaluator = DevEvaluator(prepared, prepared.side(Split.DEV), self.settings.matryoshka)
        if self.processes.is_main_process and not started:
            self.folder.begin(
                Started(self.settings, base.architecture, self.processes.num_processes)
            )
        self._mine(base, prepared, dealt)
        history = History(
            self.folder.history,
            step=int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0,
            writes=self.processes.is_main_process,
        )
        if started:
            self.teller.say(
                f"resuming from {checkpoint.name}"
                if checkpoint
                else "there is no complete checkpoint yet: starting from the beginning"
            )
        trainer = self._assemble(
            base=base,
            prepared=prepared,
            dealt=dealt,
            evaluator=evaluator,
            history=history,
            checkpoint=checkpoint,
        )
        begun = monotonic()
        trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
        return self._finish(
            base=base,
            prepared=prepared,
            dealt=dealt,
            evaluator=evaluator,
            history=history,
            trainer=trainer,
            seconds=monotonic() - begun,
        )

    def _load(self) -> Trainable:
        """Load the model, with adapters where they are asked for."""
        if self.settings.lora:
            check_peft()
        base = load_trainable(self.settings.model)
        check_dims(self.settings.matryoshka, base.dimension)
        if self.settings.lora:
            import torch

            torch.manual_seed(self.settings.seed)
            add_adapters(base.model, rank=self.settings.lora)
            base = replace(base, architecture=architecture_of(base.model))
        trained = sum(p.numel() for p in base.model.parameters() if p.requires_grad)
        self.teller.say(
            f"model {base.name}: {base.dimension} numbers an embedding, "
            f"{trained / 1e6:.1f} M weights to train"
        )
        return base

    def _check_disk(self, base: Trainable) -> None:
        if self.processes.is_main_process:
            check_disk(self.folder.out, disk_estimate(base.model))

    def _prepare(self, base: Trainable) -> Prepared:
        """Read the catalogue in one process, or take what was read before."""
        if self.processes.is_main_process and load_prepared(self.folder.data) is None:
            mapping = Path(self.settings.mapping) if self.settings.mapping else None
            source = CatalogueSource(Path(self.settings.catalogue), mapping)
            self.teller.begin("reading products", self.settings.limit or source.total)
            try:
                prepare(
                    source.products(),
                    self.folder.data,
                    side=base.side,
                    limit=self.settings.limit,
                    watch=self.teller.advance,
                )
            finally:
                self.teller.end()
        self.processes.wait_for_everyone()
        prepared = load_prepared(self.folder.data)
        if prepared is None:
            raise TrainingError(
                f"the catalogue was not prepared in {self.folder.data}; start again"
            )
        return prepared

    def _deal(self, prepared: Prepared) -> Deal:
        train, dev = prepared.side(Split.TRAIN), prepared.side(Split.DEV)
        check_tellable(train, dev, one_class=self.settings.one_class)
        dealt = deal_rows(prepared, self.settings, processes=self.processes.num_processes)
        summary = prepared.summary
        for reason, count in summary.left_out.items():
            self.teller.say(f"left out: {count:,} {reason} (as {summary.examples[reason]})")
        self.teller.say(
            f"{summary.read:,} products read: {len(train):,} to train on, {len(dev):,} to measure "
            f"by; {dealt.steps:,} steps of {dealt.batch_size:,} pairs"
        )
        if note := unknown_fields_note({name for row in prepared.rows for name in row.attributes}):
            self.teller.say(f"note: {note}")
        if dealt.batch_size < self.settings.batch_size:
            self.teller.say(
                f"batches hold {dealt.batch_size:,} pairs, not {self.settings.batch_size:,}: there "
                "are not more different styles to train on"
            )
        return dealt

    def _mine(self, base: Trainable, prepared: Prepared, dealt: Deal) -> None:
        path = self.folder.folder / _NEIGHBOURS
        if self.settings.hard_negatives and self.processes.is_main_process and not path.is_file():
            self.teller.say("mining hard negatives with the model as it is")
            mine(base, prepared, dealt, path, seed=self.settings.seed)
        self.processes.wait_for_everyone()

    def _assemble(
        self,
        *,
        base: Trainable,
        prepared: Prepared,
        dealt: Deal,
        evaluator: DevEvaluator,
        history: History,
        checkpoint: Path | None,
    ) -> CatalogueTrainer:
        from transformers import EarlyStoppingCallback
        from transformers.trainer_callback import PrinterCallback

        telling = Telling(
            history,
            self.teller,
            plot=self.folder.out / PLOT if self.processes.is_main_process else None,
            title=f"{base.name} on {prepared.summary.kept:,} products",
            chance=chance(evaluator.right),
        )
        trainer = assemble(
            base,
            prepared,
            dealt,
            self.settings,
            neighbours=self.folder.folder / _NEIGHBOURS,
            checkpoints=self.folder.checkpoints,
            evaluator=evaluator,
            callbacks=[EarlyStoppingCallback(self.settings.patience), telling],
            processes=self.processes.num_processes,
            resumed=checkpoint is not None,
        )
        trainer.remove_callback(PrinterCallback)
        return trainer

    def _finish(
        self,
        *,
        base: Trainable,
        prepared: Prepared,
        dealt: Deal,
        evaluator: DevEvaluator,
        history: History,
        trainer: CatalogueTrainer,
        seconds: float,
    ) -> dict[str, Any]:
        """Save the best weights with manifest and card, and clear the run away."""
        if not self.processes.is_main_process:
            self.processes.wait_for_everyone()
            return {}
        if self.settings.lora:
            merge_adapters(base.model)
        after = evaluator(base.model)
        calibrated = self._calibrate(base, prepared, evaluator)
        measures = history.measures()
        outcome = Outcome(
            train=len(dealt.rows),
            dev=len(prepared.side(Split.DEV)),
            groups=len(set(dealt.groups.tolist())),
            steps=trainer.state.global_step,
            best_step=trainer.state.best_global_step or trainer.state.global_step,
            loss=history.losses()[-1][1],
            before=measures[0][1] if measures and measures[0][0] == 0 else {},
            after=after,
            chance=chance(evaluator.right),
            seconds=round(seconds, 1),
            processes=self.processes.num_processes,
            batch_size=dealt.batch_size,
            scale=self.settings.scale or base.scale,
        )
        saved = self.folder.folder / "model"
        shutil.rmtree(saved, ignore_errors=True)
        base.model.save_pretrained(str(saved), create_model_card=False)
        manifest = manifest_of(
            saved,
            name=self.folder.out.name,
            base=base,
            settings=self.settings,
            summary=prepared.summary,
            outcome=outcome,
            calibrated=calibrated,
        )
        self._publish(saved, manifest)
        self.processes.wait_for_everyone()
        return manifest

    def _calibrate(
        self, base: Trainable, prepared: Prepared, evaluator: DevEvaluator
    ) -> Calibrated:
        """Fit what scores mean to the dev side, and say what could not be fitted."""
        rows = evaluator.rows
        self.teller.say(f"calibrating the match on {len(rows):,} products that were not trained on")
        calibrated = calibrate(
            rows,
            embed_pictures(base.model, prepared, rows),
            partial(embed_texts, base.model),
            seed=self.settings.seed,
        )
        for kind, why in calibrated.missing.items():
            self.teller.say(f"not calibrated for {kind} queries, whose match will be null: {why}")
        return calibrated

    def _publish(self, saved: Path, manifest: dict[str, Any]) -> None:
        out = self.folder.out
        for path in saved.iterdir():
            target = out / path.name
            if target.is_dir():
                shutil.rmtree(target)
            path.replace(target)
            if target.is_file():
                # Weights are written for their owner alone; the service may be somebody else.
                target.chmod(0o644)
        card = model_card(manifest, self.settings, plot=PLOT)
        (out / "README.md").write_text(card, encoding="utf-8")
        write_manifest(out, manifest)
        self.folder.clear()
        dev = manifest["dev"]
        before = dev["before"].get(METRIC, float("nan"))
        self.teller.say(
            f"dev {METRIC.replace('_', ' ')} {before:.3f} -> {dev['after'][METRIC]:.3f}; the model "
            f"is in {out}: use it with MODISTE_MODEL={out}"
        )
        if worse(dev):
            self.teller.say(
                "it is no better than the model that it came from: do not put it into service; "
                "a lower --lr or more products may help"
            )
