"""Doors: what arrives from outside is checked once.

An error is one sentence that names the argument, says what was wanted and what came.
"""
import math
import numbers

import numpy as np


def describe(value):
    """What came in the place of something else, on one line."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    text = " ".join(repr(value).split())
    return f"{text if len(text) <= 80 else text[:76] + ' ...'} ({type(value).__name__})"


def as_array(value, name):
    """value as an array; ValueError where its rows have unequal lengths, or it has a mask."""
    if isinstance(value, np.ma.MaskedArray):
        raise ValueError(f"{name} must be an array without a mask, got a masked one; leave the "
                         "masked rows out, or of pixels use x.filled(0)")
    try:
        return np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be an array, got rows of unequal lengths") from None


def check_inputs(x, D, name="x", *, pixels=True):
    """x as finite real numbers (N, D), N >= 1.  -> x; ValueError otherwise.

    Integers and float16, in which nothing is computed here, come back as float32. pixels: whole
    numbers beyond 1 are refused, as pixels that nobody has divided by 255.
    """
    came, x = x, as_array(x, name)
    if x.ndim == 1 and x.shape == (D,):
        raise ValueError(f"{name} must have shape (N, {D}), got one example of shape ({D},); "
                         f"pass {name}[None, :]")
    if x.ndim != 2 or x.shape[1] != D or len(x) == 0:
        raise ValueError(f"{name} must have shape (N, {D}) with N >= 1, got "
                         f"{describe(x if x.ndim else came)}{_image_hint(x, D, name)}")
    if pixels and x.dtype.kind in "iu" and (x.max() > 1 or x.min() < -1):
        raise ValueError(f"{name} must hold pixels from 0 to 1, got whole numbers from "
                         f"{x.min()} to {x.max()}; divide 8-bit pixels by 255, or use "
                         f"{name}.astype(float) where they are no pixels")
    if x.dtype.kind in "iu" or x.dtype == np.float16:
        x = x.astype(np.float32)
    if x.dtype.kind != "f":
        raise ValueError(f"{name} must hold real numbers, got {describe(x)}")
    bad = np.count_nonzero(~np.isfinite(x))
    if bad:
        raise ValueError(f"{name} must be finite, "
                         f"got {bad} NaN or infinite entries out of {x.size}")
    return x


def _image_hint(x, D, name):
    """What to do with pixels that lie as in images; "" otherwise."""
    if x.ndim > 2 and len(x) and x.size == len(x) * D:
        return f"; flatten images with {name}.reshape(len({name}), -1)"
    return f"; of one image use {name}.reshape(1, -1)" if x.ndim > 1 and x.size == D else ""


def check_labels(y, N, C, name="y"):
    """y as class numbers (N,) in 0..C-1.  -> y as int64; ValueError otherwise."""
    y = _label_vector(y, N, name)
    if y.dtype.kind not in "iu":
        raise ValueError(f"{name} must hold whole class numbers, got dtype {y.dtype}; "
                         f"use {name}.astype(int) if its values are whole")
    if y.min() < 0 or y.max() >= C:
        raise ValueError(f"{name} must lie in 0..{C - 1} ({C} classes), "
                         f"got values from {y.min()} to {y.max()}")
    return y.astype(np.int64, copy=False)


def check_targets(y, N, C, name="y"):
    """y as check_labels takes it, or as check_signs does where C is None."""
    return check_signs(y, N, name) if C is None else check_labels(y, N, C, name)


def check_signs(y, N, name="y"):
    """y as labels (N,) in {-1, +1}, as section 5 has them.  -> y as int64; ValueError otherwise."""
    y = _label_vector(y, N, name)
    if y.dtype.kind not in "iufb":
        raise ValueError(f"{name} must hold -1 and +1 only, got dtype {y.dtype}")
    if y.dtype.kind == "b" or not np.isin(y, (-1, 1)).all():
        hint = ("; for labels 0 and 1 use 2*y.astype(int) - 1" if set(np.unique(y)) <= {0, 1}
                else "")
        raise ValueError(f"{name} must hold -1 and +1 only, "
                         f"got the values {np.unique(y)[:5]}{hint}")
    return y.astype(np.int64, copy=False)


def _label_vector(y, N, name):
    came, y = y, as_array(y, name)
    if y.shape != (N,):
        raise ValueError(f"{name} must have shape ({N},), one label for each example, "
                         f"got {describe(y if y.ndim else came)}{label_hint(y, name)}")
    return y


def label_hint(y, name="y"):
    """What to do with labels in a matrix: a column of them, or one-hot rows; "" otherwise."""
    if y.ndim != 2:
        return ""
    if y.shape[1] == 1:
        return f"; of a column of labels use {name}[:, 0]"
    return f"; for one-hot labels use {name}.argmax(axis=1)"


def check_scores(s):
    """s as a network returned them, none of them NaN.  -> s; ValueError otherwise."""
    bad = np.count_nonzero(np.isnan(s))
    if bad:
        raise ValueError(f"net must return scores that are numbers, got {bad} NaN of {s.size}; are "
                         "its weights finite?")
    return s


def check_net(net, needs, name="net"):
    """net as an object with one of the methods `needs`, not what makes one; else ValueError."""
    if isinstance(net, type) or not any(hasattr(net, method) for method in needs):
        raise ValueError(f"{name} must be a network, such as models.softmax_regression(rng=rng) "
                         f"returns, got {describe(net)}")
    return net


def check_rng(rng, name="rng"):
    """rng as a numpy Generator; ValueError otherwise."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"{name} must be a numpy Generator, got {describe(rng)}; "
                         "use numpy.random.default_rng(seed)")
    return rng


