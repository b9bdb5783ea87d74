"""``python -m ingest.sample --out FOLDER``: draw a sample catalogue."""

from __future__ import annotations

import sys

from ingest.sample.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
