"""Every twin against its definition: first that they agree, then that it earns its place.

N examples, D inputs, M units, K pieces, C classes.
"""
import numpy as np

from scratchadv import optim
from scratchadv.attacks.fgsm import sign_step
from scratchadv.bench.contenders import definitions
from scratchadv.bench.stopwatch import alternate, medians
from scratchadv.layers import affine, maxout, rbf
from scratchadv.losses import softmax

D, M, K, C = 784, 240, 5, 10
WANTED = 1.5                                       # times faster, at least; slower: delete the twin
ASLEEP = ("affine_forward", "affine_grad_x")     # kept for another reason


def measure(quick=False, progress=None):
    """-> {name of a twin at a size: {"twin": summary, "definition": summary}}, for JSON."""
    found = {}
    for name, function, arguments in twins(np.random.default_rng(0)):
        check(name, function, arguments)
        both = {"twin": lambda: function(*arguments),
                "definition": lambda: by_definition(function, arguments)}
        found[name] = medians(alternate(both, seconds=.5 if quick else 1.5, least=1))
        if progress:
            progress.update(f"twins, {name}")
    return found


def by_definition(function, arguments):
    """With no twin of another function in it."""
    with definitions():
        return function.definition(*arguments)


def text(found):
    """The table, the slow ones marked, but for those that leave the threads of the BLAS asleep."""
    lines = [f"{f'twins: at least {WANTED} times faster':44}{'twin':>13}{'definition':>14}"]
    for name, times in found.items():
        one, other = times["twin"]["ms"], times["definition"]["ms"]
        mark = "" if other >= WANTED * one else (
            "   without the BLAS" if name.startswith(ASLEEP) else "   too slow")
        lines.append(f"{name:44}{one:10.3f} ms{other:11.3f} ms{other / one:8.2f}{mark}")
    return "\n".join(lines)


def twins(rng, dtype=np.float32):
    """Every twin at the experiments' sizes.  -> (name, function, arguments) one after the other"""
    def draw(*shape):
        return rng.standard_normal(shape).astype(dtype)

    def whole(*shape):                             # sums of them are exact: so are the ties
        return rng.integers(-4, 5, shape).astype(dtype)

    W, velocity, grad = (np.moveaxis(draw(M, K, D), -1, 0) for _ in range(3))
    yield (f"update_momentum_max_norm, {D} x {M} x {K}", optim.update_momentum_max_norm,
           (W, velocity, grad, 1e-3, .5, 1.9365))
    for N in (100, 1000):
        theta = np.moveaxis(whole(M, K, D), -1, 0), whole(M, K)
        yield f"maxout_forward, N = {N}", maxout.maxout_forward, (whole(N, D), *theta)
        _, cache = maxout.maxout_forward(whole(N, D), *theta)
        yield f"maxout_backward, N = {N}", maxout.maxout_backward, (whole(N, M), cache)
        yield f"maxout_grad_x, N = {N}", maxout.maxout_grad_x, (whole(N, M), cache)
        top = draw(C, M).T
        yield f"affine_forward, N = {N}", affine.affine_forward, (draw(N, M), top, draw(C))
        yield f"affine_grad_x, N = {N}", affine.affine_grad_x, (draw(N, C), (draw(N, M), top))
        yield (f"softmax_cross_entropy_forward, N = {N}", softmax.softmax_cross_entropy_forward,
               (draw(N, C), rng.integers(0, C, N)))
        yield f"sign_step, N = {N}", sign_step, (draw(N, D), draw(N, D), .25, 0., 1.)
    yield from rbf_twins(draw)


def rbf_twins(draw):
    """The twins of layers.rbf; draw(*shape) -> array."""
    for N in (200, 1000):
        theta = draw(C, D), draw(C, D) / 10 - 3.5
        yield f"rbf_forward, N = {N}", rbf.rbf_forward, (draw(N, D), *theta)
        q, cache = rbf.rbf_forward(draw(N, D), *theta)
        yield f"rbf_grad_x, N = {N}", rbf.rbf_grad_x, (q, cache)
        yield f"rbf_backward, N = {N}", rbf.rbf_backward, (q, cache)


def check(name, function, arguments):
    """Twin and definition agree, in results and in what they write.  ArithmeticError otherwise."""
    ours, theirs = ([np.copy(a) if isinstance(a, np.ndarray) else a for a in arguments]
                    for _ in range(2))
    results = [function(*ours), *ours], [by_definition(function, theirs), *theirs]
    for one, other in zip(_arrays(results[0]), _arrays(results[1]), strict=True):
        if np.asarray(one).dtype.kind != "f":     # winners: two pieces may tie to rounding
            continue
        tolerance = 1e-4 * max(1e-30, np.abs(other).max())          # float32, sums of 1000 terms
        if not np.allclose(one, other, rtol=0, atol=tolerance):
            raise ArithmeticError(f"{name}: the twin does not agree with its definition")


def _arrays(value):
    """The arrays and numbers inside nested tuples and lists, in order."""
    if isinstance(value, (tuple, list)):
        for inner in value:
            yield from _arrays(inner)
    elif value is not None:
        yield value
