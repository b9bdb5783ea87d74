"""Catalogues whose pictures lie behind URLs, fetched from a real server on the loopback."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.pictures.downloading import DownloadOptions
from ingest.pictures.web import Manners
from ingest.report import Report
from service.engine.errors import CatalogueError
from tests.ingest.pictures.shop_server import PictureServer, picture_server

Ingest = Callable[..., Report]
QUICK = Manners(pause_s=0.01, at_once=3)


@pytest.fixture
def server(picture: Callable[..., bytes]) -> Iterator[PictureServer]:
    with picture_server(picture) as running:
        yield running


def shop(folder: Path, server: PictureServer, kinds: list[str], *, host: str | None = None) -> Path:
    path = folder / "shop.csv"
    lines = [
        f"{n},dress {n},http://{host or server.address}/{kind}/{n}.jpg"
        for n, kind in enumerate(kinds)
    ]
    path.write_text("\n".join(["id,title,image_url", *lines]) + "\n")
    return path


def own(server: PictureServer, **options: object) -> DownloadOptions:
    return DownloadOptions(own_hosts=(server.address,), manners=QUICK, **options)  # type: ignore[arg-type]


def rejects(data: Path) -> dict[str, str]:
    lines = (data / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: f"{row['detail']} | {row['repair']}" for row in map(json.loads, lines)}


def test_pictures_behind_urls_are_indexed_few_at_a_time(
    tmp_path: Path, server: PictureServer, ingest: Ingest
) -> None:
    report = ingest(shop(tmp_path, server, ["slow"] * 24), downloads=own(server))
    assert (report.indexed, report.with_picture) == (24, 24)
    assert 2 <= server.busiest <= 3
    assert set(server.asked.values()) == {1}


def test_each_failure_says_what_it_was_and_the_words_stay(
    tmp_path: Path, data: Path, server: PictureServer, ingest: Ingest
) -> None:
    kinds = ["fine", "missing", "page", "moved", "down", "flaky", "fine"]
    report = ingest(shop(tmp_path, server, kinds), downloads=own(server))
    assert (report.indexed, report.with_picture) == (7, 3)
    assert report.repaired == {"picture could not be fetched": 4}
    said = rejects(data)
    assert "answered 404" in said["1"]
    assert "text/html" in said["2"]
    assert "redirects are not followed" in said["3"]
    assert "answered 503" in said["4"]
    assert "run again" in said["4"]
    # What may pass is tried again, what will not is not.
    assert server.asked["/down/4.jpg"] == 4
    assert server.asked["/flaky/5.jpg"] == 3
    assert server.asked["/missing/1.jpg"] == 1


def test_a_host_that_stays_silent_is_given_up(
    tmp_path: Path, data: Path, server: PictureServer, ingest: Ingest
) -> None:
    manners = Manners(pause_s=0.01, at_once=1, attempts=2, give_up_after=3)
    options = DownloadOptions(own_hosts=(server.address,), manners=manners)
    report = ingest(shop(tmp_path, server, ["down"] * 12), downloads=options)
    assert report.without_picture == 12
    assert sum(server.asked.values()) == 3 * 2
    assert "3 pictures in a row" in rejects(data)["11"]


def test_the_next_run_asks_only_what_has_changed(
    tmp_path: Path, server: PictureServer, ingest: Ingest
) -> None:
    catalogue = shop(tmp_path, server, ["fine"] * 6)
    ingest(catalogue, downloads=own(server))
    assert server.unchanged == 0
    again = ingest(catalogue, downloads=own(server), rebuild=True)
    assert (server.unchanged, again.with_picture) == (6, 6)
    server.version = 1
    ingest(catalogue, downloads=own(server), rebuild=True)
    assert server.unchanged == 6
    # Bounded: a cache of a few bytes has nothing left for the run after the next.
    ingest(catalogue, downloads=own(server, cache_bytes=10), rebuild=True)
    assert server.unchanged == 12
    ingest(catalogue, downloads=own(server), rebuild=True)
    assert server.unchanged == 12


def test_a_host_inside_the_shop_must_be_named(
    tmp_path: Path, data: Path, server: PictureServer, ingest: Ingest
) -> None:
    other = DownloadOptions(own_hosts=("cdn.shop.example",), manners=QUICK)
    port = server.server_address[1]
    ingest(shop(tmp_path, server, ["fine"]), downloads=other)
    assert "ports of http" in rejects(data)["0"]
    assert "--own-host" in rejects(data)["0"]
    # Another port of the same machine is another server.
    near = DownloadOptions(own_hosts=(f"127.0.0.1:{port + 1}",), manners=QUICK)
    ingest(shop(tmp_path, server, ["fine"]), downloads=near, rebuild=True)
    inside = DownloadOptions(own_hosts=(f"127.0.0.1:{port + 1}",), manners=QUICK)
    ingest(shop(tmp_path, server, ["fine"], host="127.0.0.1"), downloads=inside)
    assert "open internet" in rejects(data)["0"]
    assert not server.asked


@pytest.mark.parametrize("entry", ["http://x y", "host:99999", "ftp://bucket", "s3://", "a/b"])
def test_what_is_no_host_is_said(
    tmp_path: Path, server: PictureServer, ingest: Ingest, entry: str
) -> None:
    catalogue = shop(tmp_path, server, ["fine"])
    with pytest.raises(CatalogueError, match=r"--own-host: .* is no (host|bucket)"):
        ingest(catalogue, downloads=DownloadOptions(own_hosts=(entry,)))
