"""Snapshots of a server: fetched as a file, loaded again as a new generation."""

import json
from pathlib import Path

import httpx
import pytest

from service.engine.errors import GenerationError, IndexUnavailableError
from service.engine.index.server import ServerHome, ServerOptions
from tests.contracts.catalogue import COUNT, manifest
from tests.contracts.conftest import fill
from tests.stand_in.qdrant import StandIn

KEY = "k"


def home_over(app: StandIn, work: Path) -> ServerHome:
    options = ServerOptions(url="http://q:6333", key=KEY)
    over_http = httpx.ASGITransport(app.app)
    return ServerHome(options, work=work, transport=over_http, poll_s=0.01)


def test_what_was_saved_is_live_again_on_another_server(tmp_path: Path) -> None:
    first = StandIn(key=KEY)
    home = home_over(first, tmp_path)
    name = fill(home)
    out = tmp_path / "shop.snapshot"
    assert home.snapshot(name, out) == out.stat().st_size
    assert first.snapshots == {}, "nothing is left on the server"
    home.close()
    assert json.loads((tmp_path / "shop.snapshot.json").read_text()) == {
        "words.json": '{"dress": 100}'
    }

    second = StandIn(key=KEY)
    other = home_over(second, tmp_path)
    fill(other)
    recovered = other.recover(out)
    assert recovered == other.live() == "gen-000002"
    assert other.manifest(recovered) == manifest(recovered)
    assert other.document(recovered, "words.json") == '{"dress": 100}'
    assert other.change(recovered).count() == COUNT
    uploads = [(path, body) for _, path, body in second.seen if path.endswith("/upload")]
    assert uploads == [
        (
            "/collections/modiste-gen-000002/snapshots/upload",
            {"priority": "snapshot", "wait": "true"},
        )
    ]
    other.close()


def test_what_is_no_snapshot_is_refused_and_what_was_live_stays(tmp_path: Path) -> None:
    home = home_over(StandIn(key=KEY), tmp_path)
    before = fill(home)
    broken = tmp_path / "broken.snapshot"
    broken.write_bytes(b"no snapshot")
    (tmp_path / "broken.snapshot.json").write_text("{}")
    with pytest.raises(GenerationError, match="refuses"):
        home.recover(broken)
    assert home.live() == before
    assert home.names() == [before]
    with pytest.raises(FileNotFoundError):
        home.recover(tmp_path / "nothing")
    home.close()


def test_a_full_disk_is_said_to_be_one_and_leaves_nothing(tmp_path: Path) -> None:
    home = home_over(StandIn(key=KEY), tmp_path)
    name = fill(home)
    with pytest.raises(FileNotFoundError):
        home.snapshot(name, tmp_path / "no folder" / "shop.snapshot")
    home.close()


def test_a_server_that_goes_away_is_unavailable(tmp_path: Path) -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    options = ServerOptions(url="http://q:6333")
    home = ServerHome(options, work=tmp_path, transport=httpx.MockTransport(gone))
    with pytest.raises(IndexUnavailableError):
        home._run_slowly(lambda _: home._snapshots.load("c", Path(__file__)))
    home.close()
