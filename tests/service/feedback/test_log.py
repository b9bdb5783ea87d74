from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest

from service.engine.feedback import FILE_NAME, FOLDER, FeedbackEvent, read_feedback, to_line
from service.feedback import FeedbackLog, FeedbackUnavailableError


def event(number: int, *, text: str = "") -> FeedbackEvent:
    return FeedbackEvent(datetime.now(UTC), "0" * 32, f"{number}{text}", "click")


def opened(
    data: Path, *, max_bytes: int = 1 << 20, keep: int = 5, waiting: int = 100
) -> FeedbackLog:
    return FeedbackLog(data, max_bytes=max_bytes, keep=keep, max_waiting=waiting)


def numbers(data: Path) -> list[str]:
    return [one.product_id for one in read_feedback(data)]


def test_events_are_kept_in_order(tmp_path: Path) -> None:
    log = opened(tmp_path)
    for done in [log.append(event(number)) for number in range(50)]:
        done.result(timeout=10)
    assert numbers(tmp_path) == [str(number) for number in range(50)]
    assert log.counts.written == 50
    log.close()


def test_what_is_waiting_is_written_when_the_log_closes(tmp_path: Path) -> None:
    log = opened(tmp_path, waiting=1_000)
    for number in range(700):
        log.append(event(number))
    log.close()
    assert len(numbers(tmp_path)) == 700


def test_nothing_is_touched_before_the_first_event(tmp_path: Path) -> None:
    opened(tmp_path).close()
    assert list(tmp_path.iterdir()) == []


def test_full_files_are_renamed_and_the_oldest_removed(tmp_path: Path) -> None:
    size = len(to_line(event(100)))
    log = opened(tmp_path, max_bytes=3 * size, keep=2)
    for number in range(100, 120):
        log.append(event(number)).result(timeout=10)
    log.close()
    names = sorted(path.name for path in (tmp_path / FOLDER).iterdir())
    assert names == ["feedback-000005.jsonl", "feedback-000006.jsonl", FILE_NAME]
    assert numbers(tmp_path) == [str(number) for number in range(112, 120)]
    assert all(path.stat().st_size <= 3 * size for path in (tmp_path / FOLDER).iterdir())


def test_half_a_line_of_a_crash_does_not_swallow_the_next(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE_NAME).write_bytes(to_line(event(1)) + b'{"at": "20')
    log = opened(tmp_path)
    log.append(event(2)).result(timeout=10)
    log.close()
    assert numbers(tmp_path) == ["1", "2"]


def test_a_full_disk_is_told_and_leaves_no_half_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full: the test needs a disk that is full")
    log = opened(tmp_path)
    log.append(event(1)).result(timeout=10)
    path = tmp_path / FOLDER / FILE_NAME
    kept = path.read_bytes()
    path.unlink()
    path.symlink_to("/dev/full")
    with pytest.raises(FeedbackUnavailableError, match="No space left"):
        log.append(event(2)).result(timeout=10)
    assert log.counts.failed == 1
    path.unlink()
    path.write_bytes(kept)
    log.append(event(3)).result(timeout=10)
    log.close()
    assert numbers(tmp_path) == ["1", "3"]


def test_more_than_can_wait_is_refused_at_once(tmp_path: Path) -> None:
    log = opened(tmp_path, waiting=3)
    log._thread = Thread()  # a writer that never gets a turn
    for number in range(3):
        log.append(event(number))
    with pytest.raises(FeedbackUnavailableError, match="more feedback comes"):
        log.append(event(3))
    assert log.counts.failed == 1


def test_many_threads_lose_nothing(tmp_path: Path) -> None:
    log, start = opened(tmp_path, waiting=1_000), Barrier(8)

    def send(thread: int) -> None:
        start.wait()
        for number in range(20):
            log.append(event(thread * 100 + number))

    threads = [Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.close()
    assert len(set(numbers(tmp_path))) == 160


def test_an_event_without_end_is_refused(tmp_path: Path) -> None:
    log = opened(tmp_path)
    with pytest.raises(FeedbackUnavailableError, match="too long"):
        log.append(event(1, text="x" * 70_000))
    log.close()
