"""Settings: read once from the environment (`MODISTE_*`) and flags, passed down as arguments."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import CliApp, SettingsConfigDict

from service.engine.encoder.model_folder import BUNDLED, Precision
from service.engine.guess import did_you_mean
from service.index_settings import IndexSettings


def _rate(text: str | None) -> str | None:
    if text is not None:
        from service.api.access.rates import parse_rate

        parse_rate(text)
    return text


Rate = Annotated[str | None, AfterValidator(_rate)]


class Settings(IndexSettings):
    """Everything that can be set; the README's table lists each of them."""

    model_config = SettingsConfigDict(env_prefix="MODISTE_", extra="ignore")

    data: Path = Field(Path(".data"), description="Folder of the index and the pictures.")
    model: str = Field(
        BUNDLED, description="`bundled`, a sentence-transformers folder, or a hub name."
    )
    precision: Precision = Field(
        "auto", description="Of the bundled model's words: `fp32`, `bf16`, or what pays here."
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
    feedback_max_bytes: int = Field(
        16 * 1024 * 1024, ge=64 * 1024, description="Largest file of the feedback log."
    )
    feedback_files: int = Field(
        10, ge=1, le=10_000, description="Full files of the feedback log that are kept."
    )
    keys: Path | None = Field(
        None, description="File of API keys; without one searching is open and changing closed."
    )
    rate_per_key: Rate = Field(None, description="What a key may send, such as 6000/minute.")
    rate_per_address: Rate = Field(
        None, description="What an address may send, such as 600/minute."
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="Addresses whose X-Forwarded-For is believed, with commas."
    )
    cors_origins: str | None = Field(
        None, description="Origins whose pages may call the API, with commas."
    )
    request_timeout_s: float = Field(
        30.0, gt=0, le=3600, description="Seconds that a request may take, its body included."
    )
    max_connections: int = Field(512, ge=1, description="Connections at once; more get 503.")
    max_bodies_bytes: int = Field(
        256 * 1024 * 1024, ge=1024, description="Bytes of all bodies being received at once."
    )
    cached_texts: int = Field(
        10_000, ge=0, le=10_000_000, description="Texts whose vectors are remembered, 1 KB each."
    )
    probe_s: float = Field(
        60.0, ge=0, description="Seconds between two probes of the live index; 0 for none."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="What is logged at least."
    )


class _ServeCommand(Settings):
    """Answer searches by HTTP. Each flag is a variable too: --log-level is MODISTE_LOG_LEVEL."""

    model_config = SettingsConfigDict(
        cli_prog_name="python -m service",
        cli_kebab_case=True,
        cli_implicit_flags=True,
        cli_hide_none_type=True,
    )


def read_settings(arguments: Sequence[str]) -> Settings:
    """Read the environment and, stronger, the flags; exit with a message where one is wrong."""
    _refuse_unknown(arguments)
    try:
        return CliApp.run(_ServeCommand, cli_args=list(arguments))
    except ValidationError as error:
        for wrong in error.errors():
            if not wrong["loc"]:
                sys.stderr.write(f"error: {wrong['msg'].removeprefix('Value error, ')}\n")
                continue
            name = str(wrong["loc"][0])
            flag = "--" + name.replace("_", "-")
            sys.stderr.write(f"error: {flag} (MODISTE_{name.upper()}): {wrong['msg']}\n")
        sys.exit(2)


def _refuse_unknown(arguments: Sequence[str]) -> None:
    """Exit with a guess at a flag that is none; the parser would answer with all there are."""
    names = [name.replace("_", "-") for name in _ServeCommand.model_fields]
    known = ["--help", *(f"--{no}{name}" for name in names for no in ("", "no-"))]
    flags = [one.partition("=")[0] for one in arguments if one.startswith("--")]
    # Where flags are expected a bare word is a command.
    words = [one for one in arguments[:1] if not one.startswith("-")]
    for given, among in [*((one, known) for one in flags), *((one, ["key"]) for one in words)]:
        if given not in among:
            guess = did_you_mean(given, among) or ";"
            sys.stderr.write(f"error: there is no {given}{guess} --help lists what there is\n")
            sys.exit(2)
