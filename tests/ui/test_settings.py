import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError

from ui.settings import Settings

REPOSITORY = Path(__file__).parents[2]


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODISTE_UI_SERVICE_URL", "https://search.example")
    monkeypatch.setenv("MODISTE_UI_PORT", "7000")
    monkeypatch.setenv("MODISTE_UI_API_KEY", "open sesame")

    settings = Settings()

    assert (settings.service_url, settings.port) == ("https://search.example", 7000)
    assert settings.api_key is not None
    assert "sesame" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"), [("SERVICE_URL", "file:///etc/passwd"), ("PORT", "0"), ("PORT", "many")]
)
def test_what_cannot_be_meant_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"MODISTE_UI_{name}", value)

    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_command_serves_the_page_and_its_flags_win_over_the_environment() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "ui",
        "--port",
        str(port),
        "--service-url",
        "http://127.0.0.1:9",
    ]
    environment = os.environ | {"MODISTE_UI_PORT": "1"}
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment) as process:  # noqa: S603
        try:
            answer = _first_answer(f"http://127.0.0.1:{port}/", process)
        finally:
            process.terminate()

    assert answer.status_code == 200
    assert "Find it the way you picture it" in answer.text


def _first_answer(url: str, process: subprocess.Popen[bytes]) -> httpx.Response:
    until_s = time.monotonic() + 120
    while time.monotonic() < until_s:
        assert process.poll() is None, "the page ended before it answered"
        try:
            return httpx.get(url, trust_env=False)
        except httpx.ConnectError:
            time.sleep(0.2)
    pytest.fail("the page did not answer in time")
