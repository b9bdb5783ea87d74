"""Judge a running service by your own words: does it find the products that you expect?

    .venv/bin/python docs/examples/evaluate.py expected.csv

The file has the columns query and product_id, a row for each product that should be found; a
query may have several. Printed are recall@10 and MRR@10 of the vectors, of BM25, and of what
shoppers get (auto): so a change of model, mapping or settings can be judged by your own shop.
`python -m finetune evaluate` judges by thousands of queries drawn from the catalogue instead.
"""

import argparse
import csv
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import get_args

import numpy as np

from finetune.metrics import bootstrap_interval, recall_at_k, reciprocal_rank_at_k
from ui.client import Client
from ui.failures import ServiceError, UnreachableError
from ui.request import Mode, SearchRequest

DEPTH = 10

parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("expected", type=Path, help="a CSV file")
parser.add_argument(
    "--url",
    default=os.environ.get("MODISTE_URL", "http://127.0.0.1:8000"),
    help="where the service is: %(default)s, or what MODISTE_URL says",
)
given = parser.parse_args()

expected: dict[str, set[str]] = defaultdict(set)
try:
    with given.expected.open(encoding="utf-8-sig", newline="") as file:
        # A spreadsheet may have written semicolons.
        between = ";" if ";" in file.readline() else ","
        file.seek(0)
        for row in csv.DictReader(file, delimiter=between):
            expected[row["query"]].add(row["product_id"])
except KeyError as error:
    sys.exit(f"{given.expected} has no column {error}")
except OSError as error:
    sys.exit(f"{given.expected} cannot be read: {error.strerror}")
if not expected:
    sys.exit(f"{given.expected} has no rows below its header")

counts = np.array([len(wanted) for wanted in expected.values()])
try:
    with Client(given.url, api_key=os.environ.get("MODISTE_KEY")) as client:
        for mode in get_args(Mode):
            ranked = np.zeros((len(expected), DEPTH), dtype=bool)
            for number, (query, wanted) in enumerate(expected.items()):
                answer = client.search(SearchRequest(text=query, mode=mode, limit=DEPTH))
                for rank, hit in enumerate(answer.hits):
                    ranked[number, rank] = hit.id in wanted
            recall = bootstrap_interval(recall_at_k(ranked, counts, DEPTH))
            mrr = bootstrap_interval(reciprocal_rank_at_k(ranked, DEPTH))
            print(
                f"{mode:8}  recall@10 {recall.mean:.3f} ({recall.low:.3f} to {recall.high:.3f})"
                f"  MRR@10 {mrr.mean:.3f} ({mrr.low:.3f} to {mrr.high:.3f})"
            )
except UnreachableError as error:
    sys.exit(f"{given.url}: {error}; --url says where else the service is")
except ServiceError as error:
    sys.exit(f"{given.url}: {error}")
print(f"{len(expected)} queries, {counts.sum()} expected products")
