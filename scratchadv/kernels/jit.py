"""What every kernel shares: how it is compiled, and the one memory layout it is compiled for.

Kernels are serial: Numba's threads and those of the BLAS beside it fight for the cores, which made
a training step nine times slower on two cores (OpenBLAS #3187).
"""
import numba
import numpy as np
from numba.core.codegen import get_host_cpu_features

REASSOCIATE = {"reassoc", "contract"}     # sums in vector lanes; NaN, inf and signed zeros are kept


def jit(function):
    """Compile; the code stays on disk, beside the source or in the user's cache folder."""
    return _compile(function)


def jit_sums(function):
    """The same for loops that sum: terms may be added in any order, as np.sum also does, and
    factors multiplied in any: where those over- or underflow, the results differ."""
    return _compile(function, fastmath=REASSOCIATE)


def inner(function):
    """Compile what kernels alone call, for each of them: no door for Python, no file of its own.

    That takes a sixth off the time of a first start.
    """
    return numba.njit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _compile(function, **options):
    options |= {"nogil": True, "no_cfunc_wrapper": True}      # nobody calls them from C
    try:
        return numba.njit(function, cache=True, **options)
    except RuntimeError:                  # Numba found no folder that it may write to
        return numba.njit(function, **options)


def plain(a):
    """a itself if it is C-contiguous, aligned and writeable, else a copy that is.

    So each kernel is compiled once for each dtype, not for each layout.
    """
    return a if a.flags.carray else np.array(a, order="C")


def piece_rows(W):
    """Each piece's weights as a row, (M*K, D): a view of memory laid out (M, K, D), else a copy.

    W: (D, M, K) or (D, M).
    """
    return plain(np.moveaxis(W, 0, -1)).reshape(-1, len(W))


def vector_bits():
    """How wide the vectors are that kernels work with: 512 with AVX-512, else 256."""
    chosen = numba.config.CPU_NAME or numba.config.CPU_FEATURES          # by the user's environment
    features = numba.config.CPU_FEATURES or "" if chosen else get_host_cpu_features()
    return 512 if "+avx512f" in features else 256
