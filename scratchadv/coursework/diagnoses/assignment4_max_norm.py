"""Mistakes of assignment 4: max norm."""
import numpy as np

from scratchadv.coursework.diagnosis import mistake, symptom


@mistake("not in place",
         "Your W leaves the function as it came in: does the line write into the array, or give "
         "its name to a new one?", tasks=("4.4",))
def not_in_place(e):
    return e.inputs["W"]


@symptom("padded",
         "Your W moves weights that are within the limit, if by little: what is added to a norm "
         "shortens them all.", tasks=("4.4",))
def padded(e):
    W = e.inputs["W"]
    return {} if e.part.name == "within the limit" and np.allclose(e.got, W, rtol=1e-2) else None


@mistake("all rescaled",
         "Your W has every norm at the limit: what happens to weights that were shorter?",
         tasks=("4.4",))
def all_rescaled(e):
    W, limit = e.fresh("W", "limit")
    return W * limit / np.sqrt(np.square(W).sum(axis=0))


@mistake("short ones stretched",
         "Your W stretches the short weights to the limit and leaves the long ones: which are to "
         "be scaled?", tasks=("4.4",))
def stretched(e):
    W, limit = e.fresh("W", "limit")
    return W * np.maximum(1, limit / np.sqrt(np.square(W).sum(axis=0)))


@mistake("per unit instead of per piece",
         "Your W is right for one norm over the pieces of a unit together: whose norm is bounded?",
         tasks=("4.4",))
def per_unit(e):
    return _projected(e, axis=(0, 2)) if e.wanted.ndim == 3 else None


@mistake("norm over the wrong axis",
         "Your W is right for norms taken along {which}: along which axis do the incoming weights "
         "of one output lie?", tasks=("4.4",))
def wrong_axis(e):
    yield _projected(e, axis=1), {"which": "axis 1"}
    if e.wanted.ndim == 3:
        yield _projected(e, axis=2), {"which": "the last axis"}
        yield _projected(e, axis=(1, 2)), {"which": "axes 1 and 2"}
        yield _projected(e, axis=(0, 1)), {"which": "axes 0 and 1"}


@mistake("one norm for all",
         "Your W is scaled by one number: how many norms does the matrix have that are bounded?",
         tasks=("4.4",))
def one_norm(e):
    return _projected(e, axis=None)


@mistake("another norm",
         "Your W is right for {which}: how is the L2 norm made of the entries?", tasks=("4.4",))
def another_norm(e):
    yield _projected(e, norm=lambda W: np.abs(W).sum(axis=0)), {"which": "the L1 norm"}
    yield _projected(e, norm=lambda W: np.square(W).sum(axis=0)), {"which": "the squared norm"}
    yield _projected(e, norm=lambda W: np.abs(W).max(axis=0)), {"which": "the largest entry"}
    yield _projected(e, norm=lambda W: np.sqrt(np.square(W).mean(axis=0))), {
        "which": "the root of the mean square"}


@mistake("limit forgotten", "Your long weights end at the norm {norm:g}: how long may they stay?",
         tasks=("4.4",))
def limit_forgotten(e):
    W, limit = e.fresh("W", "limit")
    norm = np.sqrt(np.square(W).sum(axis=0))
    yield np.where(norm > limit, W / norm, W), {"norm": 1}
    yield np.where(norm > limit, 0, W), {"norm": 0}
    yield np.where(norm > limit, limit, W), {"norm": limit * np.sqrt(len(W))}


@mistake("entries clipped",
         "Your W has its entries clipped: does the nearest point keep the weights' direction?",
         tasks=("4.4",))
def entries_clipped(e):
    W, limit = e.fresh("W", "limit")
    return np.clip(W, -limit, limit)


def _projected(e, axis=0, norm=None):
    """W with norms over another axis, or other norms."""
    W, limit = e.fresh("W", "limit")
    size = norm(W) if norm else np.sqrt(np.square(W).sum(axis=axis, keepdims=True))
    return W * np.minimum(1, limit / np.where(size > 0, size, 1))
