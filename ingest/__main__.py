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
        sys.exit(f"ingest: MODISTE_{str(wrong['loc'][0]).upper()}: {wrong['msg']}")
    create_command(settings)()


if __name__ == "__main__":
    main()
