"""A job that is ended from outside, as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.report import Report
from service.engine.index.generations import Generations

_REPOSITORY = Path(__file__).parents[2]
_JOB = """
import sys, time
from pathlib import Path
import ingest.command
from ingest.job import Options, run
from service.engine.encoder.hashed import HashEncoder

class Slow(HashEncoder):
    batches = 0
    def embed_images(self, images):
        self.batches += 1
        if self.batches > 2:
            print("busy", flush=True)
            # In slices: a signal that comes just before a sleep begins waits for its end.
            for _ in range(600):
                time.sleep(0.1)
        return super().embed_images(images)

import signal
signal.signal(signal.SIGTERM, ingest.command.terminated)
# A test run in the background of a shell ignores it, and so would this process.
signal.signal(signal.SIGINT, signal.default_int_handler)
run(Path(sys.argv[1]), data=Path(sys.argv[2]), encoder=Slow(), options=Options(batch_size=4))
"""


@pytest.mark.parametrize(
    "number",
    [signal.SIGKILL, signal.SIGTERM, signal.SIGINT],
)
def test_what_was_live_stays_live_and_the_next_job_goes_through(
    data: Path,
    picture: Callable[..., bytes],
    ingest: Callable[..., Report],
    number: signal.Signals,
) -> None:
    shop = data.parent / "shop"
    shop.mkdir()
    for n in range(5):
        (shop / f"{n}.jpg").write_bytes(picture(n))
    ingest(shop)
    for n in range(5, 20):
        (shop / f"{n}.jpg").write_bytes(picture(n))
    job = subprocess.Popen(  # noqa: S603 -- our own interpreter and text
        [sys.executable, "-c", _JOB, str(shop), str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_REPOSITORY,
    )
    assert job.stdout is not None
    assert job.stdout.readline() == b"busy\n"
    os.kill(job.pid, number)
    assert job.wait(timeout=30) != 0
    generations = Generations(data)
    both = ["gen-000001", "gen-000002"]
    assert (generations.live(), generations.names()) == ("gen-000001", both)
    report = ingest(shop)
    # Two batches of four were embedded; one of them may have been under way to the index.
    assert report.indexed == 20
    assert 4 <= report.resumed <= 8
    assert report.resumed + report.changes["added"] == 15
    assert (generations.live(), generations.names()) == ("gen-000002", both)
