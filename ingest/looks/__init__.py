"""Looks: products that are one thing to the eye, such as a shirt in its sizes and colours."""

from ingest.looks.book import FILE_NAME, LookBook
from ingest.looks.likeness import picture_hash

__all__ = ["FILE_NAME", "LookBook", "picture_hash"]
