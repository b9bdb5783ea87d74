"""A command line whose first command may be left out."""

from typing import Any

from typer.core import TyperGroup

DEFAULT = "run"


class DefaultGroup(TyperGroup):
    """`python -m ingest CATALOGUE` is `python -m ingest run CATALOGUE`.

    A catalogue with the name of a command is given as `./gc`.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default command where none is named."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)
