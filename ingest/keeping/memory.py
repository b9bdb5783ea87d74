"""Memory: what was let go of is given back to the system before the most is needed."""

import ctypes
import gc
from contextlib import suppress


def give_back() -> None:
    """Give freed memory back, which the C library keeps for later in many small pieces.

    Where it is not glibc, only what Python itself holds is freed.
    """
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