def check_number(value, name, *, low=None, high=None):
    """value as a finite real number in [low, high].  -> float; ValueError otherwise."""
    wanted = "a finite number"
    if low is not None and high is not None:
        wanted = f"a number from {low} to {high}"
    elif low is not None:
        wanted = f"a finite number, {low} or more"
    good = isinstance(value, numbers.Real) and not isinstance(value, bool) and is_finite(value)
    if not good or (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(f"{name} must be {wanted}, got {describe(value)}")
    return float(value)


def is_finite(value):
    """Whether a number is neither infinite nor NaN, nor too large to be told."""
    try:
        return math.isfinite(value)
    except OverflowError:                             # a whole number beyond every float
        return False


def check_numbers(values, name, *, low=None):
    """values as one finite number or several, none below low.  -> list; ValueError otherwise."""
    if not isinstance(values, (list, tuple)):         # where one wrong value would change all
        values = np.ravel(as_array(values, name)).tolist()
    if not values:
        raise ValueError(f"{name} must hold at least one number, got none")
    return [check_number(value, name, low=low) for value in values]


def check_count(value, name, *, low=1):
    """value as a whole number, `low` or more.  -> int; ValueError otherwise."""
    if not isinstance(value, numbers.Integral) or isinstance(value, bool) or value < low:
        raise ValueError(f"{name} must be a whole number, {low} or more, got {describe(value)}")
    return int(value)


def check_dtype(dtype, name="dtype"):
    """dtype as float32 or float64; ValueError otherwise."""
    if dtype not in (np.float32, np.float64, "float32", "float64"):
        raise ValueError(f"{name} must be float32 or float64, got {dtype!r}")
    return np.dtype(dtype)


def check_flag(value, name):
    """value, True or False, as a bool; ValueError otherwise."""
    if not isinstance(value, (bool, np.bool_)):
        raise ValueError(f"{name} must be True or False, got {describe(value)}")
    return bool(value)


def check_choice(value, name, choices):
    """value as one of choices; ValueError that lists them otherwise."""
    if isinstance(value, np.ndarray) or value not in choices:
        listed = ", ".join(repr(choice) for choice in choices)
        raise ValueError(f"{name} must be one of {listed}, got {describe(value)}")
    return value


def check_step(result, parameters):
    """-> J, a float, and the gradients, of the parameters' shapes."""
    good = isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], dict)
    if not good or np.ndim(result[0]) != 0 or np.asarray(result[0]).dtype.kind not in "fiu":
        raise ValueError("objective must return J, a number, and {name: gradient}, got "
                         f"{_form(result)}")
    wanted = {name: theta.shape for name, theta in parameters.items()}
    found = {name: np.shape(grad) for name, grad in result[1].items()}
    if found != wanted:
        raise ValueError(f"objective must return gradients of the shapes {wanted}, got {found}")
    for name, grad in result[1].items():
        if not isinstance(grad, (np.ndarray, np.generic)) or grad.dtype.kind not in "fiu":
            raise ValueError("objective must return gradients that are arrays of real numbers, got "
                             f"{describe(grad)} for {name}")
    return float(result[0]), result[1]


def _form(result):
    """The types of what came, without a gradient's numbers."""
    if isinstance(result, tuple):
        return f"({', '.join(_form(part) for part in result)})"
    if isinstance(result, np.ndarray):
        return f"an array of shape {result.shape}"
    return type(result).__name__
