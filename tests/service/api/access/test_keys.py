"""Keys: who may search and who may change, and how keys come and go."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from service.api.access import keys as keys_module
from service.api.access.keys import KeysError, new_key, read_keys, write_keys
from tests.service.api.catalogue import app_over, build_generation

SEARCH, SEARCH_KEY = new_key("shop", ("search",))
ADMIN, ADMIN_KEY = new_key("stock", ("admin",))
METRICS, METRICS_KEY = new_key("prometheus", ("metrics",))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    write_keys(path, (SEARCH_KEY, ADMIN_KEY, METRICS_KEY))
    return path


@pytest.fixture(scope="module")
def guarded(file: Path) -> Iterator[TestClient]:
    build_generation(file.parent, kept=12)
    with TestClient(app_over(file.parent, keys=file)) as running:
        yield running


def test_a_key_is_kept_as_a_hash_that_only_its_owner_can_read(file: Path) -> None:
    kept = file.read_text(encoding="utf-8")
    assert SEARCH not in kept
    assert SEARCH.startswith("mod_")
    assert len(SEARCH) > 40
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("key", "method", "path", "status"),
    [
        (None, "GET", "/v1/search?q=red", 401),
        ("mod_wrong", "GET", "/v1/search?q=red", 401),
        ("x" * 100_000, "GET", "/v1/search?q=red", 401),
        (SEARCH, "GET", "/v1/search?q=red", 200),
        (ADMIN, "GET", "/v1/search?q=red", 200),
        (METRICS, "GET", "/v1/search?q=red", 403),
        (SEARCH, "GET", "/v1/info", 200),
        (None, "GET", "/v1/products/10003", 401),
        (None, "GET", "/v1/products/10003/image", 200),
        (None, "GET", "/v1/products/10003%2Fimage", 401),  # a product of that name
        (None, "GET", "/v1/nothing", 401),
        (None, "DELETE", "/v1/products/10003", 401),
        (SEARCH, "DELETE", "/v1/products/10003", 403),
        (None, "DELETE", "/v1/products/10003/image", 401),
        (None, "GET", "/metrics", 401),
        (SEARCH, "GET", "/metrics", 403),
        (METRICS, "GET", "/metrics", 200),
        (None, "GET", "/healthz", 200),
        (None, "GET", "/readyz", 200),
    ],
)
def test_each_key_opens_what_it_is_for(
    guarded: TestClient, key: str | None, method: str, path: str, status: int
) -> None:
    headers = {"X-API-Key": key} if key else {}
    answer = guarded.request(method, path, headers=headers)
    assert answer.status_code == status, answer.text
    if status in (401, 403):
        assert answer.headers["content-type"] == "application/problem+json"
        assert ("www-authenticate" in answer.headers) == (status == 401)


def test_a_key_may_come_as_a_bearer_token(guarded: TestClient) -> None:
    answer = guarded.get("/v1/info", headers={"Authorization": f"Bearer {SEARCH}"})
    assert answer.status_code == 200


def test_a_refused_body_is_not_read(guarded: TestClient) -> None:
    answer = guarded.post("/v1/search", content=b"x" * 1_000_000)
    assert answer.status_code == 401


def test_the_log_names_the_key_and_never_holds_it(guarded: TestClient) -> None:
    import structlog

    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        guarded.get("/v1/search?q=red", headers={"X-API-Key": SEARCH})
        guarded.get("/v1/search?q=red", headers={"X-API-Key": "mod_wrong"})
    assert [line.get("key") for line in logs] == ["shop", None]
    assert SEARCH not in str(logs)
    assert "mod_wrong" not in str(logs)


def test_keys_come_and_go_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_generation(tmp_path, kept=8)
    monkeypatch.setattr(keys_module, "_FRESH_S", 0.0)
    path = tmp_path / "keys.json"
    write_keys(path, (SEARCH_KEY,))
    newer, newer_key = new_key("shop2", ("search",))
    with TestClient(app_over(tmp_path, keys=path)) as client:

        def status(key: str) -> int:
            return client.get("/v1/info", headers={"X-API-Key": key}).status_code

        assert (status(SEARCH), status(newer)) == (200, 401)
        write_keys(path, (SEARCH_KEY, newer_key))
        assert (status(SEARCH), status(newer)) == (200, 200)
        write_keys(path, (newer_key,))
        assert (status(SEARCH), status(newer)) == (401, 200)
        path.write_text("{broken", encoding="utf-8")
        assert (status(SEARCH), status(newer)) == (401, 200)
        path.unlink()
        assert (status(SEARCH), status(newer)) == (401, 200)


def test_without_keys_searching_is_open_and_changing_closed(client: TestClient) -> None:
    assert client.get("/v1/search?q=red").status_code == 200
    refused = client.delete("/v1/products/10003")
    assert refused.status_code == 403
    assert "python -m service key add NAME --scope admin" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("[]", "keys.json"),
        ('{"keys": [{"name": "a b", "sha256": "0", "scopes": []}]}', "keys.0.name"),
        ('{"keys": [{"name": "a", "sha256": "zz", "scopes": ["search"]}]}', "keys.0.sha256"),
    ],
)
def test_a_file_that_holds_no_keys_is_refused_at_the_start(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KeysError, match=said):
        app_over(tmp_path, keys=path)


def test_a_file_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="python -m service key add"):
        app_over(tmp_path, keys=tmp_path / "keys.json")


def command(*arguments: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", "key", *arguments, "--keys", str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_keys_are_kept_by_a_command(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    made = command("add", "shop", "--scope", "search", "--rate", "600/minute", path=path)
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    (kept,) = read_keys(path)
    assert kept.sha256 == keys_module.hash_of(secret)
    assert kept.rate == "600/minute"
    assert secret not in path.read_text(encoding="utf-8")
    listed = command("list", path=path).stdout
    assert listed.startswith("shop  search  2")
    again = command("add", "shop", "--scope", "search", path=path)
    assert again.returncode == 1
    assert "give the new one another name, such as shop-2" in again.stderr
    for wrong, said in (
        ("--rate=600", "'600' is no rate; write it as 600/minute"),
        ("--scope=root", "no scope 'root'"),
        ("--rate=often", "no rate"),
    ):
        refused = command("add", "b", "--scope", "search", wrong, path=path)
        assert refused.returncode == 1
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr
    assert command("remove", "shop", path=path).returncode == 0
    assert json.loads(path.read_text(encoding="utf-8")) == {"keys": []}
    assert command("remove", "shop", path=path).stderr == "error: no key has the name 'shop'\n"
