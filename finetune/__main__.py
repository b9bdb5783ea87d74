"""`python -m finetune`: train, and what else makes and judges models."""

from finetune.command import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
