"""How many cores this process may use, and keeping NumPy's BLAS to one of them.

Nothing is imported for it: the BLAS reads its limit while NumPy loads, and one is set before that.
"""
import importlib
import os
import sys

LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
BLAS_LIMITS = (*LIMITS[:2], "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS")


def available():
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:                        # not on this system
        return os.cpu_count() or 1


def cores():
    """How many threads are worth having: the cores that we may use, or fewer if LIMITS say so."""
    asked = [os.environ.get(name, "") for name in LIMITS]
    return max(1, min([available(), *(int(number) for number in asked if number.isdecimal())]))


def load_numpy_with_one_thread():
    """Import NumPy with a BLAS of one thread, whatever the environment says; that stays as it is.

    The last bits of a product may depend on the threads of the BLAS, and its threads get in the way
    of ours.  -> whether it could be done: not where NumPy is loaded already, as in a notebook
    """
    if "numpy" in sys.modules:
        return False
    before = {name: os.environ.get(name) for name in BLAS_LIMITS}
    os.environ.update(dict.fromkeys(BLAS_LIMITS, "1"))
    try:
        importlib.import_module("numpy")
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return True
