"""The embedded home: a folder a generation, a pointer file at the live one."""

from collections.abc import Hashable, Mapping
from pathlib import Path

from service.engine.index.embedded import EmbeddedBuilder, EmbeddedIndex
from service.engine.index.generations import Generations
from service.engine.index.home import Storage
from service.engine.index.manifest import FILE_NAME, Manifest


class FolderHome(Generations):
    """See `Home`. What is kept beside the points are files of the generation's folder.

    Whoever writes holds the folder's ingest lock.
    """

    def __init__(self, data: Path, *, storage: Storage | None = None) -> None:
        super().__init__(data)
        self._storage = storage or Storage()

    def marker(self, name: str) -> Hashable:
        """See `Home.marker`."""
        path = self.folder(name) / FILE_NAME
        return name, path.stat().st_mtime_ns if path.is_file() else 0

    def manifest(self, name: str) -> Manifest:
        """See `Home.manifest`."""
        return Manifest.read(self.folder(name))

    def finished(self, name: str) -> bool:
        """See `Home.finished`."""
        return (self.folder(name) / FILE_NAME).exists()

    def abandoned(self, name: str) -> bool:
        """See `Home.abandoned`; the lock is held by who asks, so nobody else is at work."""
        return not self.finished(name)

    def create(self, name: str, *, dimension: int) -> EmbeddedBuilder:
        """See `Home.create`."""
        return EmbeddedBuilder(self._shard(name), dimension=dimension, storage=self._storage)

    def change(self, name: str) -> EmbeddedBuilder:
        """See `Home.change`; not while a service has the generation open."""
        return EmbeddedBuilder(self._shard(name))

    def keep(self, name: str, texts: Mapping[str, str]) -> None:
        """See `Home.keep`."""
        for file_name, text in texts.items():
            (self.folder(name) / file_name).write_text(text, encoding="utf-8")

    def document(self, name: str, file_name: str) -> str | None:
        """See `Home.document`."""
        path = self.folder(name) / file_name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def describe(self, name: str, manifest: Manifest) -> None:
        """See `Home.describe`."""
        manifest.write(self.folder(name))

    def open(self, name: str) -> EmbeddedIndex:
        """See `Home.open`; one process at a time."""
        return EmbeddedIndex.open(self._shard(name), oversampling=self._storage.oversampling)

    def close(self) -> None:
        """See `Home.close`; there is nothing to release."""

    def _shard(self, name: str) -> Path:
        return self.folder(name) / "shard"
