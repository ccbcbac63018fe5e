"""Mistakes of assignment 3: central differences and the adjoint identity."""
import numpy as np

from scratchadv.coursework.diagnosis import mistake, symptom


# -- differences

def _difference(numerator):
    """central_difference with numerator(f, v, i, h) where the quotient should be."""
    def difference(f, v, h):
        grad = np.zeros(v.shape)
        for i in np.ndindex(v.shape):
            grad[i] = numerator(f, v.copy(), i, h)
        return grad
    return difference


def _moved(v, i, t):
    """v with t added to entry i."""
    v = v.astype(float)
    v[i] += t
    return v


@mistake("one-sided difference",
         "Your {name} is wrong by about h times the second derivative, as a difference to one side "
         "is: how does that term cancel?", tasks=("3.1",))
def one_sided(e):
    yield e.instead(central_difference=_difference(
        lambda f, v, i, h: (f(_moved(v, i, h)) - f(v)) / h))
    yield e.instead(central_difference=_difference(
        lambda f, v, i, h: (f(v) - f(_moved(v, i, -h))) / h))
    yield e.instead(central_difference=_difference(
        lambda f, v, i, h: (f(_moved(v, i, h)) - f(v)) / (2 * h)))


@mistake("h for 2h", "Your {name} is twice what it should be: how far apart are the two points at "
                     "which f is taken?", tasks=("3.1",))
def h_for_2h(e):
    return 2 * e.wanted


@mistake("not divided by the step",
         "Your {name} is the difference and not the quotient: what does it become as h goes to 0?",
         tasks=("3.1",))
def not_divided(e):
    h = e.inputs["h"]
    for factor in (2 * h, h, h ** 2, 2 * h ** 2, 1 / h):
        yield factor * e.wanted


@mistake("every entry moved at once",
         "Every entry of your {name} is the same: the change of f where all of v moves. Which "
         "entries may move for the slope in one?", tasks=("3.1",))
def all_moved(e):
    yield e.instead(central_difference=_difference(
        lambda f, v, i, h: (f(v + h) - f(v - h)) / (2 * h)))
    yield e.instead(central_difference=_difference(
        lambda f, v, i, h: (f(v + h) - f(v)) / h))


@mistake("whole rows moved",
         "Your {name} moves more than one entry at a time: what does v[i] stand for, and v[i, j]?",
         tasks=("3.1",))
def rows_moved(e):
    yield e.instead(central_difference=_difference(
        lambda f, v, i, h: (f(_moved(v, i[0], h)) - f(_moved(v, i[0], -h))) / (2 * h)))


@mistake("not put back",
         "Your {name} is right in the first entry alone: where is that entry of v when the next "
         "one is moved?", tasks=("3.1",))
def not_put_back(e):
    for steps in ((1, -2), (1, -1), (1, 0)):
        def difference(f, v, h):
            v, grad = v.astype(float), np.zeros(v.shape)
            for i in np.ndindex(v.shape):
                before = f(v)
                v[i] += steps[0] * h
                right = f(v)
                v[i] += steps[1] * h
                left = f(v) if steps == (1, -2) else before
                grad[i] = (right - left) / (2 * h if steps == (1, -2) else h)
            return grad
        yield e.instead(central_difference=difference)


@mistake("step lost in whole numbers",
         "Your {name} is wrong where v holds whole numbers: what is left of 3 + .01 in an array "
         "of integers?", tasks=("3.1",))
def step_lost(e):
    def whole(v, i, t):
        v = v.copy()
        v[i] += t
        return v
    if e.part.name == "whole numbers":
        yield np.zeros_like(e.wanted)
        yield e.instead(central_difference=_difference(
            lambda f, v, i, h: (f(whole(v, i, h)) - f(whole(v, i, -h))) / (2 * h)))
        yield e.instead(central_difference=_difference(
            lambda f, v, i, h: (f(whole(v, i, h)) - f(whole(whole(v, i, h), i, -2 * h))) / (2 * h)))
        yield np.trunc(e.wanted)


@mistake("nearer than asked for",
         "Your {name} is nearer to the derivative than the quotient of this h. Here you are to see "
         "its error: is the step h, and are two values of f compared?", tasks=("3.1",))
def nearer(e):
    def fourth_order(f, v, i, h):
        near, far = (f(_moved(v, i, t)) - f(_moved(v, i, -t)) for t in (h, 2 * h))
        return (8 * near - far) / (12 * h)
    yield e.instead(central_difference=_difference(fourth_order))
    for step in (1e-4, 1e-5, 1e-6, 1e-7, 1e-8):
        yield e.rerun(h=step)


@mistake("a step of its own", "Your {name} is that of another step, {step}: what is h for?",
         tasks=("3.1",))
def own_step(e):
    for step in (1., 1e-1, 1e-2, 1e-3):
        yield e.rerun(h=step), {"step": f"{step:g}"}
    yield e.rerun(h=e.inputs["h"] / 2), {"step": "half as long"}
    for size in (np.abs, lambda value: max(1, abs(value)), lambda value: 1 + abs(value)):
        yield e.instead(central_difference=_difference(lambda f, v, i, h: (
            f(_moved(v, i, h * size(v[i]))) - f(_moved(v, i, -h * size(v[i])))) / (
                2 * h * size(v[i])))), {"step": "in proportion to the entry"}


@symptom("too many calls", "f is called {calls} times for {size} entries: which of the values do "
                           "you need?", tasks=("3.1",))
