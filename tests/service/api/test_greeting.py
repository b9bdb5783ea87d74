from pathlib import Path

from service.api.greeting import greeting
from service.settings import Settings


def test_the_greeting_says_where_to_look_and_three_things_to_try() -> None:
    said = greeting(Settings(ui=True, port=8123))
    assert "http://127.0.0.1:8123/ui" in said
    tries = said.partition("Try:\n")[2].splitlines()[:-1]
    assert len(tries) == 3
    assert all("http://127.0.0.1:8123/" in one for one in tries)


def test_the_words_to_try_are_the_catalogues() -> None:
    said = greeting(Settings(), example="flip flops")
    assert "/v1/search?q=flip+flops&limit=5" in said


def test_without_the_page_the_greeting_does_not_name_it() -> None:
    assert "/ui" not in greeting(Settings())


def test_an_ipv6_address_is_put_in_brackets() -> None:
    assert "http://[::1]:8000/v1/search" in greeting(Settings(host="::1"))


def test_a_service_that_cannot_search_yet_says_why_and_gives_nothing_else_to_try() -> None:
    settings = Settings(port=8123, data=Path("my shop"))
    said = greeting(settings, "nothing here; run: python -m ingest CATALOGUE --data FOLDER")
    assert said.startswith("Modiste answers at http://127.0.0.1:8123\n")
    assert "It cannot search yet: nothing here; run: " in said
    assert "python -m ingest CATALOGUE --data 'my shop'\n" in said
    assert "curl" not in said
