"""Settings of the page: read once from the environment (`MODISTE_UI_*`)."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be set; the README's table lists each of them."""

    model_config = SettingsConfigDict(env_prefix="MODISTE_UI_", extra="ignore")

    service_url: str = Field(
        "http://127.0.0.1:8000",
        pattern=r"^https?://",
        description="Where the service listens.",
    )
    host: str = Field("127.0.0.1", description="Address that the page listens on.")
    port: int = Field(7860, ge=1, le=65535, description="Port that the page listens on.")
    api_key: SecretStr | None = Field(
        None, description="Key that the page shows the service as X-API-Key."
    )
