"""Inputs, programs and checks of assignment 3.  N=5 examples, D=7 inputs, M=4 units, K=3 pieces."""
import numpy as np

from scratchadv.coursework.checks import as_array, close
from scratchadv.coursework.wire import Remote, Seed

N, D, M, K, C = 5, 7, 4, 3, 6


# -- inputs: make(rng) -> {name: value}

def field(*shape, h=.01, whole=False):
    """An array to differentiate in, and u that makes a number of what is computed from it."""
    def make(rng):
        v = rng.integers(-3, 4, shape) if whole else rng.normal(size=shape)
        return {"v": v, "u": rng.normal(size=shape), "h": h}
    return make


def counted(rng):
    """The function stays with the grader, who sees how often it is called."""
    return {**field(N, K)(rng), "f": Remote(lambda v: float((v ** 3).sum()))}


def affine(n=N, d=D, m=M, dtype=np.float64):
    """An affine layer, a gradient from above, and the input and weights of another pass."""
    def make(rng):
        sizes = {"x": (n, d), "W": (d, m), "b": m, "grad_z": (n, m), "x2": (n, d), "W2": (d, m)}
        return {name: rng.normal(size=size).astype(dtype) for name, size in sizes.items()}
    return make


def pieces(n=N, m=M, k=K, dtype=np.float64):
    """z of M units with K pieces, and a gradient from above."""
    def make(rng):
        return {"z": rng.normal(size=(n, m, k)).astype(dtype),
                "grad_h": rng.normal(size=(n, m)).astype(dtype)}
    return make


def tied_pieces(rng):
    """Whole numbers from 0 to 2: most units have ties, some of them for the maximum."""
    return {**pieces()(rng), "z": rng.permutation(np.arange(N * M * K) % 3).reshape(N, M, K) * 1.0}


def maxout(n=N, d=D, m=M, k=K, dtype=np.float64):
    """A maxout layer, a gradient from above, and the input and weights of another pass."""
    def make(rng):
        sizes = {"x": (n, d), "W": (d, m, k), "b": (m, k), "grad_h": (n, m), "x2": (n, d),
                 "W2": (d, m, k)}
        return {name: rng.normal(size=size).astype(dtype) for name, size in sizes.items()}
    return make


def empty_image(rng):
    """Biases of 0, and an example whose inputs are all 0: every piece ties."""
    inputs = maxout()(rng)
    inputs["b"][...] = inputs["x"][1] = 0
    return inputs


def drawn(keep, scale, *shape, dtype=np.float64):
    """What dropout_mask is asked, with two generators of one seed."""
    def make(rng):
        seed = int(rng.integers(2 ** 31))
        return {"rng": Seed(seed), "twin": Seed(seed), "shape": shape or (400, 250), "keep": keep,
                "scale": scale, "dtype": dtype}
    return make


def masked(n=N, d=D, scale=2.0, dtype=np.float64):
    """An input with its mask, a gradient from above, and another pass's input and mask."""
    def make(rng):
        inputs = {name: rng.normal(size=(n, d)).astype(dtype) for name in ("x", "grad_out", "x2")}
        for name in ("mask", "mask2"):
            inputs[name] = (scale * rng.permutation(np.arange(n * d) % 2).reshape(n, d)).astype(
                dtype)
        return inputs
    return make


def chain(n=6, widths=(D, M, K)):
    """What goes into the chain of LAYERS, five of them, and through it."""
    def make(rng):
        d, m, k = widths
        sizes = {"x": (n, d), "W": (d, m), "a": m, "c": m, "V": (m, k), "grad_out": (n, k),
                 "x2": (n, d)}
        return {name: rng.normal(size=size) for name, size in sizes.items()}
    return make


def network(rng):
    """A maxout network under dropout: two masks, a maxout layer, an affine one."""
    sizes = {"x": (N, D), "W": (D, M, K), "b": (M, K), "V": (M, C), "c": C, "grad_s": (N, C)}
    return {**{name: rng.normal(size=size) for name, size in sizes.items()},
            "mask_0": 1.0 * (rng.random((N, D)) < .8), "mask_1": 2.0 * (rng.random((N, M)) < .5)}


def directions(factor=1.0, h=1e-4):
    """A pair's arguments, a direction for each, u of the output's shape; a slip's factor."""
    def make(rng):
        sizes = {"x": (N, D), "W": (D, M), "u": (N, M), "dx": (N, D), "dW": (D, M)}
        return {**{name: rng.normal(size=size) for name, size in sizes.items()}, "h": h,
                "factor": factor}
    return make


# -- programs; from the forward pass on, its cache is only read

DIFFERENCE = """\
f = lambda v: (u * np.exp(np.sin(v))).sum() ** 2
grad = central_difference(f, v, h)"""

AFFINE = "z, cache = affine_forward(x, W, b)\nwatch(cache=cache)"
MAXOUT = "h, cache = maxout_forward(x, W, b)\nwatch(cache=cache)"
DROPOUT = "out, cache = dropout_forward(x, mask)\nwatch(cache=cache)"
AFFINE_BACK = "grad_x, grad_W, grad_b = affine_backward(grad_z, cache)"
MAXOUT_BACK = "grad_x, grad_W, grad_b = maxout_backward(grad_h, cache)"
DROPOUT_BACK = "grad_x = dropout_backward(grad_out, cache)"
MAX = "h, cache = max_pieces_forward(z)\nwatch(cache=cache)"
MAX_BACK = "grad_z = max_pieces_backward(grad_h, cache)"
MASK = "mask = dropout_mask(rng, shape, keep, scale, dtype)"
MASKS = f"""\
{MASK}
again = dropout_mask(twin, shape, keep, scale, dtype)
later = dropout_mask(rng, shape, keep, scale, dtype)"""

