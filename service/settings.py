"""Settings: read once from the environment (`MODISTE_*`), then passed down as arguments."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.engine.encoder.sentence import BUNDLED


class Settings(BaseSettings):
    """Everything that can be set; the README's table lists each of them."""

    model_config = SettingsConfigDict(env_prefix="MODISTE_", extra="ignore")

    data: Path = Field(Path(".data"), description="Folder of the index and the pictures.")
    model: str = Field(
        BUNDLED, description="`bundled`, a sentence-transformers folder, or a hub name."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    threads: int = Field(
        0, ge=0, le=256, description="Threads that the model computes with; 0 for all cores."
    )
    ui: bool = Field(default=False, description="Mount the web page at /ui in the same process.")
    max_body_bytes: int = Field(
        24 * 1024 * 1024, ge=1024, description="Largest request body; a larger one gets 413."
    )
    max_picture_bytes: int = Field(
        16 * 1024 * 1024, ge=1024, description="Largest picture in a request."
    )
    log_level: str = Field("info", description="debug, info, warning or error.")
