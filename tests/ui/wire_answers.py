"""Answers as the service sends them."""

from typing import Any


def hit(number: int = 1, **changes: Any) -> dict[str, Any]:
    product = {
        "title": f"Red dress {number}",
        "description": "Long and light",
        "brand": "Acme",
        "price": 1299.0,
        "attributes": {"gender": "Women", "year": 2012, "tags": ["new", "summer"]},
    }
    return {
        "id": str(number),
        "rank": number,
        "score": 0.83,
        "match": 0.91,
        "image_url": f"/v1/products/{number}/image",
        "product": product,
        "explain": None,
    } | changes


def answer(*hits: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "query_id": "q1",
        "mode": "hybrid",
        "degraded": False,
        "total": len(hits),
        "next_offset": None,
        "took_ms": {"encode": 4.0, "search": 1.0, "total": 6.4},
        "hits": list(hits),
        "facets": {"gender": [{"value": "Women", "count": 640}, {"value": "Men", "count": 3}]},
        "understood": {"filters": {}, "corrected": None},
        "warnings": [],
    } | changes


def problem(status: int, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": "A title", "status": status, "detail": detail}
