"""`python -m service key add|list|remove`: the file of keys, kept by hand."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from service.api.access.keys import Key, KeysError, Scope, new_key, read_keys, write_keys
from service.engine.errors import ModisteError

_File = Annotated[Path, typer.Option("--keys", help="The file of keys (MODISTE_KEYS).")]


def create_command(default: Path | None) -> typer.Typer:
    """Return the command; `default` is the file that is set."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, help="Keep the file of keys.")
    where = default or Path("keys.json")

    @app.command()
    def add(
        name: Annotated[str, typer.Argument(help="Whose key it is: letters, digits, . _ -")],
        scope: Annotated[list[str], typer.Option(help="search, admin or metrics; repeatable.")],
        rate: Annotated[str | None, typer.Option(help="Such as 600/minute.")] = None,
        keys: _File = where,
    ) -> None:
        """Make a key and print it, once."""
        secret, kept = _made(name, scope, rate)
        held = read_keys(keys) if keys.exists() else ()
        if any(key.name == name for key in held):
            raise KeysError(
                f"{keys} has a key of the name {name!r}; give the new one another name, such as "
                f"{name}-2, and remove the old one when its caller is changed"
            )
        write_keys(keys, (*held, kept))
        typer.echo(f"{secret}\n", nl=False)
        said = f"{name}: {', '.join(kept.scopes)}; it is not shown again and kept hashed in {keys}"
        typer.echo(f"{said} (start the service with MODISTE_KEYS={keys})", err=True)

    @app.command(name="list")
    def list_(keys: _File = where) -> None:
        """Show the names, scopes and dates of the keys."""
        for key in read_keys(keys):
            rate = f"  {key.rate}" if key.rate else ""
            typer.echo(f"{key.name}  {','.join(key.scopes)}  {key.created}{rate}")

    @app.command()
    def remove(name: str, keys: _File = where) -> None:
        """Take a name's keys back; a running service refuses them within a second."""
        held = read_keys(keys)
        left = [key for key in held if key.name != name]
        if len(left) == len(held):
            raise KeysError(f"no key has the name {name!r}")
        write_keys(keys, left)

    return app


def run(arguments: Sequence[str], default: Path | None) -> None:
    """Run the command; an error ends it with one line."""
    try:
        create_command(default)(list(arguments), prog_name="python -m service key")
    except ModisteError as error:
        sys.exit(f"error: {error}")


def _made(name: str, scopes: Sequence[str], rate: str | None) -> tuple[str, Key]:
    allowed: dict[str, Scope] = {"search": "search", "admin": "admin", "metrics": "metrics"}
    for scope in scopes:
        if scope not in allowed:
            raise KeysError(f"there is no scope {scope!r}; it is search, admin or metrics")
    try:
        return new_key(name, tuple(allowed[scope] for scope in scopes), rate=rate)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise KeysError(f"no such key can be made: {reason}") from None
    except ValueError as error:
        raise KeysError(f"no such key can be made: {error}") from None
