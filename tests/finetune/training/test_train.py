"""Training end to end on a tiny CLIP and a drawn catalogue."""

import json
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from sentence_transformers import SentenceTransformer

from finetune.training.data.preparing import prepare
from finetune.training.data.sides import Split
from finetune.training.data.source import CatalogueSource
from finetune.training.dev import METRIC, DevEvaluator
from finetune.training.errors import ResumeError, TrainingError
from finetune.training.model import load_trainable
from finetune.training.report.progress import SilentTeller
from finetune.training.settings import TrainingSettings
from finetune.training.train import resume, start
from finetune.training.trainer import join_processes
from service.engine.encoder.sentence import load_encoder
from service.engine.errors import CatalogueError, ModelError
from tests.finetune.training.conftest import Trained, settings_of
from tests.tiny_clip import make_tiny_clip


def run(settings: TrainingSettings, out: Path) -> dict[str, Any]:
    return start(settings, out, teller=SilentTeller(), processes=join_processes())


def history_of(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "history.jsonl").read_text().splitlines()]


def test_the_loss_falls(trained: Trained) -> None:
    losses = [entry["loss"] for entry in history_of(trained.out) if "loss" in entry]
    assert len(losses) == 56
    assert mean(losses[-4:]) < 0.75 * mean(losses[:4])


def test_dev_recall_rises_clearly_over_chance(trained: Trained) -> None:
    dev = trained.manifest["dev"]
    assert dev["before"][METRIC] < dev["chance"] + 0.1
    assert dev["after"][METRIC] > dev["chance"] + 0.2
    assert dev["after"][METRIC] == max(
        entry["dev"][METRIC] for entry in history_of(trained.out) if "dev" in entry
    )


def test_the_service_loads_it_under_its_digest(trained: Trained) -> None:
    encoder = load_encoder(str(trained.out))
    assert encoder.fingerprint.model == "shop-clip"
    assert encoder.fingerprint.digest == trained.manifest["digest"]
    assert encoder.fingerprint.dimension == trained.manifest["dimension"] == 16
    vectors = (
        encoder.embed_texts(["men red tshirts"]),
        encoder.embed_images([Image.new("RGB", (48, 48))]),
    )
    assert all(np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5) for rows in vectors)


def test_the_digest_is_the_one_that_the_service_would_compute(trained: Trained) -> None:
    said = (trained.out / "manifest.json").read_text()
    (trained.out / "manifest.json").unlink()
    try:
        assert load_encoder(str(trained.out)).fingerprint.digest == trained.manifest["digest"]
    finally:
        (trained.out / "manifest.json").write_text(said)


def test_the_saved_weights_are_those_that_were_measured(
    trained: Trained, catalogue: Path, tmp_path: Path
) -> None:
    model = load_trainable(str(trained.out), device="cpu").model
    measured = _measure(model, catalogue, tmp_path, dims=(8,))
    assert measured == pytest.approx(trained.manifest["dev"]["after"], abs=1e-6)


def _measure(
    model: SentenceTransformer, catalogue: Path, folder: Path, dims: tuple[int, ...] = ()
) -> dict[str, float]:
    prepared = prepare(CatalogueSource(catalogue).products(), folder, side=256)
    return DevEvaluator(prepared, prepared.side(Split.DEV), dims=dims)(model)


def test_where_it_came_from_is_recorded(trained: Trained) -> None:
    manifest = json.loads((trained.out / "manifest.json").read_text())
    assert manifest == trained.manifest
    assert manifest["base_model"] == "tiny-clip"
    assert manifest["seed"] == 7
    assert len(manifest["data"]["digest"]) == 64
    assert manifest["data"]["read"] == 216
    held_out = sum(manifest["data"]["left_out"].values())
    assert manifest["data"]["train"] + manifest["data"]["dev"] + held_out == 216
    assert "preprocessing" not in manifest
    assert not [value for value in _texts(manifest) if value.startswith("/")]


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def test_the_card_tells_the_numbers_of_the_run(trained: Trained) -> None:
    card = (trained.out / "README.md").read_text()
    after = trained.manifest["dev"]["after"]
    assert f"| {after['recall@10']:.3f} |" in card
    assert f"| {after['mean_recall_8d']:.3f} |" in card
    assert trained.manifest["data"]["digest"] in card
    assert "seed 7" in card
    assert "no better than the model" not in card


