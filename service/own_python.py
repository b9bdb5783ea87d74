"""How this program's Python is called, in commands that are said to a person."""

import os
import shutil
import sys
from pathlib import Path


def install_extra(name: str) -> str:
    """Return the command that installs an extra into this Python, given in the project's folder.

    By its folder and not by its name, under which an index may know another project.
    """
    return f'{own_python()} -m pip install -c constraints.txt -e ".[{name}]"'


def own_python() -> str:
    """Return `python` where that is this one, else its path, as short as it can be.

    Without it a command copied from the output runs another Python, which has nothing installed.
    """
    running = Path(sys.executable)
    found = shutil.which("python")
    # Names in one folder are one Python; resolved, all environments would be the system's.
    if found and Path(found).absolute().parent == running.parent:
        return "python"
    beside = os.path.relpath(running)
    return str(running) if beside.startswith(os.pardir) else beside
