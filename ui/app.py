"""The page, built: a Gradio app that talks to the service over HTTP only."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

    from ui.client import AsyncClient


def build_app(service_url: str, *, api_key: str | None = None) -> "gr.Blocks":
    """Return the page over the service at `service_url`; the service need not run yet.

    The page shows the catalogue's pictures from `picture` beside it, which `ui.guard.mount` adds
    together with the style and the closed doors: serve the page through that function.

    Args:
        service_url: where the service listens, such as `http://127.0.0.1:8000`.
        api_key: sent to the service as `X-API-Key` when given.
    """
    from ui.client import AsyncClient

    return blocks(AsyncClient(service_url, api_key=api_key))


def blocks(client: "AsyncClient") -> "gr.Blocks":
    """Return the page over a client; whoever made the client closes it."""
    # Gradio reads this when it is imported, and would call home without it.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    from ui.page.desk import Desk
    from ui.page.shop import shop

    page: gr.Blocks
    with gr.Blocks(title="Modiste", analytics_enabled=False, fill_width=True) as page:
        shop(Desk(client))
    return page
