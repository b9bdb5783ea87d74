"""Self-match: a product's own picture must bring the product back first."""

import random

import httpx


def _random_ids(client: httpx.Client, count: int, rng: random.Random) -> list[str]:
    """Draw ids over the whole catalogue through its facets, since the API lists no ids."""
    facets = client.get("/v1/facets").raise_for_status().json()["facets"]
    field = max(facets, key=lambda name: len(facets[name]))
    values, weights = zip(*((f["value"], f["count"]) for f in facets[field]), strict=True)
    ids: set[str] = set()
    while len(ids) < count:
        value = rng.choices(values, weights)[0]
        total = weights[values.index(value)]
        offset = rng.randrange(min(total, 9_000))
        params = {field: value, "limit": 1, "offset": offset}
        hits = client.get("/v1/search", params=params).raise_for_status().json()["hits"]
        ids.update(hit["id"] for hit in hits if hit["image_url"])
    return sorted(ids)


def measure_self_match(url: str, *, products: int, seed: int) -> dict[str, object]:
    """Count products that come first, that tie with a byte-equal picture, and that do neither."""
    rng = random.Random(seed)
    outcome: dict[str, list[str]] = {"first": [], "tied": [], "lost": []}
    with httpx.Client(base_url=url, timeout=30.0, trust_env=False) as client:
        for product_id in _random_ids(client, products, rng):
            picture = client.get(f"/v1/products/{product_id}/image").raise_for_status().content
            found = client.post("/v1/search/upload", files={"image": ("p.jpg", picture)})
            first = found.raise_for_status().json()["hits"][0]["id"]
            if first == product_id:
                outcome["first"].append(product_id)
            elif client.get(f"/v1/products/{first}/image").content == picture:
                outcome["tied"].append(product_id)
            else:
                outcome["lost"].append(product_id)
    return {name: len(ids) for name, ids in outcome.items()} | {"lost_ids": outcome["lost"]}
