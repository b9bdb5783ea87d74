"""The reference page at /docs: the OpenAPI document as plain HTML, with nothing from outside."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any, Final

_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h2{border-top:1px solid #8884;padding-top:1rem}code,pre{font:14px/1.4 ui-monospace,monospace}"
    "pre{background:#8882;padding:.7rem;overflow:auto;border-radius:6px}"
    "td{vertical-align:top;padding:.15rem 1rem .15rem 0}:root{color-scheme:light dark}"
)
_SHOWN_CHARS: Final = 1_000


def reference_page(document: dict[str, Any]) -> str:
    """Write an OpenAPI document as one HTML page."""
    info = document["info"]
    body = "".join(
        _operation(path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(info["title"])}'
        f"</title><style>{_STYLE}</style><h1>{escape(info['title'])} {escape(info['version'])}</h1>"
        f"<p>{escape(info['description'])} The machine-readable form is at "
        f'<a href="/openapi.json">/openapi.json</a>.</p>{body}</html>'
    )


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    parameters = "".join(_parameter(parameter) for parameter in operation.get("parameters", ()))
    responses = "".join(
        f"<tr><td><code>{status}</code></td><td>{escape(said['description'])}</td></tr>"
        for status, said in operation["responses"].items()
    )
    return (
        f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
        f"<p><b>{escape(operation.get('summary', ''))}.</b> "
        f"{escape(operation.get('description', ''))}</p>"
        f"<table>{parameters}</table>{''.join(_examples(operation))}<table>{responses}</table>"
    )


def _parameter(parameter: dict[str, Any]) -> str:
    name, description = parameter["name"], parameter.get("description", "")
    return (
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(description)}</td>"
        f"<td><code>{escape(json.dumps(parameter.get('example')))}</code></td></tr>"
    )


def _examples(operation: dict[str, Any]) -> Iterator[str]:
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        for example in content.get("examples", {}).values():
            shown = json.dumps(example["value"], indent=2)[:_SHOWN_CHARS]
            yield f"<p>{escape(example['summary'])} ({escape(media_type)}):</p>"
            yield f"<pre>{escape(shown)}</pre>"
