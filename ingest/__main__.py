"""Entry point of `python -m ingest`; the environment is read here and nowhere else."""

import sys

from pydantic import ValidationError

from ingest.command import create_command
from service.settings import Settings


def main() -> None:
    """Run the command line."""
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        names = "".join(f"MODISTE_{str(name).upper()}: " for name in wrong["loc"][:1])
        sys.exit(f"ingest: {names}{wrong['msg'].removeprefix('Value error, ')}")
    create_command(settings)()


if __name__ == "__main__":
    main()