def test_the_folder_holds_the_model_the_plot_and_nothing_of_the_run(trained: Trained) -> None:
    assert not (trained.out / "run").exists()
    with Image.open(trained.out / "training.png") as plot:
        assert plot.width > 600
    assert not list(trained.out.glob("*.part"))


def test_a_person_is_told_what_happens(trained: Trained) -> None:
    assert "216 products read" in trained.shown
    assert "held out for the final evaluation" in trained.shown
    assert "step 56/56" in trained.shown
    assert "step 8: dev R@1" in trained.shown
    assert "use it with MODISTE_MODEL=" in trained.shown


def test_a_finished_model_is_not_overwritten(
    trained: Trained, catalogue: Path, tiny_clip: Path
) -> None:
    with pytest.raises(TrainingError, match="holds a finished model"):
        run(settings_of(catalogue, tiny_clip), trained.out)


def test_equal_seeds_give_equal_weights_and_others_do_not(
    catalogue: Path, tiny_clip: Path, tmp_path: Path
) -> None:
    digests = [
        run(
            settings_of(catalogue, tiny_clip, max_steps=2, eval_every=2, seed=seed),
            tmp_path / str(number),
        )["digest"]
        for number, seed in enumerate((1, 1, 2))
    ]
    assert digests[0] == digests[1] != digests[2]


def test_it_stops_when_the_dev_recall_does_not_rise(
    catalogue: Path, tiny_clip: Path, tmp_path: Path
) -> None:
    settings = settings_of(
        catalogue, tiny_clip, epochs=20, lr=1e-8, eval_every=1, patience=2, hard_negatives=0
    )
    manifest = run(settings, tmp_path / "out")
    assert manifest["steps"] <= 4
    card = (tmp_path / "out" / "README.md").read_text()
    assert "do not put it into service" in card


def test_bfloat16_two_negatives_and_a_worker_train_too(
    catalogue: Path, tiny_clip: Path, tmp_path: Path
) -> None:
    settings = settings_of(
        catalogue, tiny_clip, bf16=True, hard_negatives=2, workers=1, max_steps=2
    )
    manifest = run(settings, tmp_path / "out")
    assert np.isfinite(manifest["loss"])
    assert load_encoder(str(tmp_path / "out")).fingerprint.digest == manifest["digest"]


def test_lora_trains_little_and_leaves_no_adapter_behind(
    catalogue: Path, tiny_clip: Path, tmp_path: Path
) -> None:
    pytest.importorskip("peft", reason="LoRA needs peft, an optional package")
    settings = settings_of(catalogue, tiny_clip, lora=4, max_steps=2, eval_every=2)
    manifest = run(settings, tmp_path / "out")
    model = load_trainable(str(tmp_path / "out"), device="cpu").model
    base = load_trainable(str(tiny_clip), device="cpu").model
    assert [name for name, _ in model.named_parameters()] == [n for n, _ in base.named_parameters()]
    changed = [
        name
        for (name, new), old in zip(model.named_parameters(), base.parameters(), strict=True)
        if not torch.equal(new, old)
    ]
    assert changed
    assert all(name.endswith("weight") for name in changed)
    measured = _measure(model, catalogue, tmp_path / "data")
    assert measured == pytest.approx(manifest["dev"]["after"], abs=0.03)


def test_a_model_made_like_the_bundled_one_is_trained_and_served(
    catalogue: Path, tmp_path: Path
) -> None:
    settings = settings_of(catalogue, _compact(tmp_path / "base"), max_steps=2, eval_every=2)
    manifest = run(settings, tmp_path / "out")
    encoder = load_encoder(str(tmp_path / "out"))
    assert encoder.fingerprint.digest == manifest["digest"]
    assert json.loads(encoder.fingerprint.preprocessing) == {"height": 32, "width": 32}
    # The base model's calibration is not that of other weights.
    assert encoder.calibration.curves.get("text") != (9.0, -3.0)


