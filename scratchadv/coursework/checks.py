"""How a part's values are judged: each check makes (wanted, got, gives) -> None or a sentence.

wanted and got are Outcomes of the same program. Every check asks for the right values first, so
that no wrong function earns points for its speed or its dtype.
"""
import numpy as np

from scratchadv.coursework.wire import KINDS, Other


def as_array(value):
    """value as an array, or None where it is not a number or an array of numbers."""
    if isinstance(value, (bool, int, float, np.generic, np.ndarray)):
        array = np.asarray(value)
        return array if array.dtype.kind in KINDS else None      # an int may be too long for any
    return None


def equal(wanted, got, rtol=1e-7, atol=1e-9):
    """Whether two arrays agree: |got - wanted| <= rtol |wanted| + atol max|wanted|, shapes alike.

    Sums in another order differ in float64 by about 1e-15 of the largest term; a mistake does not.
    """
    if got.shape != wanted.shape or got.dtype.kind == "c" != wanted.dtype.kind:
        return False
    largest = np.abs(wanted[np.isfinite(wanted)]).max(initial=0)
    return bool(np.allclose(got, wanted, rtol=rtol, atol=atol * largest))


def rounding(wanted):
    """What two ways to an array may differ by in its dtype.  -> rtol, atol of `equal`"""
    return (1e-3, 1e-4) if wanted.dtype == np.float32 else (1e-7, 1e-9)


def close(rtol=1e-7, atol=1e-9):
    """The values agree with ours, to `equal`'s tolerance."""
    def check(wanted, got, gives):
        for name in gives:
            sentence = _unequal(name, wanted.values[name], got.values[name], rtol, atol)
            if sentence:
                return sentence
    return check


def _unequal(name, wanted, got, rtol, atol):
    """Why a value is not the one wanted, or None."""
    wanted_array, array = as_array(wanted), as_array(got)
    if wanted_array is None and _kind(got) == _kind(wanted):
        return None if _same(wanted, got, rtol, atol) else f"{name} has wrong values"
    if wanted_array is None or array is None:
        return f"{name} must be {_kind(wanted)}, got {_kind(got)}"
    if array.dtype.kind == "c" and wanted_array.dtype.kind != "c":
        return f"{name} must be real, got complex numbers"
    if array.shape != wanted_array.shape:
        return f"{name} must have shape {wanted_array.shape}, got {array.shape}"
    if np.isfinite(wanted_array).all() and not np.isfinite(array).all():
        return f"{name} must be finite, got NaN or infinite entries"
    if not equal(wanted_array, array, rtol, atol):
        return f"{name} has the right shape and wrong values"


def _same(wanted, got, rtol, atol):
    """Whether two values of a kind agree, and what they contain."""
    if isinstance(wanted, (tuple, list)):
        return len(wanted) == len(got) and not any(
            _unequal("", *pair, rtol, atol) for pair in zip(wanted, got))
    if isinstance(wanted, dict):
        return wanted.keys() == got.keys() and not any(
            _unequal("", value, got[key], rtol, atol) for key, value in wanted.items())
    return wanted == got


def _kind(value):
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if isinstance(value, Other):
        return f"an object of type {value.type}"
    return "None" if value is None else f"a {type(value).__name__}"


def untouched(rtol=1e-7, atol=1e-9):
    """The values agree, and no argument was written into."""
    values = close(rtol, atol)

    def check(wanted, got, gives):
        changed = sorted(set(got.modified) - set(wanted.modified))
        return values(wanted, got, gives) or (
            f"{' and '.join(changed)} must not be written into" if changed else None)
    return check


def same_dtype(rtol=1e-4, atol=1e-5):
    """The values agree to single precision, in the dtype of ours."""
    values = close(rtol, atol)

    def check(wanted, got, gives):
        sentence = values(wanted, got, gives)
        for name in gives:
            wanted_array, array = as_array(wanted.values[name]), as_array(got.values[name])
            if not sentence and wanted_array.ndim and array.dtype != wanted_array.dtype:
                sentence = f"{name} must be of dtype {wanted_array.dtype}, got {array.dtype}"
        return sentence
    return check


def fast(times=15, spare=.02):
    """The values agree, in at most `times` our time and `spare` seconds."""
    values = close(1e-6, 1e-8)

    def check(wanted, got, gives):
        allowed = times * wanted.seconds + spare
        return values(wanted, got, gives) or (
            f"it takes {got.seconds / wanted.seconds:.0f} times as long as ours: which loop could "
            "be one line of NumPy?" if got.seconds > allowed else None)
    return check
