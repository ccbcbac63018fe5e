"""How many cores this process may use.

Nothing is imported for it: the BLAS reads its limit while NumPy loads, and one is set before that.
"""
import os
import sys

LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


def cores():
    """How many threads are worth having: the cores that we may use, or fewer if LIMITS say so."""
    try:
        available = len(os.sched_getaffinity(0))
    except AttributeError:                        # not on this system
        available = os.cpu_count() or 1
    asked = [os.environ.get(name, "") for name in LIMITS]
    return max(1, min([available, *(int(number) for number in asked if number.isdecimal())]))


def take_half():
    """This process and those it starts take half of the cores each, through the LIMITS.

    Once NumPy is loaded, as in a notebook or a test, it is too late, and nothing changes.
    """
    if "numpy" not in sys.modules:
        os.environ.update(dict.fromkeys(LIMITS, str(max(1, cores() // 2))))
