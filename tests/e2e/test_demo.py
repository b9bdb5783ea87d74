"""The demo as a newcomer has it: the bundled model, the sample catalogue, real processes."""

import csv
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

REPOSITORY = Path(__file__).parents[2]
CATALOGUE = REPOSITORY / "ingest" / "sample" / "catalogue"
START_S = 180.0
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("MODISTE_")},
    "HF_HUB_OFFLINE": "1",
}


def ingest(data: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "ingest", str(CATALOGUE), "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=START_S,
        env=ENVIRONMENT,
        cwd=REPOSITORY,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    said = ingest(folder)
    assert "gen-000001" in said
    return folder


@pytest.fixture(scope="module")
def shop(data: Path) -> Iterator[httpx.Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", "--ui", "--data", str(data), "--port", port],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=ENVIRONMENT,
        cwd=REPOSITORY,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Modiste answers at")
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60.0) as client:
        deadline = time.monotonic() + START_S
        while client.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        yield client
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (CATALOGUE / "products.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def attributes(client: httpx.Client, **params: str | int) -> list[dict[str, str]]:
    answer = client.get("/v1/search", params=params).raise_for_status().json()
    return [hit["product"]["attributes"] for hit in answer["hits"]]


def test_a_second_run_ingests_nothing_that_has_not_changed(data: Path) -> None:
    started = time.monotonic()
    assert "Nothing has changed" in ingest(data)
    assert time.monotonic() - started < 60


def test_everything_in_the_sample_is_indexed(
    shop: httpx.Client, rows: list[dict[str, str]]
) -> None:
    assert shop.get("/v1/info").json()["products"] == len(rows)


@pytest.mark.parametrize(
    ("query", "limit"), [("red dress", 5), ("red dress for a party under 3000", 10)]
)
def test_red_dress_brings_red_dresses(shop: httpx.Client, query: str, limit: int) -> None:
    for found in attributes(shop, q=query, limit=limit):
        assert found["articleType"] == "Dresses"
        assert found["baseColour"] in ("Red", "Maroon", "Burgundy")


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("bollywood style outfit", {"Lehenga Choli", "Sarees", "Kurtas", "Kurtis", "Dupatta"}),
        ("cozy winter look", {"Sweaters", "Jackets", "Scarves", "Sweatshirts", "Stoles", "Socks"}),
        ("shoes to go running in", {"Sports Shoes"}),
        ("something to carry my laptop", {"Backpacks", "Laptop Bag", "Messenger Bag", "Handbags"}),
    ],
)
def test_vague_wishes_bring_what_was_meant(shop: httpx.Client, query: str, types: set[str]) -> None:
    found = [one["articleType"] for one in attributes(shop, q=query, limit=10)]
    assert sum(one in types for one in found) >= 5, found


def test_pictures_of_the_catalogue_find_themselves_first(
    shop: httpx.Client, rows: list[dict[str, str]]
) -> None:
    for row in [one for one in rows if one["image"]][::60]:
        picture = (CATALOGUE / row["image"]).read_bytes()
        found = shop.post("/v1/search/upload", files={"image": picture}).raise_for_status().json()
        first = found["hits"][0]
        same = shop.get(first["image_url"]).content == picture
        assert first["id"] == row["id"] or same
        assert first["score"] > 0.999


def test_the_page_is_there_and_the_entrance_leads_to_it(shop: httpx.Client) -> None:
    page = shop.get("/", follow_redirects=True)
    assert page.status_code == 200
    assert "Modiste" in page.text
