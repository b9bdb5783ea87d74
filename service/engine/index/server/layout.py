"""The layout of collections: how they are created, filled and then made ready for searching."""

from typing import Any, Final

from qdrant_client import models

from service.engine.index.protocol import EXACT_BELOW
from service.engine.index.server.options import ServerOptions
from service.engine.query import MAX_WINDOW
from service.engine.schema import BM25, DENSE

_BYTES_PER_NUMBER: Final = 4
# Of the largest numbers this share is clipped when vectors are turned into bytes.
_QUANTILE: Final = 0.99
# Segments of fewer kilobytes are scanned; the server's own default.
_INDEXING_THRESHOLD_KB: Final = 10_000


def creation(options: ServerOptions, *, dimension: int) -> dict[str, Any]:
    """Return what `create_collection` takes: named vectors, shards, replicas, storage.

    The graph is not built while points arrive, and payload indexes come before it, so that it gets
    extra edges inside each indexed value.
    """
    storage = options.storage
    quantized = models.ScalarQuantization(
        scalar=models.ScalarQuantizationConfig(
            type=models.ScalarType.INT8, quantile=_QUANTILE, always_ram=True
        )
    )
    return {
        "vectors_config": {
            DENSE: models.VectorParams(
                size=dimension,
                distance=models.Distance.COSINE,
                # Bytes are searched in memory, so that the originals need not be there.
                on_disk=storage.on_disk or storage.int8,
                quantization_config=quantized if storage.int8 else None,
            )
        },
        "sparse_vectors_config": {
            BM25: models.SparseVectorParams(
                modifier=models.Modifier.IDF,
                index=models.SparseIndexParams(on_disk=storage.on_disk),
            )
        },
        "shard_number": options.shards,
        "replication_factor": options.replicas,
        "write_consistency_factor": options.write_consistency,
        "on_disk_payload": storage.on_disk,
        "hnsw_config": models.HnswConfigDiff(
            # The embedded home's rule: below this many points that pass, all are compared.
            full_scan_threshold=max(EXACT_BELOW * dimension * _BYTES_PER_NUMBER // 1024, 10),
            on_disk=storage.on_disk,
        ),
        "optimizers_config": models.OptimizersConfigDiff(indexing_threshold=0),
    }


def ready(options: ServerOptions) -> dict[str, Any]:
    """Return what `update_collection` takes once all points are there: build the graph, be strict.

    The limits are those of the largest request that the engine makes.
    """
    return {
        "optimizers_config": models.OptimizersConfigDiff(indexing_threshold=_INDEXING_THRESHOLD_KB),
        "strict_mode_config": models.StrictModeConfig(
            enabled=options.strict,
            unindexed_filtering_retrieve=False,
            unindexed_filtering_update=False,
            max_query_limit=2 * MAX_WINDOW,
            max_timeout=120,
            condition_max_size=2 * MAX_WINDOW,
            filter_max_conditions=MAX_WINDOW,
            search_max_hnsw_ef=1_024,
            search_max_oversampling=16.0,
            search_max_batchsize=32,
            upsert_max_batchsize=1_024,
        ),
    }
