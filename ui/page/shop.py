"""The page as a Gradio component: its HTML, its script, and the functions the script calls."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import gradio as gr

from ui.page.desk import Desk, Shown
from ui.page.showing import render

_ASSETS: Final = Path(__file__).parent / "assets"
_SCRIPTS: Final = (
    "address.js",
    "suggest.js",
    "picture.js",
    "crop.js",
    "filters.js",
    "product.js",
    "views.js",
    "shop.js",
    "actions.js",
)
_STYLES: Final = (
    "colours.css",
    "search.css",
    "results.css",
    "picture.css",
    "filters.css",
    "product.css",
    "views.css",
)

# Beside the page, as its pictures are.
ICON: Final = _ASSETS / "icon.svg"
_ICON_LINK: Final = '<link rel="icon" type="image/svg+xml" href="favicon.ico">'


def shop(desk: Desk) -> gr.HTML:
    """Put the whole page into the Gradio app that is being built.

    Its script keeps what is asked and calls the functions of the desk. Nothing is kept on the
    server between two calls, so that a restart loses nothing.
    """

    async def home(_: Any) -> Shown:  # Gradio always hands over one argument
        return await desk.home()

    async def search(asked: Any) -> Shown:
        return await desk.search(asked)

    async def product(product_id: Any) -> Shown:
        return await desk.product(product_id)

    async def suggest(begun: Any) -> Shown:
        return await desk.suggest(begun)

    async def tags(picture: Any) -> Shown:
        return await desk.tags(picture)

    async def compare(asked: Any) -> Shown:
        return await desk.compare(asked)

    async def catalogue(_: Any) -> Shown:
        return await desk.catalogue()

    async def feedback(said: Any) -> Shown:
        return await desk.feedback(said)

    # No class of its own: Gradio writes a stub file beside every module that derives from it.
    return gr.HTML(
        html_template=render.page(),
        js_on_load=script(),
        apply_default_css=False,
        server_functions=[home, search, product, suggest, tags, compare, catalogue, feedback],
        elem_id="modiste",
    )


@cache
def script() -> str:
    """Return the page's script."""
    return "\n".join((_ASSETS / "scripts" / name).read_text(encoding="utf-8") for name in _SCRIPTS)


@cache
def head() -> str:
    """Return what the page puts into the document's head: its style, as it stands.

    Gradio rewrites the selectors of a style given as `css`, dark mode included; this one is meant.
    """
    style = "\n".join((_ASSETS / "styles" / name).read_text(encoding="utf-8") for name in _STYLES)
    return f'{_ICON_LINK}<meta name="color-scheme" content="light dark"><style>{style}</style>'
