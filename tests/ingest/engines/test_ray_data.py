"""Embedding on Ray gives what embedding in the process gives. Ray runs on this machine alone."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL.Image import Image

from ingest.engines.ray_cluster import RayOptions
from ingest.engines.ray_data import RayEngine
from ingest.job import Options, run
from ingest.model import LateEncoder
from ingest.report import Report
from service.engine.encoder import Encoder, Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import DistributedError
from service.engine.index.folder_home import FolderHome
from service.engine.index.home import Home
from service.engine.index.protocol import Record
from tests.contracts.conftest import make_home
from tests.ingest.conftest import draw

SAMPLE = Path(__file__).parents[3] / "ingest" / "sample" / "catalogue"
PRODUCTS = 200
HERE = RayOptions(address="local", workers=2)


class Failing(HashEncoder):
    """A model that no worker can use."""

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        raise RuntimeError("out of memory")


def _stored(home: Home) -> dict[str, Record]:
    writer = home.change(home.live())
    try:
        return {record.point_id: record for record in writer.stored(vectors=True)}
    finally:
        writer.abandon()


def _same(one: Home, other: Home) -> None:
    here, there = _stored(one), _stored(other)
    assert here.keys() == there.keys()
    for point_id, record in here.items():
        back = there[point_id]
        assert back.payload == record.payload
        assert back.terms == record.terms
        assert (back.dense is None) == (record.dense is None)
        if record.dense is not None:
            assert back.dense == pytest.approx(record.dense, abs=1e-5)


def _ingest(catalogue: Path, data: Path, encoder: Encoder, **options: object) -> Report:
    home = options.pop("home", None)
    chosen = Options(batch_size=16, **options)  # type: ignore[arg-type]
    return run(catalogue, data=data, encoder=encoder, home=home, options=chosen)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def running() -> Iterator[None]:
    """A Ray that is there already, so that not every test has to start one."""
    import ray

    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Catalogue with pictures of every kind: whole, cut off, none, repeated, and no picture."""
    folder = tmp_path / "shop"
    folder.mkdir()
    pictures = {f"{n}.jpg": draw(n) for n in range(40)}
    pictures |= {"40.jpg": draw(40, size=(300, 400))[:-400], "41.jpg": b"GIF89a, but no more"}
    pictures |= {"42.png": draw(42, size=(1_000, 1_200), format="PNG"), "43.jpg": draw(1)}
    for name, data in pictures.items():
        (folder / name).write_bytes(data)
    rows = [f"p{n},dress {n},{name}" for n, name in enumerate(pictures)]
    (folder / "shop.csv").write_text("\n".join(["id,title,image", *rows, "p99,a hat,"]) + "\n")
    return folder / "shop.csv"


def test_without_ray_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)  # as if it were not installed
    with pytest.raises(DistributedError, match=r'pip install .* -e "\.\[distributed\]"'):
        RayEngine(HashEncoder(), batch_size=16)


@pytest.mark.slow
@pytest.mark.skipif(
    find_spec("ray") is None, reason="Ray is not installed: the extra `distributed`"
)
class TestOnRay:
    """What needs Ray."""

    def test_the_sample_gets_the_same_points(self, tmp_path: Path) -> None:
        encoder = LateEncoder("bundled", threads=1)
        plain = _ingest(SAMPLE, tmp_path / "plain", encoder, limit=PRODUCTS)
        spread = _ingest(SAMPLE, tmp_path / "ray", encoder, limit=PRODUCTS, ray=HERE)
        assert plain.embedded == spread.embedded == PRODUCTS
        assert spread.embed_seconds > 0
        _same(FolderHome(tmp_path / "plain"), FolderHome(tmp_path / "ray"))

    @pytest.mark.usefixtures("running")
    def test_the_rejects_are_the_same_into_a_server(self, shop: Path, tmp_path: Path) -> None:
        found = {}
        for name, ray in (("plain", None), ("ray", HERE)):
            home = make_home("local", tmp_path / name)
            report = _ingest(shop, tmp_path / name, HashEncoder(), home=home, ray=ray)
            found[name] = report, home
        (plain, here), (spread, there) = found["plain"], found["ray"]
        assert plain.repaired == spread.repaired == {"unusable picture": 1}
        assert plain.salvaged == spread.salvaged == {"truncated picture": 1}
        assert plain.embedded == spread.embedded
        _same(here, there)
        here.close()
        there.close()

    def test_nothing_to_embed_starts_no_ray(self, shop: Path, data: Path) -> None:
        _ingest(shop, data, HashEncoder())
        shop.write_text(shop.read_text().replace("dress 3", "gown 3"))
        nowhere = RayOptions(address="127.0.0.1:1")
        assert _ingest(shop, data, HashEncoder(), ray=nowhere).changes["reworded"] > 0

    @pytest.mark.usefixtures("running")
    def test_a_worker_that_fails_leaves_the_live_index_and_says_why(
        self, shop: Path, data: Path
    ) -> None:
        _ingest(shop, data, HashEncoder())
        live = FolderHome(data).live()
        shutil.copy(shop.parent / "1.jpg", shop.parent / "new.jpg")
        (shop.parent / "2.jpg").write_bytes(draw(99))
        with pytest.raises(DistributedError, match="out of memory"):
            _ingest(shop, data, Failing(), ray=HERE)
        assert FolderHome(data).live() == live
        _ingest(shop, data, HashEncoder())
