"""Jobs killed at random moments, while a service answers from the same data folder all the time."""

import json
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from threading import Event, Thread
from typing import Self

import httpx
import pytest

from service.engine.gallery import picture_key
from service.engine.index.folder_home import FolderHome
from tests.ingest.conftest import draw

_REPOSITORY = Path(__file__).parents[2]
_FRESH_EVERY = 6
_SERVICE = """
import sys
from functools import partial
from pathlib import Path
import uvicorn
from service.api.app import create_app
from service.engine.encoder.hashed import HashEncoder
from service.engine.opening import open_engine
from service.settings import Settings
data = Path(sys.argv[1])
opener = partial(open_engine, data, HashEncoder())
app = create_app(opener, settings=Settings(data=data), poll_s=0.1)
uvicorn.run(app, port=int(sys.argv[2]), log_level="error")
"""
# The pause stands for a model's work, so that there is something to lose.
_JOB = """
import sys, time
from pathlib import Path
from ingest.job import Options, run
from service.engine.encoder.hashed import HashEncoder
class Slow(HashEncoder):
    def embed_images(self, images):
        time.sleep(0.002 * len(images))
        return super().embed_images(images)
report = run(
    Path(sys.argv[1]), data=Path(sys.argv[2]), encoder=Slow(), options=Options(batch_size=32)
)
print(report.resumed)
"""


class _Shopper:
    """Asks all the time and remembers what was not answered."""

    def __init__(self, url: str) -> None:
        self.asked = 0
        self.failed: list[str] = []
        self._url = url
        self._stop = Event()
        self._thread = Thread(target=self._ask)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        with httpx.Client(timeout=60, trust_env=False) as client:
            while not self._stop.wait(0.05):
                self.asked += 1
                try:
                    answer = client.get(f"{self._url}/v1/search", params={"q": "dress"})
                    if answer.status_code != 200 or not answer.json()["hits"]:
                        self.failed.append(f"{answer.status_code} {answer.text[:200]}")
                except httpx.HTTPError as error:
                    self.failed.append(repr(error))


@contextmanager
def _service(data: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 -- our own interpreter and text
        [sys.executable, "-c", _SERVICE, str(data), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=_REPOSITORY,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                if httpx.get(f"{url}/readyz", trust_env=False).status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()


def _write(shop: Path, *, products: int, version: int) -> dict[str, str]:
    """Write a catalogue in which a version has its own pictures; return id -> picture key."""
    (shop / "images").mkdir(parents=True, exist_ok=True)
    keys, lines = {}, ["id,title,image"]
    for n in range(products):
        data = draw(n, size=(48 + version, 64 + n % 256))
        (shop / "images" / f"{n}.jpg").write_bytes(data)
        keys[f"{n}"] = picture_key(data)
        lines.append(f"{n},dress {n},images/{n}.jpg")
    (shop / "shop.csv").write_text("\n".join(lines) + "\n")
    return keys


def _job(shop: Path, data: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and text
        [sys.executable, "-c", _JOB, str(shop / "shop.csv"), str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_REPOSITORY,
    )


def _finish(shop: Path, data: Path) -> tuple[float, int]:
    """Return how long a whole run took, and how many products an earlier one had done already."""
    started = time.monotonic()
    job = _job(shop, data)
    said, _ = job.communicate(timeout=1800)
    assert job.returncode == 0
    return time.monotonic() - started, int(said)


def _stored(data: Path) -> tuple[Counter[str], dict[str, str]]:
    """Return how often each id is in the live generation, and the picture of each."""
    home = FolderHome(data)
    name = home.begin()
    writer = home.fork(home.live(), name, dimension=64, follow=False)
    try:
        payloads = [record.payload for record in writer.stored()]
    finally:
        writer.abandon()
        home.remove(name)
    return Counter(p["id"] for p in payloads), {p["id"]: p["picture"] for p in payloads}


@dataclass(frozen=True)
class _Found:
    """What was seen.

    Attributes:
        fresh_s: seconds of runs that nobody killed.
        resumes: when a run was killed (s), how long the next one took (s), and how many
            products it did not do again.
        asked: searches meanwhile, all of which were answered.
    """

    fresh_s: list[float]
    resumes: list[tuple[float, float, int]]
    asked: int


def _try(folder: Path, *, products: int, kills: int, seed: int) -> _Found:
    shop, data = folder / "shop", folder / "data"
    _write(shop, products=products, version=0)
    _finish(shop, data)
    draws, version = Random(seed), count(1)
    fresh: list[float] = []
    resumes: list[tuple[float, float, int]] = []
    with _service(data) as url, _Shopper(url) as shopper:
        for kill in range(kills):
            # Now and then anew: what else the machine does comes and goes.
            if kill % _FRESH_EVERY == 0:
                _write(shop, products=products, version=next(version))
                took, resumed = _finish(shop, data)
                assert resumed == 0
                fresh.append(took)
            keys = _write(shop, products=products, version=next(version))
            before = FolderHome(data).live()
            job = _job(shop, data)
            moment = draws.uniform(0.15, 0.95) * median(fresh)
            time.sleep(moment)
            job.kill()
            job.communicate()
            # Before the swap nothing has happened for the shopper, after it everything.
            assert FolderHome(data).live() == before or _stored(data)[1] == keys
            resumes.append((moment, *_finish(shop, data)))
            counts, pictures = _stored(data)
            assert set(counts.values()) == {1}
            assert pictures == keys
    assert shopper.asked > kills
    assert shopper.failed == []
    return _Found(fresh, resumes, shopper.asked)


def test_nobody_notices_a_job_that_is_killed(tmp_path: Path) -> None:
    _try(tmp_path, products=64, kills=2, seed=1)


@pytest.mark.slow
def test_nobody_notices_thirty_jobs_that_are_killed(tmp_path: Path) -> None:
    found = _try(tmp_path, products=2_000, kills=30, seed=2)
    print(json.dumps(asdict(found)))  # noqa: T201 -- what is shown
    # One that is killed before its first batch has left nothing to go on with.
    begun = [took for _, took, resumed in found.resumes if resumed]
    assert len(begun) > len(found.resumes) / 2
    assert all(took < max(found.fresh_s) for took in begun)
    assert sum(took for _, took, _ in found.resumes) < len(found.resumes) * min(found.fresh_s)