def many_calls(e):
    if e.got is not None and len(e.outcome.asked) > 2 * e.wanted.size:
        return {"calls": len(e.outcome.asked), "size": e.wanted.size}


# -- the identity

def _identity(e, change):
    """adjoint_error's value where change(parts) has replaced some of its parts."""
    def adjoint_error(forward, backward, args, u, v, h):
        def out(step, directions=v):
            return forward(*(arg + step * d for arg, d in zip(args, directions)))[0]

        grads = backward(u, forward(*args)[1])
        has = dict(u=u, v=v, h=h, out=out, grads=grads, Jv=(out(h) - out(-h)) / (2 * h),
                   pairs=list(zip(grads, v)), size=np.linalg.norm)
        has |= dict(norm_v=_norm(v), norm_grads=_norm(grads))
        has |= change(has)
        a = (has["u"] * has["Jv"]).sum()
        b = sum((grad * d).sum() for grad, d in has["pairs"])
        sizes = (np.linalg.norm(u) * np.linalg.norm(has["Jv"]), has["norm_v"] * has["norm_grads"])
        return has["end"](a, b, *sizes) if "end" in has else abs(a - b) / sum(sizes)
    return e.instead(adjoint_error=adjoint_error)


def _norm(arrays):
    return np.sqrt(sum((array ** 2).sum() for array in arrays))


@mistake("absolute value missing", "Your {name} is negative: an error is a size.", tasks=("3.7",))
def no_absolute(e):
    return -e.wanted


@mistake("one-sided difference",
         "Your {name} stays at about h where the gradients are right: how can the change along v "
         "be taken so that the error falls with the square of h?", tasks=("3.7",))
def one_sided_along(e):
    yield _identity(e, lambda has: {"Jv": (has["out"](has["h"]) - has["out"](0)) / has["h"]})
    yield _identity(e, lambda has: {"Jv": (has["out"](0) - has["out"](-has["h"])) / has["h"]})


@mistake("step not divided out",
         "In your {name} the change along v is {factor:g} times what it should be: which two "
         "points are compared, and how far apart are they?", tasks=("3.7",))
def along_not_divided(e):
    h = e.inputs["h"]
    for factor in (2, .5, h, 2 * h, 1 / h, -1):
        yield _identity(e, lambda has: {"Jv": factor * has["Jv"]}), {"factor": factor}


@mistake("output for its change", "Your {name} pairs u with out: the identity speaks of its change "
                                  "along v.", tasks=("3.7",))
def output_for_change(e):
    yield _identity(e, lambda has: {"Jv": has["out"](0)})


@mistake("some arguments left out",
         "Your {name} {what} the first argument alone: v has a direction for each of them.",
         tasks=("3.7",))
def arguments_left_out(e):
    def moved(has):
        v = (has["v"][0], *(0 * d for d in has["v"][1:]))
        return {"Jv": (has["out"](has["h"], v) - has["out"](-has["h"], v)) / (2 * has["h"])}
    yield _identity(e, lambda has: {"pairs": has["pairs"][:1]}), {"what": "pairs"}
    yield _identity(e, lambda has: {
        "pairs": has["pairs"][:1], "norm_v": _norm(has["v"][:1]),
        "norm_grads": _norm(has["grads"][:1])}), {"what": "pairs"}
    yield _identity(e, moved), {"what": "moves"}


@mistake("sizes left out",
         "Your {name} is {what}: by what is it divided, so that it lies between 0 and 1 whatever "
         "the sizes of u and v?", tasks=("3.7",))
def sizes_left_out(e):
    for what, end in (
            ("|a - b| itself", lambda a, b, left, right: abs(a - b)),
            ("|a - b| over |a| + |b|", lambda a, b, left, right: abs(a - b) / (abs(a) + abs(b))),
            ("|a - b| over |a|", lambda a, b, left, right: abs(a - b) / abs(a)),
            ("|a - b| over |b|", lambda a, b, left, right: abs(a - b) / abs(b)),
            ("|a - b| over the larger of |a| and |b|",
             lambda a, b, left, right: abs(a - b) / max(abs(a), abs(b))),
            ("|a - b| over |u| |Jv|", lambda a, b, left, right: abs(a - b) / left),
            ("|a - b| over |v| |J'u|", lambda a, b, left, right: abs(a - b) / right),
            ("|a - b| over a product of the sizes",
             lambda a, b, left, right: abs(a - b) / (left * right))):
        yield _identity(e, lambda has: {"end": end}), {"what": what}


@mistake("norms added",
         "The sizes below the line of your {name} are not l2 norms of all entries: where are "
         "squares summed, and where is the root taken?", tasks=("3.7",))
def norms_added(e):
    yield _identity(e, lambda has: {"norm_v": sum(map(has["size"], has["v"])),
                                    "norm_grads": sum(map(has["size"], has["grads"]))})
    yield _identity(e, lambda has: {"norm_v": _norm(has["v"]) ** 2,
                                    "norm_grads": _norm(has["grads"]) ** 2})
    yield _identity(e, lambda has: {
        "end": lambda a, b, left, right: abs(a - b) / (left ** 2 + right ** 2)})
    yield _identity(e, lambda has: {
        "end": lambda a, b, left, right: abs(a - b) / (left + sum(
            has["size"](d) * has["size"](grad) for grad, d in has["pairs"]))})
