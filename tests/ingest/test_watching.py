"""A watched catalogue is ingested when it has changed and come to rest."""

from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from ingest.watching import follow, look_at


def test_any_change_under_the_folder_is_seen(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "shop.csv").write_text("id\n1\n")
    looks = [look_at(tmp_path)]
    (tmp_path / "images" / "1.jpg").write_bytes(b"x")
    looks.append(look_at(tmp_path))
    (tmp_path / "shop.csv").write_text("id\n12\n")
    looks.append(look_at(tmp_path))
    (tmp_path / "images" / "1.jpg").unlink()
    looks.append(look_at(tmp_path))
    assert len(set(looks)) == 4
    assert look_at(tmp_path) == looks[-1]
    assert look_at(tmp_path / "gone") == look_at(tmp_path / "gone too")


@pytest.mark.parametrize("single", [True, False])
def test_a_burst_of_changes_is_ingested_once_when_it_is_over(tmp_path: Path, single: bool) -> None:  # noqa: FBT001
    shop = tmp_path / "shop.csv"
    shop.write_text("id\n")
    runs: list[tuple[float, str]] = []
    stop = Event()
    watched = shop if single else tmp_path
    following = Thread(
        target=follow,
        args=(watched, lambda: runs.append((monotonic(), shop.read_text()))),
        kwargs={"settled_s": 0.6, "look_s": 0.05, "stopped": stop.is_set},
    )
    following.start()
    try:
        _until(lambda: len(runs) == 1)
        for n in range(10):
            with shop.open("a") as file:
                file.write(f"{n}\n")
            sleep(0.05)
        last = monotonic()
        _until(lambda: len(runs) == 2)
        sleep(0.8)
    finally:
        stop.set()
        following.join()
    (_, first), (when, second) = runs
    assert (first, second) == ("id\n", "id\n" + "".join(f"{n}\n" for n in range(10)))
    assert when - last >= 0.4


def _until(true: object, *, timeout_s: float = 30.0) -> None:
    deadline = monotonic() + timeout_s
    while not true():  # type: ignore[operator]
        assert monotonic() < deadline
        sleep(0.02)
