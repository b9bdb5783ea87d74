"""The web page in the same process, for the demo; in production it is a process of its own."""

from typing import Final

from fastapi import FastAPI

from service.engine.errors import ModisteError
from service.own_python import install_extra
from service.settings import Settings

PATH: Final = "/ui"
_ANYWHERE: Final = ("0.0.0.0", "::", "")  # noqa: S104  # nosec B104 - compared with, not listened on


class MissingExtraError(ModisteError):
    """The web page was asked for, and what it needs is not installed."""


def mount_ui(app: FastAPI, settings: Settings, *, api_key: str | None = None) -> None:
    """Mount the page at `/ui`; it talks HTTP to this very service.

    Raises:
        MissingExtraError: when gradio is not installed.
    """
    from ui.guard import mount

    try:
        mount(app, path=PATH, service_url=service_url(settings), api_key=api_key)
    except ModuleNotFoundError as error:
        if error.name != "gradio":
            raise
        raise MissingExtraError(
            f"the web page needs gradio; run: {install_extra('ui')}, or leave out --ui"
        ) from error


def service_url(settings: Settings) -> str:
    """Return the URL under which this process reaches itself."""
    host = "127.0.0.1" if settings.host in _ANYWHERE else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
