"""Documents: the texts of a generation, kept on the server so that every reader finds them.

One collection without vectors holds those of all generations, cut into parts, since a collection's
own metadata is for small things.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from qdrant_client import AsyncQdrantClient, models

_PART_CHARS: Final = 256 * 1024
_MAX_PARTS: Final = 1_000


async def keep(
    client: AsyncQdrantClient, collection: str, generation: str, documents: Mapping[str, str]
) -> None:
    """Store texts by file name, in the place of those that a generation had."""
    if not await client.collection_exists(collection):
        await client.create_collection(collection, vectors_config={})
        for key in ("generation", "file"):
            await client.create_payload_index(collection, key, models.PayloadSchemaType.KEYWORD)
    for file, text in documents.items():
        await client.delete(
            collection, models.FilterSelector(filter=_of(generation, file)), wait=True
        )
        for part, start in enumerate(range(0, max(len(text), 1), _PART_CHARS)):
            payload = {
                "generation": generation,
                "file": file,
                "part": part,
                "text": text[start : start + _PART_CHARS],
            }
            point_id = str(uuid5(NAMESPACE_URL, f"{generation}/{file}/{part}"))
            point = models.PointStruct(id=point_id, vector={}, payload=payload)
            await client.upsert(collection, [point], wait=True)


async def read(
    client: AsyncQdrantClient, collection: str, generation: str, file: str
) -> str | None:
    """Return a text, or `None` when there is none of that name."""
    if not await client.collection_exists(collection):
        return None
    points, _ = await client.scroll(
        collection, scroll_filter=_of(generation, file), limit=_MAX_PARTS
    )
    parts = [point.payload or {} for point in points]
    if not parts:
        return None
    return "".join(str(part["text"]) for part in sorted(parts, key=_part))


async def read_all(client: AsyncQdrantClient, collection: str, generation: str) -> dict[str, str]:
    """Return all texts of a generation by file name."""
    if not await client.collection_exists(collection):
        return {}
    points, _ = await client.scroll(
        collection,
        scroll_filter=_of(generation),
        limit=_MAX_PARTS,
        with_payload=["file"],
    )
    files = sorted({str((point.payload or {})["file"]) for point in points})
    return {file: await read(client, collection, generation, file) or "" for file in files}


async def drop(client: AsyncQdrantClient, collection: str, generation: str) -> None:
    """Remove all texts of a generation."""
    if await client.collection_exists(collection):
        selector = models.FilterSelector(filter=_of(generation))
        await client.delete(collection, selector, wait=True)


def _part(payload: Mapping[str, Any]) -> int:
    return int(payload["part"])


def _of(generation: str, file: str | None = None) -> models.Filter:
    wanted = {"generation": generation} | ({"file": file} if file else {})
    return models.Filter(
        must=[
            models.FieldCondition(key=key, match=models.MatchValue(value=value))
            for key, value in wanted.items()
        ]
    )
