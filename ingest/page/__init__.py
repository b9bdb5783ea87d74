"""The report as a page to look at: problems, contradictions, near-duplicates, with pictures."""

from ingest.page.sections import Card, Section
from ingest.page.writing import write_page

__all__ = ["Card", "Section", "write_page"]
