"""Modiste's own Gradio theme: what Gradio draws around the page, without a font from outside."""

import gradio as gr

SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")


def modiste_theme() -> gr.themes.Base:
    """Return the theme; the page's own colours are in `page/assets/colours.css`."""
    return gr.themes.Base(
        primary_hue="rose", neutral_hue="stone", radius_size="md", font=SANS, font_mono=MONO
    ).set(
        body_background_fill="#faf8f5",
        body_background_fill_dark="#161416",
        body_text_color="#1f1b19",
        body_text_color_dark="#f1ece7",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0",
        block_border_width_dark="0",
    )
