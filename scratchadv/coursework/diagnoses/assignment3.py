"""Mistakes of assignment 3: affine, max over pieces and maxout."""
import numpy as np

from scratchadv.coursework.diagnosis import mistake, symptom
from scratchadv.layers.affine import affine_backward

PAIRS = ("3.2", "3.3", "3.4")


# -- any pair

@mistake("stale cache",
         "Your {name} is that of another forward pass, which came after its own: what it needs of "
         "its own must be in the cache that it is given, and nowhere else.",
         tasks=("3.2", "3.4", "3.5", "3.6"))
def stale(e):
    if e.part.name == "two passes":
        other = {name[:-1]: value for name, value in e.inputs.items() if name.endswith("2")}
        yield e.rerun(**other)
        for name, value in other.items():
            yield e.rerun(**{name: value})


@mistake("gradient from above forgotten",
         "Your {name} is right where all that comes from above is 1: what does the chain rule do "
         "with it?", tasks=(*PAIRS, "3.5"))
def from_above(e):
    above = {"grad_z", "grad_h", "grad_out"} & e.inputs.keys()
    if e.name.startswith("grad"):
        above, = above
        yield e.rerun(**{above: np.ones_like(e.inputs[above])})


@mistake("bias left out", "Your {name} is right where every bias is 0.", tasks=("3.2", "3.4"))
def no_bias(e):
    if e.name in ("z", "h") or e.task.id == "3.4":    # affine's gradients do not know b
        return e.rerun(b=np.zeros_like(e.inputs["b"]))


@mistake("output for input",
         "Your {name} has z in it where x should be: what did you put into the cache?",
         tasks=("3.2",))
def z_for_x(e):
    if e.name == "grad_W":
        z = e.inputs["x"] @ e.inputs["W"] + e.inputs["b"]
        yield z.T @ e.inputs["grad_z"]
        yield (z - e.inputs["b"]).T @ e.inputs["grad_z"]


@symptom("bias not summed",
         "Your {name} has a row for each of the {N} examples: one bias serves them all, so what "
         "happens to their changes?", tasks=("3.2", "3.4"))
def bias_not_summed(e):
    if (e.name == "grad_b" and e.got is not None and e.N > 1
            and e.got.shape[0:1] == (e.N,) and e.got.size == e.N * e.wanted.size):
        return {}


@symptom("one number for all biases",
         "Your {name} is a single number: over which axis must be summed, and over which not?",
         tasks=("3.2", "3.4"))
def biases_in_one(e):
    if e.name == "grad_b" and e.got is not None and e.got.size == 1 < e.wanted.size:
        return {}


# -- pieces

def _winners(z):
    """z: (N, M, K) -> one-hot of the first largest piece, bool of all the largest."""
    first = z.argmax(axis=2)[:, :, None] == np.arange(z.shape[2])
    return first, z == z.max(axis=2, keepdims=True)


def _routes(z):
    """(name, weights of the pieces) of wrong ways for grad_h.  z: (N, M, K)"""
    first, largest = _winners(z)
    K, pieces = z.shape[2], np.arange(z.shape[2])
    yield "all", np.ones_like(z)
    yield "loser", z.argmin(axis=2)[:, :, None] == pieces
    yield "all but one", ~first
    yield "ties", largest
    yield "shares", largest / largest.sum(axis=2, keepdims=True)
    yield "none", largest & (largest.sum(axis=2, keepdims=True) == 1)
    yield "last", (K - 1 - z[:, :, ::-1].argmax(axis=2))[:, :, None] == pieces
    yield "mean", np.full_like(z, 1 / K)
    for step in (-1, 1):
        yield "beside", np.roll(first, step, axis=2)
    yield "first piece", np.broadcast_to(pieces == 0, z.shape)
    for left_out in (0, K - 1):
        yield "left out", first & (pieces != left_out)


def _z(e):
    return e.inputs["z"] if e.task.id == "3.3" else np.einsum(
        "nd,dmk->nmk", e.inputs["x"], e.inputs["W"]) + e.inputs["b"]


def _along(e, weights):
    """Question 3.3's grad_z, or 3.4's gradients, with these weights of the pieces."""
    grad_z = e.inputs["grad_h"][:, :, None] * weights
    if e.task.id == "3.3":
        return grad_z if e.name == "grad_z" else None
    D, M, K = e.inputs["W"].shape
    cache = e.inputs["x"], e.inputs["W"].reshape(D, M * K)
    grads = dict(zip(("grad_x", "grad_W", "grad_b"),
                     affine_backward(grad_z.reshape(-1, M * K), cache)))
    shape = {"grad_x": (-1, D), "grad_W": (D, M, K), "grad_b": (M, K)}[e.name]
    return grads[e.name].reshape(shape)


