"""What is seen of a mistake where no value says which it is: shapes, dtypes, errors."""
import numpy as np

from scratchadv.coursework import programs
from scratchadv.coursework.checks import equal, rounding
from scratchadv.coursework.diagnosis import symptom


def _line(e):
    """Where it failed, in words."""
    return f"line {e.failure.line}" if e.failure.line else "what you return"


@symptom("returns nothing",
         "Your function gives None: what does its docstring say that it returns?")
def nothing(e):
    if e.failure is None:
        return {} if e.outcome.values[e.name] is None else None
    none = "gives None" if e.failure.type == "WrongCount" else "unpack non-iterable NoneType"
    return {} if e.failure.line is None and none in e.failure.message else None


@symptom("not summed over the examples",
         "Your {name} still has a row for each example, shape {got}: what happens to the changes "
         "of all {N} of them?")
def not_summed(e):
    if e.got is not None and e.got.shape == (e.N, *e.wanted.shape) and e.N > 1:
        return {"got": e.got.shape} if equal(e.wanted, e.got.sum(axis=0)) else None


@symptom("axis kept", "Your {name} has shape {got}, with an axis of length 1 too many or too few; "
                      "wanted is {wanted}.")
def axis_kept(e):
    if e.got is not None and e.got.shape != e.wanted.shape and e.got.size == e.wanted.size:
        kept = [size for size in e.got.shape if size != 1]
        if kept == [size for size in e.wanted.shape if size != 1]:
            return {"got": e.got.shape, "wanted": e.wanted.shape}


@symptom("batch of one",
         "It goes wrong for a batch of one: which axis is lost when N is 1, or which shape is "
         "taken for granted?")
def batch_of_one(e):
    if e.failure and e.failure.type == "ZeroDivisionError":
        return None                              # which says it itself, and is of no axis
    if e.N == 1 and "batch of one" in e.about and (
            e.failure is not None or e.got is None or e.got.shape != e.wanted.shape):
        return {}


@symptom("summed over the wrong axis",
         "Your {name} has shape {got}, wanted {wanted}: along which axis do you sum?")
def wrong_axis(e):
    if (e.got is not None and e.got.ndim == e.wanted.ndim == 1 and len(e.got) != len(e.wanted)
            and len(e.got) in {size for value in e.inputs.values() for size in np.shape(value)}):
        return {"got": e.got.shape, "wanted": e.wanted.shape}


@symptom("unstable",
         "Your {name} has NaN or infinite entries ({about}): which intermediate number is too "
         "large for a float, or 0 where it is divided by or its logarithm is taken?")
def unstable(e):
    if (e.got is not None and np.isfinite(e.wanted).all() and not np.isfinite(e.got).all()):
        return {"about": e.about or "these inputs"}


@symptom("digits lost", "Your {name} is right where the numbers are moderate and loses its digits "
                        "at {about}: where are two nearly equal numbers subtracted?")
def digits_lost(e):
    if (e.got is not None and e.part.name == "stability" and e.got.shape == e.wanted.shape
            and np.allclose(e.got, e.wanted, rtol=1e-4, atol=1e-6)):
        return {"about": e.about}


@symptom("wrong shape", "Your {name} has shape {got}, wanted {wanted}: write the shape of every "
                        "array at its line's end.")
def wrong_shape(e):
    if e.got is not None and e.got.shape != e.wanted.shape:
        return {"got": e.got.shape, "wanted": e.wanted.shape}


@symptom("cache written into",
         "Your backward changes what lies in {cache}, which it is only to read: whoever calls it "
         "twice may get two answers. Which line works in place (*=, out=, a[...] =, pop), and "
         "where would a copy do?")
def cache_written(e):
    written = {"cache", "caches"} & set(e.outcome.modified)
    if written and e.failure is None and e.part.name == "arguments not modified":
        return {"cache": written.pop()}


@symptom("input modified", "You write into {names}: which line changes an argument in place?")
def modified(e):
    names = sorted(set(e.outcome.modified) - set(e.ours.modified))
    if names and e.failure is None:
        return {"names": " and ".join(names)}


@symptom("dtype lost",
         "Your {name} is right and of dtype {got}, where {wanted} went in: which array or constant "
         "brings the other dtype?")
def dtype_lost(e):
    if (e.got is not None and e.got.ndim and e.got.dtype != e.wanted.dtype
            and equal(e.wanted, e.got, *rounding(np.empty(0, np.float32)))):
        return {"got": e.got.dtype, "wanted": e.wanted.dtype}


@symptom("shapes do not fit", "Two arrays meet in {where} whose shapes do not fit: write the shape "
                              "of each beside it.")
def no_fit(e):
    if e.failure and e.failure.type in ("ValueError", "IndexError") and any(
            words in e.failure.message for words in ("shape", "broadcast", "dimension")):
        return {"where": _line(e)}


@symptom("truth of an array",
         "In {where} an array of several entries stands where True or False is asked for. Do you "
         "ask whether it was given at all (is None), or whether all or any of its entries hold?")
def truth(e):
    if e.failure and "truth value of an array" in e.failure.message:
        return {"where": _line(e)}


@symptom("slow",
         "Your values are right, and {what} {times:.0f} times as long as ours: which loop could be "
         "one line of NumPy?")
def slow(e):
    if e.part.name == "speed" and e.got is not None and equal(e.wanted, e.got, 1e-6, 1e-8):
        called = programs.called(e.part.run, e.functions)
        what = f"{' and '.join(called)} together take" if called[1:] else f"{called[0]} takes"
        return {"what": what, "times": e.outcome.seconds / e.ours.seconds}


@symptom("no array",
         "Your {name} is no number and no array, but {got}: what does the docstring say that comes "
         "back?")
def no_array(e):
    if e.failure is None and e.got is None and e.wanted is not None:
        value = e.outcome.values[e.name]
        return {"got": getattr(value, "type", type(value).__name__)}
