"""The page as a Gradio component: its HTML, its script, and the functions the script calls."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import gradio as gr

from ui.page import render
from ui.page.desk import Desk, Shown

_ASSETS: Final = Path(__file__).parent / "assets"
_SCRIPTS: Final = ("picture.js", "product.js", "shop.js")
_STYLES: Final = ("colours.css", "search.css", "results.css", "product.css")


def shop(desk: Desk) -> gr.HTML:
    """Put the whole page into the Gradio app that is being built.

    Its script keeps what is asked and calls `home`, `search` and `product`. Nothing is kept on the
    server between two calls, so that a restart loses nothing.
    """

    async def home(_: Any) -> Shown:  # Gradio always hands over one argument
        return await desk.home()

    async def search(asked: Any) -> Shown:
        return await desk.search(asked)

    async def product(product_id: Any) -> Shown:
        return await desk.product(product_id)

    # No class of its own: Gradio writes a stub file beside every module that derives from it.
    return gr.HTML(
        html_template=render.page(),
        js_on_load=script(),
        apply_default_css=False,
        server_functions=[home, search, product],
        elem_id="modiste",
    )


@cache
def script() -> str:
    """Return the page's script."""
    return "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in _SCRIPTS)


@cache
def head() -> str:
    """Return what the page puts into the document's head: its style, as it stands.

    Gradio rewrites the selectors of a style given as `css`, dark mode included; this one is meant.
    """
    style = "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in _STYLES)
    return f'<meta name="color-scheme" content="light dark"><style>{style}</style>'
