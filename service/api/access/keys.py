"""API keys: made at random, kept as hashes in one file, read again when the file changes."""

import hmac
import json
import os
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any, Final, Literal, TypeAlias

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from service.api.access.rates import parse_rate
from service.engine.errors import ModisteError

Scope: TypeAlias = Literal["search", "admin", "metrics"]

MAX_KEYS: Final = 1_000
MAX_KEY_CHARS: Final = 200
_PREFIX: Final = "mod_"
# How old what is known of the file may be.
_FRESH_S: Final = 1.0

_log = structlog.get_logger("service")


class KeysError(ModisteError):
    """The file of keys cannot be used."""


class Key(BaseModel):
    """One key, without the key.

    Attributes:
        name: whose it is; appears in logs and metrics.
        sha256: of the key, hexadecimal. A key has 256 random bits, so nothing slower is needed.
        scopes: what it may do; `admin` may do everything.
        rate: requests in a time, such as "600/minute"; else what is set for all keys.
        created: ISO 8601, UTC.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    scopes: tuple[Scope, ...] = Field(min_length=1)
    rate: str | None = None
    created: str = ""

    @field_validator("rate")
    @classmethod
    def _readable(cls, rate: str | None) -> str | None:
        if rate is not None:
            parse_rate(rate)
        return rate

    def may(self, scope: Scope) -> bool:
        """Whether this key is good for something."""
        return scope in self.scopes or "admin" in self.scopes


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    keys: list[Key] = Field(max_length=MAX_KEYS)


class KeyRing:
    """The keys that are good now.

    The file is looked at about once a second, so keys come and go without a restart. One that
    cannot be read leaves the keys as they were, and the log says so.

    Args:
        path: the file.
        more: keys beside those of the file.

    Raises:
        KeysError: when the file cannot be read at the start.
    """

    def __init__(self, path: Path, *, more: Iterable[Key] = ()) -> None:
        self._path = path
        self._more = tuple(more)
        self._keys = (*read_keys(path), *self._more)
        self._marker = _marker(path)
        self._looked = monotonic()

    def find(self, presented: str) -> Key | None:
        """Return the key that was presented; takes equally long whichever it is, or none."""
        self._refresh()
        digest = hash_of(presented[: MAX_KEY_CHARS + 1])
        found = None
        for key in self._keys:
            if hmac.compare_digest(key.sha256, digest):
                found = key
        return found

    def _refresh(self) -> None:
        if monotonic() - self._looked < _FRESH_S:
            return
        self._looked = monotonic()
        marker = _marker(self._path)
        if marker == self._marker:
            return
        self._marker = marker
        try:
            self._keys = (*read_keys(self._path), *self._more)
        except KeysError as error:
            _log.error("keys_not_read", reason=str(error))
            return
        _log.info("keys_read", keys=len(self._keys))


def hash_of(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def new_key(name: str, scopes: tuple[Scope, ...], *, rate: str | None = None) -> tuple[str, Key]:
    """Make a key: the secret, which nobody can be told again, and what is kept of it."""
    secret = _PREFIX + secrets.token_urlsafe(32)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    kept = Key(name=name, sha256=hash_of(secret), scopes=scopes, rate=rate, created=created)
    return secret, kept


def read_keys(path: Path) -> tuple[Key, ...]:
    """Read a file of keys.

    Raises:
        KeysError: naming what is wrong with it.
    """
    repair = f"make one with: python -m service key add NAME --scope search --keys {path}"
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
        return tuple(_File.model_validate(raw).keys)
    except FileNotFoundError:
        raise KeysError(f"the file of keys {str(path)!r} is not there; {repair}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise KeysError(f"the file of keys {path.name!r}: {where}: {first['msg']}") from None
    except (OSError, ValueError) as error:
        raise KeysError(
            f"the file of keys {path.name!r} cannot be read ({type(error).__name__}); {repair}"
        ) from None


def write_keys(path: Path, keys: Iterable[Key]) -> None:
    """Replace a file of keys in one step; only its owner can read it."""
    rows = [key.model_dump(mode="json", exclude_none=True) for key in keys]
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps({"keys": rows}, indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _marker(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return found.st_mtime_ns, found.st_size, found.st_ino
