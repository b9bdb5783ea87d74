"""Send a day's clicks and purchases in bulk.

    .venv/bin/python docs/examples/feedback.py events.csv

The file has the columns query_id (from the answer that showed the product), product_id, and event
(click, like, dislike or purchase). An event whose product is gone is passed over and counted.
"""

import argparse
import asyncio
import csv
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import httpx

AT_ONCE = 8
TRIES = 5
FIELDS = ("query_id", "product_id", "event")


async def send(client: httpx.AsyncClient, row: dict[str, str]) -> str:
    """Send one event; a service that is busy (429, 503) is asked again when it says."""
    body = {name: row[name] for name in FIELDS}
    for attempt in range(TRIES):
        answer = await client.post("/v1/feedback", json=body)
        if answer.status_code not in (429, 503):
            break
        await asyncio.sleep(float(answer.headers.get("Retry-After", 2**attempt)))
    if answer.status_code == 404:
        return "product gone"
    if answer.is_error:
        print(f"{row}: {answer.json().get('detail', answer.text)}", file=sys.stderr)
    return "failed" if answer.is_error else "sent"


async def send_all(rows: Iterable[dict[str, str]], url: str) -> Counter[str]:
    """Send all events, a few at a time, holding no more than those few."""
    counts: Counter[str] = Counter()
    waiting = iter(rows)
    headers = {"X-API-Key": key} if (key := os.environ.get("MODISTE_KEY")) else {}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as client:

        async def work() -> None:
            for row in waiting:
                counts[await send(client, row)] += 1

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return counts


parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("events", type=Path, help="a CSV file")
parser.add_argument(
    "--url",
    default=os.environ.get("MODISTE_URL", "http://127.0.0.1:8000"),
    help="where the service is: %(default)s, or what MODISTE_URL says",
)
given = parser.parse_args()
try:
    with given.events.open(encoding="utf-8-sig", newline="") as file:
        # A spreadsheet may have written semicolons.
        between = ";" if ";" in file.readline() else ","
        file.seek(0)
        reader = csv.DictReader(file, delimiter=between)
        if missing := set(FIELDS) - set(reader.fieldnames or ()):
            sys.exit(f"{given.events} has no column {', '.join(sorted(missing))}")
        done = asyncio.run(send_all(reader, given.url))
except OSError as error:
    sys.exit(f"{given.events} cannot be read: {error.strerror}")
except httpx.TransportError as error:
    sys.exit(
        f"{given.url} cannot be reached: {error}; what was sent before is kept; "
        "--url says where else the service is"
    )
print(", ".join(f"{count} {what}" for what, count in sorted(done.items())) or "no events")
sys.exit(1 if done["failed"] else 0)
