"""`python -m service`: answer searches over what was ingested."""

import sys

from service.engine.errors import ModisteError
from service.settings import read_settings
from service.version import VERSION


def main() -> None:
    """Read the settings and serve until stopped."""
    if "--version" in sys.argv[1:]:
        sys.stdout.write(f"modiste {VERSION}\n")
        return
    if sys.argv[1:2] == ["key"]:
        from service.api.access.command import run

        run(sys.argv[2:], read_settings([]).keys)
        return
    settings = read_settings(sys.argv[1:])
    from service.api.serving import serve

    try:
        serve(settings)
    except ModisteError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
