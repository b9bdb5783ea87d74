"""The greeting: where the service is and what to try, said once it listens."""

import gc
import shlex
import sys
from typing import Any, Final
from urllib.parse import quote_plus

import uvicorn

from service.api.live import LiveEngine
from service.own_python import own_python
from service.settings import Settings

_FOR_ANY_CATALOGUE: Final = "shoes"


def greeting(
    settings: Settings, problem: str | None = None, *, example: str = _FOR_ANY_CATALOGUE
) -> str:
    """Return what is said to the person who started the service.

    Args:
        settings: where it listens, and whether it has the page.
        problem: why nothing can be searched yet, with the repair.
        example: words that the catalogue has products for.
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{settings.port}"
    page = f"open {url}/ui and say in your own words what you look for"
    about = f"curl '{url}/v1/info'"
    where = f"Modiste answers at {url}" + (f", its page is {url}/ui" if settings.ui else "")
    if problem:
        # Here it is known which Python and which folder the repair is for; an answer of the API may
        # not tell.
        ingest = f"{own_python()} -m ingest CATALOGUE --data {shlex.quote(str(settings.data))}"
        problem = problem.replace(" --data FOLDER", "")
        problem = problem.replace("python -m ingest CATALOGUE", ingest)
        waits = "It begins to search by itself as soon as it can. Ctrl-C stops it."
        return f"{where}\nIt cannot search yet: {problem}\n{waits}"
    return "\n".join(
        (
            where,
            "Try:",
            f"  {page if settings.ui else about}",
            f"  curl '{url}/v1/search?q={quote_plus(example)}&limit=5'",
            f"  curl -F image=@a-photo-of-yours.jpg '{url}/v1/search/upload'",
            "Ctrl-C stops it.",
        )
    )


class GreetingServer(uvicorn.Server):
    """A server that settles and says where it is as soon as it listens."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Listen, then greet."""
        await super().startup(sockets)
        # What is loaded now stays: looking through it for garbage took a seventh of a search.
        gc.collect()
        gc.freeze()
        if self.started and not self.should_exit:
            live: LiveEngine = self.lifespan.state["live"]
            said = (
                greeting(self._settings, str(live.problem))
                if live.problem
                else greeting(self._settings, example=await _example(live))
            )
            sys.stdout.write(said + "\n")
            sys.stdout.flush()


async def _example(live: LiveEngine) -> str:
    async with live.borrow() as engine:
        return engine.example or _FOR_ANY_CATALOGUE
