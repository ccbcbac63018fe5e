"""Mistakes of any task: a wrong factor, sign, axis or shape."""
import numpy as np

from scratchadv.coursework.diagnosis import mistake


@mistake("sign flipped",
         "Your {name} has the right sizes and the opposite sign: which minus is missing, or one "
         "too many?")
def sign_flipped(e):
    return -e.wanted


@mistake("mean forgotten",
         "Your {name} is {N} times too large, and {N} is the batch: where is the mean?")
def mean_forgotten(e):
    return e.N * e.wanted if e.N > 1 else None


@mistake("mean taken twice",
         "Your {name} is {N} times too small, and {N} is the batch: is the mean taken twice? "
         "Only the loss divides by N.")
def mean_taken_twice(e):
    return e.wanted / e.N if e.N > 1 else None


@mistake("sign flipped, mean forgotten",
         "Your {name} is -{N} times what it should be: the sign is one question, and {N}, the "
         "batch, is another.")
def sign_and_mean(e):
    return -e.N * e.wanted if e.N > 1 else None


@mistake("factor 2", "Your {name} is twice what it should be: which 2 does not belong, or is "
                     "something added twice?")
def twice(e):
    return 2 * e.wanted


@mistake("factor 1/2", "Your {name} is half what it should be: what does differentiating a square "
                       "leave in front?")
def half(e):
    return e.wanted / 2


@mistake("mean over the wrong axis",
         "Your {name} is off by {factor}, and {size} is the length of another axis than the "
         "batch: over what does the mean run?")
def another_mean(e):
    sizes = {size for value in e.inputs.values() for size in np.shape(value) if size > 1}
    for size in sorted(sizes - {e.N}):
        for factor, words in ((1 / size, f"1/{size}"), (size, f"a factor {size}"),
                              (e.N / size, f"{e.N}/{size}"), (1 / size / e.N, f"1/{size * e.N}")):
            yield factor * e.wanted, {"factor": words, "size": size}


@mistake("constant factor",
         "Every entry of your {name} is {factor:.6g} times what it should be: where could that "
         "number come from?")
def constant_factor(e):
    if e.wanted.size > 1:                        # any two numbers have a factor
        largest = np.argmax(np.abs(e.wanted))
        factor = e.got.ravel()[largest] / e.wanted.ravel()[largest]
        if np.isfinite(factor) and factor and abs(factor - 1) > 1e-4:    # not dtypes' rounding
            yield factor * e.wanted, {"factor": factor}


@mistake("constant added",
         "Every entry of your {name} is off by the same {offset:.6g}: what was added, or left out?")
def constant_added(e):
    if e.wanted.size > 1:
        offset = (e.got - e.wanted).ravel()[0]
        if abs(offset) > 1e-4 * np.abs(e.wanted).max():              # not dtypes' rounding
            yield e.wanted + offset, {"offset": offset}


@mistake("transposed", "Your {name} is the transpose of what it should be: write the shape of each "
                       "factor beside it.")
def transposed(e):
    return e.wanted.T if e.wanted.ndim > 1 else None


@mistake("nothing but zeros", "Your {name} is 0 everywhere: is the array that you fill the one you "
                              "return?")
def zeros(e):
    return np.zeros_like(e.wanted)


@mistake("sign lost", "Your {name} has the right sizes without their signs: what takes them away?")
def sign_lost(e):
    return np.abs(e.wanted)


@mistake("rounded to whole numbers",
         "Your {name} is cut to whole numbers: of what dtype is the array you write into?")
def whole_numbers(e):
    return np.trunc(e.wanted)


@mistake("argument handed back",
         "Your {name} is {argument} itself, unchanged: what was to be done with it?")
def argument_back(e):
    for argument, value in e.inputs.items():
        if isinstance(value, np.ndarray):
            yield value, {"argument": argument}


@mistake("only part of the batch",
         "Your {name} is right for the first example and 0 for the others: does the loop return "
         "too early?")
def first_only(e):
    if e.N and e.N > 1 and e.wanted.shape[0] == e.N:
        return np.concatenate([e.wanted[:1], np.zeros_like(e.wanted[1:])])
