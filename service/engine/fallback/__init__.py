"""The fallback: words answered without the index, over the products that were known last."""

from service.engine.fallback.last_known import LastKnown

__all__ = ["LastKnown"]
