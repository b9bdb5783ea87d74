"""A command line whose first command may be left out."""

from pathlib import Path
from typing import Any

from typer.core import TyperGroup

from service.engine.guess import did_you_mean

DEFAULT = "run"


class DefaultGroup(TyperGroup):
    """`python -m ingest CATALOGUE` is `python -m ingest run CATALOGUE`.

    A catalogue with the name of a command is given as `./gc`.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default command where none is named."""
        if args and not args[0].startswith("-") and not Path(args[0]).exists():
            self._refuse_slip(ctx, args[0])
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def _refuse_slip(self, ctx: Any, name: str) -> None:
        guess = did_you_mean(name, self.commands)
        if guess and name not in self.commands:
            ctx.fail(f"{name!r} is neither a command nor a catalogue{guess}")
