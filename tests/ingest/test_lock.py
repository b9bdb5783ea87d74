"""One ingest at a time."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.lock import IngestLock, LockedError

_HOLDER = """
import sys, time
from pathlib import Path
from ingest.lock import IngestLock
with IngestLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
_REPOSITORY = Path(__file__).parents[2]


def _hold(data: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(  # noqa: S603 -- our own interpreter and text
        [sys.executable, "-c", _HOLDER, str(data)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_REPOSITORY,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_the_second_job_is_told_who_holds_the_lock(
    data: Path, tmp_path: Path, ingest: Callable[..., object]
) -> None:
    (tmp_path / "shop.csv").write_text("id,title\n1,dress\n")
    holder = _hold(data)
    try:
        with pytest.raises(LockedError) as error:
            ingest(tmp_path / "shop.csv")
    finally:
        holder.kill()
        holder.wait()
    assert f"process {holder.pid}, started 20" in str(error.value)
    assert "--data" in str(error.value)


def test_a_killed_job_leaves_no_lock_behind(data: Path) -> None:
    holder = _hold(data)
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with IngestLock(data) as lock:
        assert lock is not None


def test_the_lock_is_free_again_after_use(data: Path) -> None:
    for _ in range(2):
        with IngestLock(data), pytest.raises(LockedError), IngestLock(data):
            pass
