"""Settings of the index: in the data folder, or on a Qdrant server."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings

if TYPE_CHECKING:
    from service.engine.index.home import Home, Storage
    from service.engine.index.server import ServerOptions


class IndexSettings(BaseSettings):
    """Where the index is and how its vectors are kept."""

    index_int8: bool = Field(
        default=False, description="Search vectors of one byte a number; originals rescore."
    )
    index_on_disk: bool = Field(
        default=False, description="Leave vectors and payloads on disk instead of in memory."
    )
    index_oversampling: float = Field(
        2.0, ge=1.0, le=16.0, description="Times as many candidates as asked for are rescored."
    )
    embeddings: Path | None = Field(
        None, description="The cache of embeddings; embeddings.sqlite in the data folder."
    )
    embeddings_mb: int = Field(
        4096, ge=0, description="Its largest size in MB; 0 keeps no embeddings."
    )
    qdrant_url: str | None = Field(
        None, description="Address of a Qdrant server; without it the index is in the data folder."
    )
    qdrant_key: SecretStr | None = Field(None, description="API key of the Qdrant server.")
    qdrant_ca_file: Path | None = Field(
        None, description="Certificates to trust for https instead of the system's."
    )
    qdrant_grpc: bool = Field(
        default=False, description="Speak gRPC with the server; its port must be open as well."
    )
    qdrant_grpc_port: int = Field(6334, ge=1, le=65535, description="The server's gRPC port.")
    qdrant_collection: str = Field(
        "modiste",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
        description="Alias of the live collection, and the beginning of every collection's name.",
    )
    qdrant_timeout_s: float = Field(
        5.0, gt=0, le=120, description="Longest wait for the server's answer to a search, seconds."
    )
    qdrant_shards: int = Field(1, ge=1, le=1024, description="Shards of each new collection.")
    qdrant_replicas: int = Field(1, ge=1, le=64, description="Copies of each shard.")
    qdrant_write_consistency: int = Field(
        1, ge=1, le=64, description="Copies that confirm a write before it counts."
    )
    qdrant_strict: bool = Field(
        default=True, description="Let the server refuse unindexed filters and outsized requests."
    )
    qdrant_uploads: int = Field(
        4, ge=1, le=64, description="Batches that ingest uploads at the same time."
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.qdrant_write_consistency > self.qdrant_replicas:
            raise ValueError(
                "qdrant_write_consistency is more than qdrant_replicas: no write would ever count"
            )
        return self

    @property
    def storage(self) -> "Storage":
        """How vectors are kept, wherever they are."""
        from service.engine.index.home import Storage

        return Storage(
            int8=self.index_int8,
            on_disk=self.index_on_disk,
            oversampling=self.index_oversampling,
        )

    def server(self, url: str | None = None) -> "ServerOptions | None":
        """Return how the server is reached; `None` when the index is in the data folder.

        Args:
            url: another server than the one that is set.
        """
        from service.engine.index.server import ServerOptions

        url = url or self.qdrant_url
        if not url:
            return None
        return ServerOptions(
            url=url,
            key=self.qdrant_key.get_secret_value() if self.qdrant_key else None,
            ca_file=self.qdrant_ca_file,
            grpc=self.qdrant_grpc,
            grpc_port=self.qdrant_grpc_port,
            collection=self.qdrant_collection,
            timeout_s=self.qdrant_timeout_s,
            shards=self.qdrant_shards,
            replicas=self.qdrant_replicas,
            write_consistency=self.qdrant_write_consistency,
            strict=self.qdrant_strict,
            uploads=self.qdrant_uploads,
            storage=self.storage,
        )

    def home(self, data: Path, *, serving: bool) -> "Home":
        """Return where the generations live.

        Args:
            data: the data folder: the index is there without a server, and ingest's own notes are
                there with one.
            serving: whether shoppers wait; a job waits for a server that restarts, they do not.
        """
        from service.engine.index.folder_home import FolderHome
        from service.engine.index.server import ServerHome
        from service.engine.index.server.calls import SEARCHING, WRITING

        options = self.server()
        if options is None:
            return FolderHome(data, storage=self.storage)
        work = data / "server"
        if serving:
            return ServerHome(options, work=work, patience=SEARCHING, timeout_s=options.timeout_s)
        return ServerHome(options, work=work, patience=WRITING)
