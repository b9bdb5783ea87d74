import base64
import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .conftest import search, settled
from .drawn import picture_of

pytestmark = pytest.mark.browser

# Hands a file to the page as a drop or a paste does.
HAND_OVER = """
([kind, name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, { type }));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
  document.querySelector("input[name=text]").dispatchEvent(event);
}
"""


def upload(page: Page, name: str, data: bytes, media_type: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": media_type, "buffer": data}
    )


def taken(page: Page) -> None:
    """Wait until a picture is in the search bar and what it finds is shown."""
    expect(page.locator(".thumb img")).to_be_visible()
    settled(page)


def first_id(page: Page) -> str | None:
    return page.locator(".results [data-product]").first.get_attribute("data-product")


def test_an_uploaded_picture_of_the_catalogue_finds_itself_first(page: Page, drawn: Path) -> None:
    page.get_by_role("button", name="Search by a picture").click()
    expect(page.locator(".picture-menu")).to_be_visible()

    upload(page, "mine.png", picture_of(drawn, 13).read_bytes(), "image/png")
    taken(page)

    assert first_id(page) == "p13"
    expect(page.locator(".picture-menu")).to_be_hidden()


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_picture_is_taken_by_paste_and_by_drop(page: Page, drawn: Path, kind: str) -> None:
    data = base64.b64encode(picture_of(drawn, 20).read_bytes()).decode()

    page.evaluate(HAND_OVER, [kind, "mine.png", "image/png", data])
    taken(page)

    assert first_id(page) == "p20"


def test_the_clipboard_is_read_with_a_click(page: Page, drawn: Path) -> None:
    data = base64.b64encode(picture_of(drawn, 30).read_bytes()).decode()
    page.evaluate(
        """async (data) => {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
          const blob = new Blob([bytes], { type: "image/png" });
          await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
        }""",
        data,
    )

    page.get_by_role("button", name="Search by a picture").click()
    page.get_by_role("button", name="Paste from the clipboard").click()
    taken(page)

    assert first_id(page) == "p30"


def test_words_in_the_clipboard_are_no_picture_and_what_was_there_is_kept(page: Page) -> None:
    search(page, "blue shirts")
    page.evaluate("navigator.clipboard.writeText('just some words')")

    page.get_by_role("button", name="Search by a picture").click()
    page.get_by_role("button", name="Paste from the clipboard").click()

    expect(page.get_by_role("alert")).to_contain_text("no picture in the clipboard")
    expect(page.locator("input[name=text]")).to_have_value("blue shirts")
    expect(page.locator(".thumb")).to_be_hidden()
    expect(page.locator(".results .card").first).to_contain_text("Blue Shirts")


def test_a_photo_is_taken_with_the_camera(page: Page) -> None:
    page.get_by_role("button", name="Search by a picture").click()
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_function("document.querySelector('video').videoWidth > 0")

    page.get_by_role("button", name="Take the photo").click()
    taken(page)

    expect(page.locator(".results .card")).to_have_count(24)
    assert page.evaluate("document.querySelector('video').srcObject") is None


def test_words_and_a_picture_search_together_and_apart(page: Page, drawn: Path) -> None:
    search(page, "red")
    upload(page, "mine.png", picture_of(drawn, 13).read_bytes(), "image/png")
    taken(page)
    expect(page.locator("input[name=text]")).to_have_value("red")
    together = page.locator(".results .title").all_inner_texts()

    page.get_by_role("button", name="Remove the picture").click()
    settled(page)

    expect(page.locator(".thumb")).to_be_hidden()
    assert page.locator(".results .title").all_inner_texts() != together
    assert page.locator(".results .title").first.inner_text().startswith("Red")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("notes.txt", b"just some words", "text/plain"),
        ("shirt.jpg", b"just some words", "image/jpeg"),
        ("half.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
        ("paper.pdf", b"%PDF-1.7\n", "application/pdf"),
        ("nothing.png", b"", "image/png"),
    ],
    ids=["words", "words named jpg", "half a picture", "pdf", "nothing"],
)
def test_what_is_no_picture_is_said_and_what_was_there_is_kept(
    page: Page, name: str, content: bytes, media_type: str
) -> None:
    search(page, "blue shirts")
    before = page.locator(".results .title").all_inner_texts()

    upload(page, name, content, media_type)

    expect(page.get_by_role("alert")).to_contain_text("not a picture that can be read")
    expect(page.locator("input[name=text]")).to_have_value("blue shirts")
    assert page.locator(".results .title").all_inner_texts() == before


def test_a_photo_of_many_megabytes_is_reduced_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    photo = tmp_path / "photo.bmp"
    Image.effect_noise((3600, 2700), 90).convert("RGB").save(photo)
    assert photo.stat().st_size > 25_000_000

    with page.expect_request("**/component_server**") as sent:
        page.locator("input[type=file]").set_input_files(photo)
    taken(page)

    assert len(sent.value.post_data or "") < 2_000_000
    expect(page.locator(".results .card")).to_have_count(24)


def test_a_part_of_the_picture_is_searched_with_the_mouse_and_the_keys(
    page: Page, drawn: Path
) -> None:
    upload(page, "mine.png", picture_of(drawn, 13).read_bytes(), "image/png")
    taken(page)
    stage = page.locator(".crop").bounding_box()
    assert stage is not None
    page.mouse.move(stage["x"] + 20, stage["y"] + 20)
    page.mouse.down()
    page.mouse.move(stage["x"] + 120, stage["y"] + 160, steps=4)
    page.mouse.up()
    page.wait_for_url("**region=**")
    settled(page)
    box = page.locator(".crop .box")
    expect(box).to_be_visible()
    drawn_first = page.url

    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("url => location.href !== url", arg=drawn_first)
    settled(page)
    page.get_by_role("button", name="Whole picture").click()

    expect(box).to_be_hidden()
    page.wait_for_function("() => !location.href.includes('region')")
    settled(page)
    first = page.locator(".results [data-product]").first
    expect(first).to_have_attribute("data-product", "p13")
    page.reload()  # the tab keeps the picture that no address could hold
    taken(page)
    expect(first).to_have_attribute("data-product", "p13")


@pytest.mark.parametrize("size", [(60, 80), (80, 60), (1600, 200), (40, 400)])
def test_a_part_can_be_drawn_on_a_picture_of_any_size_and_shape(
    page: Page, size: tuple[int, int]
) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", size, "#c81e2b").save(drawn, "PNG")
    upload(page, "mine.png", drawn.getvalue(), "image/png")
    taken(page)

    stage = page.locator(".crop").bounding_box()
    assert stage is not None
    assert stage["width"] / stage["height"] == pytest.approx(size[0] / size[1], rel=0.03)
    assert stage["height"] == pytest.approx(240, abs=1) or stage["width"] == pytest.approx(
        460, abs=1
    )


def test_a_picture_of_the_catalogue_begins_a_search_that_can_be_shared(page: Page) -> None:
    page.locator(".picture-example").nth(1).click()
    taken(page)
    words = page.locator("input[name=text]").input_value()
    assert words.startswith("but in ")
    assert "of=" in page.url

    page.goto(page.url)
    taken(page)

    expect(page.locator("input[name=text]")).to_have_value(words)
    page.locator(".results .open").first.click()
    page.get_by_role("button", name="Search by its picture").click()
    taken(page)
    expect(page.locator("dialog.product")).to_be_hidden()
    expect(page.locator("input[name=text]")).to_have_value("")
