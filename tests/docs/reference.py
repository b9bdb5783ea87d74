"""The API reference as Markdown, from the OpenAPI document: `python -m tests.docs.reference`.

It is committed, so that it can be read without a running service; a test holds it against the code.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from service.api.models.examples import PICTURE
from tests.deploy.declared import openapi
from tests.docs.markdown import REPOSITORY

PATH: Final = REPOSITORY / "docs" / "reference.md"
BASE: Final = "http://localhost:8000"
_INTRODUCTION: Final = """\
# API reference

Made from the service's own OpenAPI document by `python -m tests.docs.reference`; do not edit it.
The commands run against `make demo`, with a picture of your own as `photo.jpg`. Fields and answers
are explained in [api.md](api.md); a service with keys wants `-H "X-API-Key: ..."` besides.
"""
# Of many parameters, the ones that an example shows.
_SHOWN: Final = ("q", "limit", "filters")


def reference(document: Mapping[str, Any]) -> str:
    """Write an OpenAPI document as one page of Markdown."""
    sections = [
        _section(path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]
    return "\n".join([_INTRODUCTION, *sections])


def _section(path: str, method: str, operation: Mapping[str, Any]) -> str:
    lines = [f"## `{method.upper()} {path}`", "", f"{operation['summary']}."]
    if description := operation.get("description"):
        lines += ["", " ".join(description.split())]
    if parameters := operation.get("parameters"):
        lines += ["", "| parameter | in | what |", "| --- | --- | --- |"]
        lines += [_parameter(one) for one in parameters]
    for code in _examples(path, method, operation):
        lines += ["", code]
    lines += ["", "| status | what |", "| --- | --- |"]
    lines += [f"| {s} | {said['description']} |" for s, said in operation["responses"].items()]
    return "\n".join(lines) + "\n"


def _parameter(parameter: Mapping[str, Any]) -> str:
    what = parameter.get("description", "").replace("|", "\\|")
    default = parameter.get("schema", {}).get("default")
    said = f" Default `{json.dumps(default)}`." if default is not None else ""
    return f"| `{parameter['name']}` | {parameter['in']} | {what}{said} |"


def _examples(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    target = _target(path, operation.get("parameters", ()))
    body = operation.get("requestBody", {}).get("content", {})
    fence = "```sh\n{}\n```"
    if method in ("put", "delete"):
        fence = "<!-- not run: it changes the catalogue, and takes an admin key -->\n" + fence
    if not body:
        sending = "" if method == "get" else f'-X {method.upper()} -H "X-API-Key: $KEY" '
        sending += "-o picture.jpg " if path.endswith("/image") else ""
        yield fence.format(f"curl {sending}'{target}'")
        if path.startswith("/v1/") and method == "get" and not path.endswith("/image"):
            yield _python(f'httpx.get("{target}")')
    for media_type, content in body.items():
        for number, example in enumerate(content.get("examples", {}).values()):
            value = dict(example["value"])
            summary = f"{example['summary']}:\n\n"
            if media_type != "application/json":
                fields = "".join(f" -F '{k}={v}'" for k, v in value.items() if k != "image")
                yield summary + fence.format(f"curl -F image=@photo.jpg{fields} '{target}'")
                continue
            yield summary + fence.format(_curl_json(target, value, method))
            if number == 0:
                yield _python_json(target, value, method) if method == "post" else ""


def _target(path: str, parameters: Any) -> str:
    query: dict[str, Any] = {}
    for one in parameters:
        example = one.get("example", next(iter(one.get("examples", {}).values()), {}).get("value"))
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(example))
        elif one["in"] == "query" and one["name"] in _SHOWN and example is not None:
            query.update(example if isinstance(example, dict) else {one["name"]: example})
    return f"{BASE}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")


def _curl_json(target: str, value: Any, method: str) -> str:
    text = json.dumps(value).replace("'", "'\\''")
    how = "" if method == "post" else f'-X {method.upper()} -H "X-API-Key: $KEY" '
    head = f"curl {how}-H 'Content-Type: application/json' '{target}'"
    count = text.count(PICTURE)
    if not count:
        return f"{head} \\\n  -d '{text}'"
    pictures = ' "$(base64 -w0 photo.jpg)"' * count
    return f"printf '{text.replace(PICTURE, '%s')}'{pictures} \\\n  | {head} -d @-"


def _python_json(target: str, value: Any, method: str) -> str:
    # As it is in JSON but for the constants: no text of an example holds one of these words.
    written = json.dumps(value).replace(": true", ": True").replace(": false", ": False")
    before = ""
    if PICTURE in written:
        written = written.replace(json.dumps(PICTURE), "picture")
        before = 'picture = base64.b64encode(Path("photo.jpg").read_bytes()).decode()\n'
    return _python(f'httpx.{method}("{target}", json={written})', before=before)


def _python(call: str, *, before: str = "") -> str:
    imports = "import base64\nfrom pathlib import Path\n\nimport httpx\n\n" if before else ""
    opened = imports or "import httpx\n\n"
    shown = "print(answer.raise_for_status().json())"
    return f"```python\n{opened}{before}answer = {call}\n{shown}\n```"


def main() -> None:
    """Write the page."""
    text = re.sub(r"\n{3,}", "\n\n", reference(openapi()))
    PATH.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{PATH.relative_to(REPOSITORY)}: {len(text.splitlines())} lines\n")


if __name__ == "__main__":
    main()