LAYERS = """\
def tanh_forward(x, W):
    out = np.tanh(x @ W)
    return out, (x, W, out)

def tanh_backward(grad_out, cache):
    x, W, out = cache
    grad_z = grad_out * (1 - out ** 2)
    return grad_z @ W.T, x.T @ grad_z

def scale_forward(x, a):
    return x * a, (x, a)

def scale_backward(grad_out, cache):
    x, a = cache
    return grad_out * a, (grad_out * x).sum(axis=0)

def square_forward(x):
    return x ** 2, x

def square_backward(grad_out, cache):
    return (2 * grad_out * cache,)

layers = [(tanh_forward, tanh_backward, (W,)), (scale_forward, scale_backward, (a,)),
          (square_forward, square_backward, ()), (scale_forward, scale_backward, (c,)),
          (tanh_forward, tanh_backward, (V,))]
out, caches = chain_forward(x, layers)
watch(caches=caches)"""
CHAIN_BACK = """
grad_inputs, grad_thetas = chain_backward(grad_out, caches)
grad_0, grad_1, grad_2, grad_3, grad_4 = grad_inputs
(grad_W,), (grad_a,), nothing, (grad_c,), (grad_V,) = grad_thetas"""

NET = """\
def bare(backward):
    return lambda grad_out, cache: (backward(grad_out, cache),)

layers = [(dropout_forward, bare(dropout_backward), (mask_0,)),
          (maxout_forward, maxout_backward, (W, b)),
          (dropout_forward, bare(dropout_backward), (mask_1,)),
          (affine_forward, affine_backward, (V, c))]
s, caches = chain_forward(x, layers)
grad_inputs, grad_thetas = chain_backward(grad_s, caches)
grad_x, grad_h = grad_inputs[0], grad_inputs[2]
_, (grad_W, grad_b), _, (grad_V, grad_c) = grad_thetas"""

ADJOINT = """\
def forward(x, W):
    return np.tanh(x @ W), (x, W)

def backward(u, cache):
    x, W = cache
    grad_z = u * (1 - np.tanh(x @ W) ** 2)
    return factor * grad_z @ W.T, x.T @ grad_z

error = adjoint_error(forward, backward, (x, W), u, (dx, dW), h)"""


# -- checks: (wanted, got, gives) -> None or a sentence

def few_calls(wanted, got, gives):
    """The values agree, and f was called at most twice an entry."""
    most = 2 * wanted.values["grad"].size
    return close()(wanted, got, gives) or (
        f"f is called {len(got.asked)} times, where {most} are enough"
        if len(got.asked) > most else None)


def fair(wanted, got, gives):
    """A mask of 0 and scale, its entries kept with probability keep, each for itself."""
    mask, scale, keep = as_array(got.values["mask"]), wanted.values["scale"], wanted.values["keep"]
    shape, spread = wanted.values["mask"].shape, np.sqrt(keep * (1 - keep))
    if mask is None or mask.shape != shape:
        return f"mask must be an array of shape {shape}"
    if not np.isin(mask, (0, scale)).all():
        return f"mask must hold 0 and {scale} alone, got {mask[(mask != 0) & (mask != scale)][0]}"
    kept = mask != 0
    if abs(kept.mean() - keep) > 5 * spread / np.sqrt(mask.size):
        return f"mask keeps {kept.mean():.3f} of its entries, where keep is {keep}"
    if any((abs(kept.mean(axis) - keep) > 6 * spread / np.sqrt(shape[axis])).any()
           for axis in (0, 1)):
        return "the entries of mask must be kept or dropped each for itself"


def fair_dtype(wanted, got, gives):
    """Such a mask, and of the dtype asked for."""
    dtype = wanted.values["mask"].dtype
    return fair(wanted, got, gives) or (
        f"mask must be of dtype {dtype}, got {as_array(got.values['mask']).dtype}"
        if as_array(got.values["mask"]).dtype != dtype else None)


def repeatable(wanted, got, gives):
    """The same seed gives the same mask, and the next draw another."""
    mask, again, later = (as_array(got.values[name]) for name in ("mask", "again", "later"))
    if any(array is None or array.shape != wanted.values["mask"].shape
           for array in (mask, again, later)):
        return "mask must be an array of the shape asked for"
    if not np.array_equal(mask, again):
        return "two generators of the same seed must give the same mask"
    if np.array_equal(mask, later):
        return "the same generator must give another mask the next time"


def nearly_0(most=1e-7):
    """The error of right gradients: not 0, for a difference is no derivative, but small."""
    def check(wanted, got, gives):
        error = as_array(got.values["error"])
        if error is None or error.shape:
            return "error must be a number"
        if not 0 <= error <= most:
            return f"error must be between 0 and {most:g} for right gradients, got {error:.2g}"
    return check
