"""Whatever happens to a catalogue, after a run the index says what it says."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from PIL import Image

from ingest.job import Options, run
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.gallery import picture_key
from service.engine.index.folder_home import FolderHome
from tests.ingest.conftest import draw

_DIMENSIONS = (64, 32)


class _Killed(BaseException):
    """Like Ctrl-C: nothing may catch it."""


class _Mortal(HashEncoder):
    """Embeds as many batches as it is told, then ends the job."""

    def __init__(self, dimension: int, batches: int) -> None:
        super().__init__(dimension)
        self._left = batches

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        self._left -= 1
        if self._left < 0:
            raise _Killed
        return super().embed_images(images)


class History(RuleBasedStateMachine):
    """Edits a catalogue at random and ingests it now and then."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        self._rows: dict[str, tuple[str, int]] = {}  # id -> title, seed of its picture
        self._broken = 0
        self._next = 0
        self._dimension = _DIMENSIONS[0]

    @initialize()
    def begin(self) -> None:
        self.add(count=6)
        self.ingest()

    @rule(count=st.integers(1, 6))
    def add(self, count: int) -> None:
        for _ in range(count):
            self._rows[f"p{self._next}"] = (f"dress {self._next}", self._next)
            self._next += 1

    @rule(place=st.integers(0, 99), word=st.sampled_from(("silk", "red", "wool")))
    def edit_words(self, place: int, word: str) -> None:
        product = self._at(place)
        self._rows[product] = (f"{word} dress", self._rows[product][1])

    @rule(place=st.integers(0, 99), seed=st.integers(200, 260))
    def edit_picture(self, place: int, seed: int) -> None:
        product = self._at(place)
        self._rows[product] = (self._rows[product][0], seed)

    @rule(place=st.integers(0, 99))
    def delete(self, place: int) -> None:
        if len(self._rows) > 1:
            del self._rows[self._at(place)]

    @rule(place=st.integers(0, 99))
    def rename(self, place: int) -> None:
        row = self._rows.pop(self._at(place))
        self._rows[f"r{self._next}"] = row
        self._next += 1

    @rule()
    def break_a_row(self) -> None:
        self._broken += 1

    @rule()
    def change_the_model(self) -> None:
        self._dimension = next(d for d in _DIMENSIONS if d != self._dimension)

    @rule(batches=st.integers(0, 2))
    def kill(self, batches: int) -> None:
        before = FolderHome(self._data).live()
        try:
            self._run(_Mortal(self._dimension, batches))
        except _Killed:
            assert FolderHome(self._data).live() == before
        else:
            self._compare()

    @rule()
    def ingest(self) -> None:
        self._run(HashEncoder(self._dimension))
        self._compare()

    def teardown(self) -> None:
        shutil.rmtree(self._folder)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _at(self, place: int) -> str:
        return list(self._rows)[place % len(self._rows)]

    def _run(self, encoder: HashEncoder) -> None:
        images = self._folder / "images"
        images.mkdir(exist_ok=True)
        lines = ["id,title,image"]
        for product, (title, seed) in self._rows.items():
            (images / f"{product}.jpg").write_bytes(draw(seed))
            lines.append(f"{product},{title},images/{product}.jpg")
        lines += [",no id,", "p0,a second,with,too,many"][: self._broken]
        path = self._folder / "shop.csv"
        path.write_text("\n".join(lines) + "\n")
        options = Options(batch_size=2, allow_deletes=True)
        run(path, data=self._data, encoder=encoder, options=options)

    def _compare(self) -> None:
        home = FolderHome(self._data)
        manifest = home.manifest(home.live())
        assert (manifest.products, manifest.with_picture) == (len(self._rows), len(self._rows))
        writer = home.change(home.live())
        try:
            found = {
                record.payload["id"]: (record.payload["title"], record.payload["picture"])
                for record in writer.stored(vectors=True)
                if record.dense is not None and record.dense.shape == (self._dimension,)
            }
        finally:
            writer.abandon()
        assert found == {
            product: (title, picture_key(draw(seed)))
            for product, (title, seed) in self._rows.items()
        }


_RELAXED = [HealthCheck.too_slow, HealthCheck.filter_too_much]

TestShortHistories = History.TestCase
TestShortHistories.settings = settings(
    max_examples=4,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=_RELAXED,
    derandomize=True,
)


class LongHistory(History):
    """The same, for longer."""


TestLongHistories = pytest.mark.slow(LongHistory.TestCase)
TestLongHistories.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=_RELAXED
)
