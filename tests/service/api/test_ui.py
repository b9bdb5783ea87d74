import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.ui import MissingExtraError, service_url
from service.settings import Settings
from tests.service.api.catalogue import app_over, build_generation


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),  # noqa: S104 - where the demo may listen
        ("::", "http://127.0.0.1:8123"),
        ("::1", "http://[::1]:8123"),
        ("shop.internal", "http://shop.internal:8123"),
    ],
)
def test_the_page_reaches_the_service_wherever_it_listens(host: str, url: str) -> None:
    assert service_url(Settings(host=host, port=8123)) == url


def test_the_page_is_mounted_beside_the_api(tmp_path: Path) -> None:
    build_generation(tmp_path, kept=8)
    with TestClient(app_over(tmp_path, ui=True)) as client:
        entrance = client.get("/", follow_redirects=False)
        assert (entrance.status_code, entrance.headers["location"]) == (307, "/ui/")
        page = client.get("/ui")
        assert page.status_code == 200
        assert "Modiste" in page.text
        assert client.get("/ui/gradio_api/file=https://shop.example/x.png").status_code == 404
        assert client.get("/v1/search?q=red").json()["total"] == 8
        assert client.get("/nowhere").headers["content-type"] == "application/problem+json"


def test_without_gradio_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gradio", None)
    with pytest.raises(MissingExtraError, match=r'pip install .* -e "\.\[ui\]"'):
        app_over(tmp_path, ui=True)
