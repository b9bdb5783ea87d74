from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from playwright.sync_api import BrowserContext, Page, Route, expect

from .conftest import page_over, search, service, settled
from .serving import free_port, serving

pytestmark = pytest.mark.browser


def test_a_service_that_is_down_is_said_and_what_was_typed_is_kept(
    context: BrowserContext, data: Path, tmp_path: Path
) -> None:
    port = free_port()
    page = context.new_page()
    with serving(page_over(f"http://127.0.0.1:{port}"), port=free_port()) as url:
        page.goto(url)
        said = page.get_by_role("heading", name="The search service is not answering")
        expect(said).to_be_visible()
        page.locator("input[name=text]").fill("red dresses")
        page.locator("input[name=text]").press("Enter")
        expect(page.locator(".found .notice h2")).to_have_text(said.inner_text())

        copy = tmp_path / "data"
        _copy(data, copy)
        with serving(service(copy, port=port), port=port):
            page.get_by_role("button", name="Try again").click()
            settled(page)

            expect(page.locator("input[name=text]")).to_have_value("red dresses")
            expect(page.locator(".results .card")).to_have_count(24)


def test_a_service_without_a_catalogue_says_what_to_run(
    context: BrowserContext, tmp_path: Path
) -> None:
    port = free_port()
    page = context.new_page()
    with (
        serving(service(tmp_path, port=port), port=port),
        serving(page_over(f"http://127.0.0.1:{port}"), port=free_port()) as url,
    ):
        page.goto(url)

        expect(page.get_by_role("heading", name="not ready yet")).to_be_visible()
        expect(page.locator(".notice")).to_contain_text("python -m ingest")


def test_a_page_that_is_gone_itself_keeps_what_was_typed(
    context: BrowserContext, mounted_url: str
) -> None:
    page = context.new_page()
    with serving(page_over(mounted_url), port=free_port()) as url:
        page.goto(url)
        expect(page.locator(".tile").first).to_be_visible()

    page.locator("input[name=text]").fill("red dresses")
    page.locator("input[name=text]").press("Enter")

    expect(page.get_by_role("heading", name="The page got no answer")).to_be_visible()
    expect(page.locator("input[name=text]")).to_have_value("red dresses")


def test_further_results_that_fail_leave_those_that_are_there(page: Page) -> None:
    search(page, "dresses")
    page.route("**/component_server**", lambda route: route.abort())
    page.get_by_role("button", name="Show more").click()
    expect(page.get_by_role("heading", name="The page got no answer")).to_be_visible()
    expect(page.locator(".results .card")).to_have_count(24)

    page.unroute("**/component_server**")
    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".results .card")).to_have_count(48)
    expect(page.locator(".notice")).to_have_count(0)


def test_a_slow_answer_never_overwrites_a_later_one(page: Page) -> None:
    def delayed(route: object) -> None:
        if "slow words" in (route.request.post_data or ""):  # type: ignore[attr-defined]
            page.wait_for_timeout(1_200)
        route.continue_()  # type: ignore[attr-defined]

    search(page, "dresses")
    page.route("**/component_server**", delayed)
    page.locator("input[name=text]").fill("slow words")
    page.locator("input[name=text]").press("Enter")
    page.locator("input[name=text]").fill("yellow bags")
    page.locator("input[name=text]").press("Enter")
    page.wait_for_timeout(2_000)

    assert page.locator(".results .title").first.inner_text().startswith("Yellow Bags")


def test_a_slow_service_shows_skeletons_and_keeps_what_is_there(page: Page) -> None:
    def delayed(route: Route) -> None:
        page.wait_for_timeout(800)
        route.continue_()

    page.route("**/component_server**", delayed)
    page.locator("input[name=text]").fill("red bags")
    page.locator("input[name=text]").press("Enter")
    expect(page.locator(".results .skeleton")).to_have_count(12)
    settled(page)
    before = page.locator(".results .card").count()
    page.locator("input[name=text]").fill("blue bags")
    page.locator("input[name=text]").press("Enter")

    expect(page.locator(".results")).to_have_attribute("aria-busy", "true")
    assert page.locator(".results .card:not(.skeleton)").count() == before
    settled(page)
    expect(page.locator(".results .title").first).to_contain_text("Blue")


def test_a_wrong_key_says_what_to_set(context: BrowserContext) -> None:
    port = free_port()
    gate = FastAPI(openapi_url=None)

    @gate.api_route("/{path:path}", methods=["GET", "POST"])
    def refuse(path: str) -> JSONResponse:
        return JSONResponse({"detail": "X-API-Key is not one that is known"}, 401)

    page = context.new_page()
    with (
        serving(gate, port=port),
        serving(page_over(f"http://127.0.0.1:{port}"), port=free_port()) as url,
    ):
        page.goto(url)

        expect(page.get_by_role("heading", name="This page may not search")).to_be_visible()
        expect(page.locator(".notice").first).to_contain_text("MODISTE_UI_API_KEY")


def _copy(source: Path, target: Path) -> None:
    """Copy a data folder of which another service holds the lock."""
    for path in source.rglob("*"):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
