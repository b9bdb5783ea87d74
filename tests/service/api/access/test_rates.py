"""Rates: a key and an address have their share, and are told when they may come again."""

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from service.api.access.keys import new_key, write_keys
from service.api.access.rates import Rates, host_of
from service.settings import Settings
from tests.service.api.catalogue import app_over


def test_an_address_has_its_share(data_folder: Path) -> None:
    app = app_over(data_folder, rate_per_address="3/minute")
    with TestClient(app, client=("203.0.113.7", 1)) as client:
        paths = ["/v1/search?q=red", "/v1/products/10003/image", "/v1/nothing", "/v1/info"]
        answers = [client.get(path) for path in paths]
        assert [a.status_code for a in answers] == [200, 200, 404, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert client.get("/healthz").status_code == 200
    with TestClient(app, client=("203.0.113.8", 1)) as other:
        assert other.get("/v1/info").status_code == 200


def test_a_key_has_its_own_share_wherever_it_comes_from(data_folder: Path, tmp_path: Path) -> None:
    usual, usual_key = new_key("usual", ("search",))
    small, small_key = new_key("small", ("search",), rate="1/minute")
    write_keys(tmp_path / "keys.json", (usual_key, small_key))
    app = app_over(data_folder, keys=tmp_path / "keys.json", rate_per_key="2/minute")
    with TestClient(app) as client:

        def statuses(key: str, times: int) -> list[int]:
            headers = {"X-API-Key": key}
            return [client.get("/v1/info", headers=headers).status_code for _ in range(times)]

        assert statuses(usual, 3) == [200, 200, 429]
        assert statuses(small, 2) == [200, 429]


def test_guessing_keys_is_slowed_down(data_folder: Path, tmp_path: Path) -> None:
    write_keys(tmp_path / "keys.json", (new_key("a", ("search",))[1],))
    app = app_over(data_folder, keys=tmp_path / "keys.json", rate_per_address="2/minute")
    with TestClient(app) as client:
        tries = [client.get("/v1/info", headers={"X-API-Key": f"mod_{n}"}) for n in range(3)]
    assert [answer.status_code for answer in tries] == [401, 401, 429]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_set_locks_nobody_out(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    rates = Rates(per_key=None, per_address="2/minute")
    assert [rates.wait_for_address("a") is None for _ in range(3)] == [True, True, False]
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + hours * 3_600)
    waits = [rates.wait_for_address("a") for _ in range(3)]
    assert waits[:2] == [None, None]
    assert 1 <= (waits[2] or 0) <= 60


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_all_addresses_of_one_host_count_together(address: str, host: str) -> None:
    assert host_of(address) == host


def test_a_rate_that_is_none_is_refused_with_an_example() -> None:
    with pytest.raises(ValidationError, match="600/minute"):
        Settings(rate_per_key="often")
