"""The engines that are measured, each in a file of its own that imports it."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from tests.benchmarks.engines.contender import Contender

OURS: Final = "modiste"
# Name -> module, class and distribution; a module is imported only by the process of its engine.
CONTENDERS: Final = {
    OURS: ("modiste", "Modiste", "modiste"),
    "faiss": ("faiss_graph", "FaissGraph", "faiss-cpu"),
    "chroma": ("chroma", "Chroma", "chromadb"),
    "lancedb": ("lance", "Lance", "lancedb"),
    "milvus-lite": ("milvus", "Milvus", "milvus-lite"),
    "qdrant-local": ("qdrant_local", "QdrantLocal", "qdrant-client"),
    "numpy": ("matrix", "WholeMatrix", "numpy"),
    "numpy-filtering-first": ("matrix", "FilteredMatrix", "numpy"),
}


def contender(name: str) -> Contender:
    """Import an engine and return it, not yet open."""
    module, kind, _ = CONTENDERS[name]
    made: Contender = getattr(import_module(f"{__name__}.{module}"), kind)()
    return made


def missing(name: str) -> str | None:
    """Return why an engine cannot be measured, or `None`."""
    package = CONTENDERS[name][2]
    try:
        version(package)
    except PackageNotFoundError:
        return f"{name}: skipped, {package} is not installed; run: pip install -e .[bench]"
    return None