def _route(name, sentence, *ways):
    """The mistake in which grad_h takes one of these wrong ways.  ways: names of _routes"""
    @mistake(name, sentence, tasks=("3.3", "3.4"))
    def routed(e):
        first, _ = _winners(_z(e))
        for way, weights in _routes(_z(e)):
            if way in ways and not np.array_equal(weights, first):
                yield _along(e, weights)


_route("gradient to all pieces",
       "In your {name} every piece gets the gradient: if a piece that has lost grows a little, "
       "does h change?", "all", "mean")
_route("gradient to the losing piece",
       "In your {name} the gradient goes to the smallest piece: which one does h follow?",
       "loser", "all but one")
_route("gradient to the wrong piece",
       "In your {name} the gradient goes to another piece than the one that has won: is its "
       "number kept from the forward pass, and counted from 0?", "beside", "first piece")
_route("a piece left out",
       "In your {name} one of the pieces never gets a gradient: with which does a loop over them "
       "begin, and with which does it end?", "left out")
_route("gradient to ties",
       "Where pieces tie, your {name} gives each of them the gradient. Here one alone wins: which?",
       "ties", "shares")
_route("nothing where pieces tie",
       "Where pieces tie, nobody gets the gradient in your {name}: must a winner beat the others, "
       "or only reach them?", "none")
_route("last of the ties",
       "Where pieces tie, your {name} lets the last one win: which does the docstring choose?",
       "last")


@mistake("value for gradient", "Your {name} has the piece's value where its gradient should be.",
         tasks=("3.3",))
def value_for_gradient(e):
    first, _ = _winners(e.inputs["z"])
    yield e.inputs["z"] * first
    yield e.inputs["z"] * first * e.inputs["grad_h"][:, :, None]


@mistake("units and pieces mixed up",
         "Your {name} takes the maximum over pieces of different units: in which order do M and K "
         "stand in z, and which axis is left?", tasks=("3.4",))
def mixed_up(e):
    D, M, K = e.inputs["W"].shape
    z = (e.inputs["x"] @ e.inputs["W"].reshape(D, M * K) + e.inputs["b"].ravel())
    if e.name == "h":
        yield z.reshape(-1, K, M).max(axis=1)
        yield (np.einsum("nd,dmk->nkm", e.inputs["x"], e.inputs["W"]).reshape(-1, M, K)
               + e.inputs["b"]).max(axis=2)
        return
    winner = z.reshape(-1, K, M).argmax(axis=1)                                   # (N, M)
    spread = (winner[:, None, :] == np.arange(K)[:, None]).reshape(-1, M, K)
    grad_z = np.broadcast_to(e.inputs["grad_h"][:, None, :], (len(z), K, M)).reshape(-1, M, K)
    yield _along(e, spread * grad_z / e.inputs["grad_h"][:, :, None])


@mistake("another than the maximum",
         "Your {name} is the {what} over the pieces: which of them is a unit's output?",
         tasks=("3.3", "3.4"))
def another_reduction(e):
    z = _z(e)
    if e.name == "h":
        for what, value in (("minimum", z.min(axis=2)), ("mean", z.mean(axis=2)),
                            ("sum", z.sum(axis=2)), ("largest size", np.abs(z).max(axis=2)),
                            ("maximum with 0", np.maximum(z.max(axis=2), 0)),
                            ("number of the winner", z.argmax(axis=2))):
            yield value, {"what": what}


@mistake("bias after the maximum",
         "Your {name} adds the biases after the maximum: each piece has one of its own, and with "
         "it another may win.", tasks=("3.4",))
def bias_after(e):
    if e.name == "h":
        z, b = np.einsum("nd,dmk->nmk", e.inputs["x"], e.inputs["W"]), e.inputs["b"]
        first, _ = _winners(z)
        for added in ((first * b).sum(axis=2), b.max(axis=1), b.mean(axis=1), b.sum(axis=1),
                      b[:, 0]):
            yield z.max(axis=2) + added


@symptom("maximum over the wrong axis",
         "Your {name} has shape {got}: which axis of z, of shape (N, M, K), should be gone?",
         tasks=("3.3", "3.4"))
def another_axis(e):
    N, M, K = _z(e).shape
    if e.name == "h" and e.got is not None and e.got.shape in ((N, K), (M, K), (N,), (K,)):
        return {"got": e.got.shape}


@symptom("not folded back",
         "Your {name} has shape {got}, its units and pieces still in one axis; wanted is {wanted}.",
         tasks=("3.4",))
def not_folded(e):
    if e.got is not None and e.got.size == e.wanted.size and e.got.ndim < e.wanted.ndim:
        return {"got": e.got.shape, "wanted": e.wanted.shape}
