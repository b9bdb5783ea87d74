import asyncio

import httpx
import pytest
from fastapi import FastAPI

from ui.guard import MAX_BODY_BYTES, Guard, mount
from ui.page.shop import head

CALL = "/gradio_api/component_server"


@pytest.fixture(scope="module", params=["/ui", "/"])
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def app(path: str) -> FastAPI:
    shop = FastAPI(openapi_url=None)

    @shop.get("/v1/own")
    def own() -> str:
        return "mine"

    return mount(shop, path=path, service_url="http://127.0.0.1:9")


def ask(
    app: FastAPI, method: str, url: str, *, content: bytes = b"", content_type: str = ""
) -> httpx.Response:
    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            headers = {"content-type": content_type} if content_type else {}
            return await client.request(method, url, content=content, headers=headers)

    return asyncio.run(once())


def test_the_page_is_served_under_a_policy_that_names_nobody_else(app: FastAPI, path: str) -> None:
    page = ask(app, "GET", path.rstrip("/") + "/")

    assert page.status_code == 200
    assert "Find it the way you picture it" in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "door"),
    [
        ("GET", "/gradio_api/file=http://example.com/secret"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("HEAD", "/gradio_api/file=http://example.com/secret"),
        ("GET", "/gradio_api/file%3Dhttp://example.com/secret"),
        ("GET", "/gradio_api/proxy=http://example.com/"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/queue/data"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/call/home"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/login"),
        ("GET", "/monitoring"),
        ("GET", "/docs"),
        ("GET", "//gradio_api/info"),
        ("GET", "/assets/../gradio_api/info"),
    ],
)
def test_doors_that_the_page_does_not_use_are_closed(
    app: FastAPI, path: str, method: str, door: str
) -> None:
    assert ask(app, method, path.rstrip("/") + door).status_code == 404


def test_what_is_beside_a_mounted_page_is_left_alone() -> None:
    shop = FastAPI()

    @shop.post("/v1/own")
    def own() -> str:
        return "mine"

    answer = ask(mount(shop, path="/ui", service_url="http://127.0.0.1:9"), "POST", "/v1/own")

    assert (answer.status_code, answer.json()) == (200, "mine")
    assert "content-security-policy" not in answer.headers


def test_a_path_that_only_begins_like_the_page_is_not_the_pages() -> None:
    shop = FastAPI()

    @shop.post("/uicorn")
    def own() -> str:
        return "mine"

    shop.add_middleware(Guard, prefix="/ui")

    assert ask(shop, "POST", "/uicorn").json() == "mine"


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{}", "multipart/form-data; boundary=x", 415),
        (b"{}", "", 415),
        (b" " * (MAX_BODY_BYTES + 1), "application/json", 413),
        (b"no json", "application/json", 400),
    ],
)
def test_a_body_that_is_not_the_pages_own_is_refused(
    app: FastAPI, path: str, content: bytes, content_type: str, status: int
) -> None:
    url = path.rstrip("/") + CALL

    assert ask(app, "POST", url, content=content, content_type=content_type).status_code == status


def test_a_body_of_unsaid_length_is_refused(app: FastAPI, path: str) -> None:
    async def chunked() -> int:
        async def body() -> object:
            yield b"{}"

        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            headers = {"content-type": "application/json"}
            url = path.rstrip("/") + CALL
            return (await client.post(url, content=body(), headers=headers)).status_code

    assert asyncio.run(chunked()) == 411


def test_the_icon_is_the_pages_own_wherever_a_browser_asks_for_it(app: FastAPI, path: str) -> None:
    assert 'href="favicon.ico"' in head()
    for place in ("/favicon.ico", path.rstrip("/") + "/favicon.ico"):
        icon = ask(app, "GET", place)
        assert icon.status_code == 200
        assert icon.headers["content-type"] == "image/svg+xml"
        assert icon.text.startswith("<svg")


def test_nothing_of_the_page_loads_from_elsewhere(app: FastAPI, path: str) -> None:
    theme = ask(app, "GET", path.rstrip("/") + "/theme.css").text

    assert "googleapis" not in theme
    assert "url(http" not in theme
