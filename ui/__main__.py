"""`python -m ui`: the page as a process of its own."""

from typing import Annotated, Any

import typer
import uvicorn
from fastapi import FastAPI

from ui.guard import mount
from ui.settings import Settings


def main(
    service_url: Annotated[str | None, typer.Option(help="Where the service listens.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the page. Flags win over MODISTE_UI_SERVICE_URL, _HOST and _PORT."""
    flags: dict[str, Any] = {"service_url": service_url, "host": host, "port": port}
    settings = Settings(**{name: value for name, value in flags.items() if value is not None})
    key = settings.api_key.get_secret_value() if settings.api_key else None
    app = FastAPI(openapi_url=None)
    mount(app, path="/", service_url=settings.service_url, api_key=key)
    uvicorn.run(app, host=settings.host, port=settings.port)


if __name__ == "__main__":
    typer.run(main)
