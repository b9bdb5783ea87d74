"""Every article type of the sample shop and what it may look like."""

from __future__ import annotations

from ingest.sample.kinds.ethnic import ETHNIC
from ingest.sample.kinds.footwear import FOOTWEAR
from ingest.sample.kinds.goods import BAGS, BEAUTY, JEWELLERY, WEAR
from ingest.sample.kinds.kind import Kind
from ingest.sample.kinds.western import WESTERN

KINDS: tuple[Kind, ...] = (*WESTERN, *ETHNIC, *FOOTWEAR, *BAGS, *WEAR, *JEWELLERY, *BEAUTY)

__all__ = ["KINDS", "Kind"]
