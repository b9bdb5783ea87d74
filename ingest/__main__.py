"""Entry point of `python -m ingest`; the environment is read here and nowhere else."""

from ingest.command import create_command
from service.settings import Settings


def main() -> None:
    """Run the command line."""
    create_command(Settings())()


if __name__ == "__main__":
    main()
