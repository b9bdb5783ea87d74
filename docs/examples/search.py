"""Search a running service by words, a picture, or a product.

.venv/bin/python docs/examples/search.py "red dress" --gender Women
.venv/bin/python docs/examples/search.py --picture photo.jpg
.venv/bin/python docs/examples/search.py --like 10003 "but blue"
"""

import argparse
import os
import sys
from pathlib import Path

from ui.client import Client
from ui.failures import ServiceError
from ui.request import SearchRequest

parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("words", nargs="?", help="what is looked for")
parser.add_argument("--picture", type=Path, help="a picture of it")
parser.add_argument("--like", action="append", default=[], help="id of a product like it")
parser.add_argument("--gender", help="only products of this gender")
parser.add_argument("--limit", type=int, default=10)
parser.add_argument("--url", default=os.environ.get("MODISTE_URL", "http://127.0.0.1:8000"))
given = parser.parse_args()

try:
    request = SearchRequest(
        text=given.words,
        picture=given.picture.read_bytes() if given.picture else None,
        like=tuple(given.like),
        filters={"gender": given.gender} if given.gender else {},
        limit=given.limit,
    )
    with Client(given.url, api_key=os.environ.get("MODISTE_KEY")) as client:
        answer = client.search(request)
except OSError as error:
    sys.exit(f"{given.picture} cannot be read: {error.strerror}")
except ServiceError as error:
    sys.exit(f"{given.url}: {error}")
for hit in answer.hits:
    match = "" if hit.match is None else f"{hit.match:.0%}"
    print(f"{hit.rank:3}  {match:>4}  {hit.id:<12}  {hit.product.title}")
for warning in answer.warnings:
    print(warning)
print(f"{answer.total} products, answered by {answer.mode}")
