"""The switch between each NumPy definition and its Numba twin.

    @twin("maxout")
    def maxout_forward(x, W, b): ...

leaves the definition where the reader is, and calls `scratchadv.kernels.maxout.maxout_forward`,
the same mathematics with explicit loops, compiled by Numba. `SCRATCHADV_KERNELS=numpy` in the
environment turns all twins off; `NUMBA_DISABLE_JIT=1` runs them as plain Python, for stepping
through. Numba is imported at the first call.
"""
import functools
import importlib
import inspect
import os

import numpy as np

REAL = (np.dtype(np.float32), np.dtype(np.float64))


def enabled():
    """True unless SCRATCHADV_KERNELS=numpy.  ValueError unless it is "numpy" or "numba"."""
    choice = os.environ.get("SCRATCHADV_KERNELS", "numba")
    if choice not in ("numba", "numpy"):
        raise ValueError(f'SCRATCHADV_KERNELS must be "numba" or "numpy", got {choice!r}')
    return choice == "numba"


def twin(module, *, labels=None):
    """Decorate a NumPy definition whose twin of the same name is in scratchadv.kernels.<module>.

    `f.definition` stays the NumPy function. It also serves whatever the kernels do not compile
    for: arrays that are not float32 or float64 of one dtype, such as whole numbers or the complex
    step of the gradient check, and shapes that do not fit, for which the twin gives NotImplemented.
    labels: the name of the argument that holds whole numbers.
    """
    def decorate(definition):
        signature = inspect.signature(definition)
        real = [i for i, name in enumerate(signature.parameters) if name != labels]

        @functools.wraps(definition)
        def call(*args, **named):
            args = signature.bind(*args, **named).args if named else args
            found = NotImplemented
            if enabled() and _one_real_dtype([args[i] for i in real if i < len(args)]):
                found = _compiled(module, definition.__name__)(*args)
            return definition(*args) if found is NotImplemented else found

        call.definition = definition
        return call

    return decorate


@functools.cache
def _compiled(module, name):
    return getattr(importlib.import_module(f"{__name__}.{module}"), name)


def _one_real_dtype(args):
    """Whether the first argument, and all arrays in the others, are of one real dtype.

    Whole numbers in a cache, which tell the pieces that won, are passed over: a twin looks itself
    at what of its cache must be real. A list is no array.
    """
    seen = set(_dtypes(args))
    return len(seen) == 1 and getattr(args[0], "dtype", None) in seen and seen <= set(REAL)


def _dtypes(values, but=""):
    for value in values:
        if isinstance(value, tuple):
            yield from _dtypes(value, but="iu")
        elif isinstance(value, np.ndarray) and value.dtype.kind not in but:
            yield value.dtype
        elif isinstance(value, list):
            yield np.dtype(object)
