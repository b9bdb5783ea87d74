"""Memory: what the C library does with what was let go of; nothing where it is not glibc."""

import ctypes
import gc
from contextlib import suppress
from typing import Final

# With fewer products there is little to give back, and looking for it takes time.
_MANY: Final = 100_000
# Of malloc.h: from which size on memory is fetched from the system and given back at once, and how
# much that is free stays.
_MMAP_THRESHOLD: Final = -3
_TRIM_THRESHOLD: Final = -1
_ALWAYS_KEPT: Final = 2**30
_USUALLY_KEPT: Final = 128 * 1024


def keep_freed() -> None:
    """Keep what is freed for the next batch instead of giving it back.

    Every layer of a model takes and frees megabytes; fetching the same pages anew from the system
    took a fifth of the time of embedding pictures.
    """
    _keep(_ALWAYS_KEPT)


def give_back(products: int) -> None:
    """Give freed memory back, which the C library keeps for later in many small pieces.

    Args:
        products: how many were worked on.
    """
    if products < _MANY:
        return
    gc.collect()
    _keep(_USUALLY_KEPT)
    with suppress(OSError, AttributeError):
        _libc().malloc_trim(0)


def _keep(size: int) -> None:
    with suppress(OSError, AttributeError):
        libc = _libc()
        # Alone the second would switch off what adapts the first.
        if libc.mallopt(_MMAP_THRESHOLD, size):
            libc.mallopt(_TRIM_THRESHOLD, size)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL("libc.so.6")
