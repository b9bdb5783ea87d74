"""Memory: what was let go of is given back to the system before the most is needed."""

import ctypes
import gc
from contextlib import suppress
from typing import Final

# With fewer products there is little to give back, and looking for it takes time.
_MANY: Final = 100_000


def give_back(products: int) -> None:
    """Give freed memory back, which the C library keeps for later in many small pieces.

    Where it is not glibc, only what Python itself holds is freed.

    Args:
        products: how many were worked on.
    """
    if products < _MANY:
        return
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
