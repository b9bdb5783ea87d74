"""The embedded home: a folder a generation, a pointer file at the live one."""

from collections.abc import Hashable, Mapping
from pathlib import Path

from service.engine.errors import GenerationError, NoGenerationError
from service.engine.index.changes import LiveChanges
from service.engine.index.copying import copy_folder
from service.engine.index.embedded import EmbeddedBuilder, EmbeddedIndex
from service.engine.index.generations import Generations
from service.engine.index.home import Storage
from service.engine.index.manifest import FILE_NAME, Manifest
from service.engine.index.protocol import Record


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

    def fork(
        self, source: str, name: str, *, dimension: int, follow: bool = True
    ) -> EmbeddedBuilder:
        """See `Home.fork`; the service may have `source` open."""
        del dimension
        changes = self._changes(source)
        with changes.alone():
            if follow:
                changes.begin_journal()
            copy_folder(self._shard(source), self._shard(name))
        return self.change(name)

    def edited(self, name: str) -> bool:
        """See `Home.edited`."""
        return self._changes(name).edited

    def hand_over(self, source: str | None, name: str) -> None:
        """See `Home.hand_over`."""
        if source is None:
            self.make_live(name)
            return
        changes = self._changes(source)
        with changes.alone():
            self._repeat(changes, name)
            self.make_live(name)
        changes.end_journal()

    def drop_fork(self, source: str) -> None:
        """See `Home.drop_fork`."""
        self._changes(source).end_journal()

    def _repeat(self, changes: LiveChanges, name: str) -> None:
        writer: EmbeddedBuilder | None = None
        try:
            for change in changes.noted():
                writer = writer or self.change(name)
                if isinstance(change, Record):
                    writer.write([change])
                else:
                    writer.delete([change])
            if writer:
                writer.flush()
                self._changes(name).note()
        finally:
            if writer:
                writer.abandon()

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
        if not self._shard(name).is_dir():
            raise GenerationError(
                f"there is no {name} in the data folder; run: python -m ingest CATALOGUE"
            )
        return EmbeddedIndex.open(
            self._shard(name),
            oversampling=self._storage.oversampling,
            changes=self._changes(name),
            still_live=lambda: self._is_live(name),
        )

    def close(self) -> None:
        """See `Home.close`; there is nothing to release."""

    def _is_live(self, name: str) -> bool:
        try:
            return self.live() == name
        except NoGenerationError:
            return False

    def _changes(self, name: str) -> LiveChanges:
        return LiveChanges(self.folder(name))

    def _shard(self, name: str) -> Path:
        return self.folder(name) / "shard"
