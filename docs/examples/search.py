"""Search a running service by words, a picture, or a product.

.venv/bin/python docs/examples/search.py "red dress" --filter gender=Women
.venv/bin/python docs/examples/search.py --picture photo.jpg
.venv/bin/python docs/examples/search.py --like 10003 "but blue"

A service that asks for a key gets what the variable MODISTE_KEY holds.
"""

import argparse
import os
import sys
from pathlib import Path

from ui.client import Client
from ui.failures import ServiceError, UnreachableError
from ui.request import SearchRequest

parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("words", nargs="?", help="what is looked for")
parser.add_argument("--picture", type=Path, help="a picture of it")
parser.add_argument("--like", action="append", default=[], help="id of a product like it")
parser.add_argument(
    "--filter",
    action="append",
    default=[],
    metavar="FIELD=VALUE",
    help="only products with this value (gender=Women) or in this range (price_lte=500); /v1/info "
    "lists the fields",
)
parser.add_argument("--limit", type=int, default=10, help="products at most (%(default)s)")
parser.add_argument(
    "--url",
    default=os.environ.get("MODISTE_URL", "http://127.0.0.1:8000"),
    help="where the service is: %(default)s, or what MODISTE_URL says",
)
given = parser.parse_args()
if not given.url.startswith(("http://", "https://")):
    parser.error(f"--url takes an address that begins with http:// or https://, not {given.url!r}")
values: dict[str, list[str]] = {}
ranges: dict[str, dict[str, float]] = {}
for one in given.filter:
    name, equals, value = one.partition("=")
    if not equals:
        parser.error(f"--filter takes FIELD=VALUE, not {one!r}")
    field, _, operator = name.rpartition("_")
    if operator in ("gte", "gt", "lte", "lt"):
        try:
            ranges.setdefault(field, {})[operator] = float(value)
        except ValueError:
            parser.error(f"--filter {name} takes a number, not {value!r}")
    else:
        values.setdefault(name, []).append(value)
if both := values.keys() & ranges.keys():
    parser.error(f"--filter takes values or a range of {both.pop()}, not both")

try:
    request = SearchRequest(
        text=given.words,
        picture=given.picture.read_bytes() if given.picture else None,
        like=tuple(given.like),
        filters={**values, **ranges},
        limit=given.limit,
    )
    with Client(given.url, api_key=os.environ.get("MODISTE_KEY")) as client:
        answer = client.search(request)
except OSError as error:
    sys.exit(f"{given.picture} cannot be read: {error.strerror}")
except UnreachableError as error:
    sys.exit(f"{given.url}: {error}; --url says where else the service is")
except ServiceError as error:
    sys.exit(f"{given.url}: {error}")
for hit in answer.hits:
    match = "" if hit.match is None else f"{hit.match:.0%}"
    print(f"{hit.rank:3}  {match:>4}  {hit.id:<12}  {hit.product.title}")
for warning in answer.warnings:
    print(warning)
print(f"{answer.total} products, answered by {answer.mode}")
