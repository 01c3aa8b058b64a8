"""How kernels are compiled: cached on disk, without the GIL, dividing by zero as NumPy does."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numba


def kernel[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function at its first call, not at import.

    ``error_model="numpy"`` because the inner loops do not vectorise when each division may raise. Where neither the
    source folder nor the user's cache folder can be written, the kernel is compiled anew in each process.
    """
    try:
        compiled = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # numba: "cannot cache function: no locator available"
        compiled = numba.njit(nogil=True, error_model="numpy")(function)
    return cast("Callable[P, R]", compiled)