def _compact(folder: Path) -> Path:
    """Write a tiny model of the bundled one's modules, with a manifest as it has."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    from service.engine.compact.assembly import assemble
    from service.engine.compact.picture_tower import PictureTower
    from service.engine.compact.word_tower import WordTower

    words = ("[PAD]", "[UNK]", "men", "red", "blue", "green", "tshirts", "trousers", "ties")
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - no password
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    small = {"width": 32, "hidden": 32, "dimension": 16}
    tower = WordTower(
        tokenizer, vocabulary=len(words), max_tokens=32, layers=1, heads=2, inner=32, **small
    )
    torch.manual_seed(3)
    model = assemble(tower, PictureTower(variant="lite0", height=32, **small))
    model.save_pretrained(str(folder), create_model_card=False)
    manifest = {
        "name": "compact",
        "preprocessing": {"width": 32, "height": 32},
        "calibration": {"text": {"slope": 9.0, "intercept": -3.0}},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_an_empty_catalogue_is_refused(tiny_clip: Path, tmp_path: Path) -> None:
    empty = tmp_path / "products.csv"
    empty.write_text("id,productDisplayName,image\n")
    with pytest.raises(CatalogueError):
        run(settings_of(empty, tiny_clip), tmp_path / "out")


def test_a_catalogue_of_broken_pictures_is_refused(
    new_catalogue: Callable[..., Path], tiny_clip: Path, tmp_path: Path
) -> None:
    shop = new_catalogue(40)
    for picture in (shop.parent / "images").iterdir():
        picture.write_bytes(picture.read_bytes()[:60])
    with pytest.raises(CatalogueError, match="with a broken picture"):
        run(settings_of(shop, tiny_clip), tmp_path / "out")


def test_a_catalogue_of_one_class_is_refused(
    new_catalogue: Callable[..., Path], tiny_clip: Path, tmp_path: Path
) -> None:
    shop = new_catalogue(60, articleType="Tshirts", baseColour="Red", productDisplayName="Red Tee")
    with pytest.raises(TrainingError, match="same title and attributes"):
        run(settings_of(shop, tiny_clip), tmp_path / "out")


def test_a_model_without_a_tower_for_pictures_is_refused(catalogue: Path, tmp_path: Path) -> None:
    from transformers import BertConfig, BertModel, BertTokenizerFast

    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\nred")
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(vocab_size=5, intermediate_size=16, **size)
    BertModel(config).save_pretrained(tmp_path / "bert")
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path / "bert")
    with pytest.raises(ModelError, match="does not embed pictures"):
        run(settings_of(catalogue, tmp_path / "bert"), tmp_path / "out")


def test_a_model_that_does_not_exist_is_refused(catalogue: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        run(settings_of(catalogue, tmp_path / "none"), tmp_path / "out")


def test_a_model_of_broken_weights_is_refused(catalogue: Path, tmp_path: Path) -> None:
    broken = make_tiny_clip(tmp_path / "broken")
    _overwrite_weights(broken, float("nan"))
    with pytest.raises(ModelError, match="is broken"):
        run(settings_of(catalogue, broken), tmp_path / "out")


def _overwrite_weights(folder: Path, value: float) -> None:
    from safetensors.torch import load_file, save_file

    file = folder / "model.safetensors"
    weights = load_file(file)
    save_file({n: w.fill_(value) for n, w in weights.items()}, file, metadata={"format": "pt"})


def test_a_run_of_another_architecture_is_not_resumed(catalogue: Path, tmp_path: Path) -> None:
    model = make_tiny_clip(tmp_path / "clip")
    with pytest.raises(RuntimeError, match="cut short"):
        start(
            settings_of(catalogue, model, eval_every=1),
            tmp_path / "out",
            teller=CutShort(after_step=2),
            processes=join_processes(),
        )
    make_tiny_clip(model, hidden=16)
    with pytest.raises(ResumeError, match="another architecture"):
        resume(tmp_path / "out", {}, teller=SilentTeller(), processes=join_processes())


class CutShort(SilentTeller):
    """Ends a run in the middle of its training."""

    def __init__(self, *, after_step: int) -> None:
        self._after_step = after_step
        self._trains = False

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        self._trains = what == "step"

    def advance(self, done: int, note: str = "") -> None:
        if self._trains and done > self._after_step:
            raise RuntimeError("cut short")
