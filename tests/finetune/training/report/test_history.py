"""The history of a run."""

from pathlib import Path

from finetune.training.report.history import History


def test_it_is_on_disk_at_once(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    history.add({"step": 1, "loss": 2.5})
    history.add({"step": 2, "dev": {"mrr": 0.5}})
    again = History(tmp_path / "history.jsonl", step=2, writes=False)
    assert again.losses() == [(1, 2.5)]
    assert again.measures() == [(2, {"mrr": 0.5})]


def test_a_resumed_run_forgets_what_came_after_its_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    history = History(path)
    for step in range(1, 6):
        history.add({"step": step, "loss": 1 / step})
    with path.open("a") as file:
        file.write('{"step": 6, "lo')
    assert [step for step, _ in History(path, step=3).losses()] == [1, 2, 3]
    assert len(path.read_text().splitlines()) == 3


def test_a_new_run_begins_a_new_history(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    History(path).add({"step": 1, "loss": 1.0})
    assert History(path).entries == []
