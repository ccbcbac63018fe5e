"""The stopwatch of `scratchadv bench`: twins against definitions, steps against their products.

Both sides of a comparison run in turn, so that whatever else the machine does falls on both, and
the medians are compared. Nothing is set to make it look good: no thread variables, no warm cores.
Each twin is checked against its definition before it is timed.
N examples, D inputs, M units, K pieces, C classes.
"""
import os
import sys
import time

import numpy as np

from scratchadv import attacks, kernels, models, optim
from scratchadv.attacks.fgsm import sign_step
from scratchadv.experiments import cpu_model, versions
from scratchadv.layers import maxout, rbf
from scratchadv.losses import softmax

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_WAIT_POLICY")
D, M, K, C = 784, 240, 5, 10
TWINS_WANTED, STEP_WANTED = 1.5, 1.5     # at least, at most


def run(stream=None, *, repeats=40):
    """Print the machine and all comparisons, each the median of `repeats` runs of either side."""
    stream = stream or sys.stdout
    rng = np.random.default_rng(0)
    _describe_machine(stream)
    _line(stream, f"twins: at least {TWINS_WANTED} times faster", "twin", "definition", "faster")
    for name, function, arguments in twins(rng):
        check(name, function, arguments)
        ours, theirs = alternate(lambda: function(*arguments),
                                 lambda: function.definition(*arguments), repeats)
        _line(stream, name, ours, theirs, theirs / ours)
    _line(stream, f"steps: at most {STEP_WANTED} times their matrix products",
          "whole", "products", "times")
    steps = (training_step(rng), attack_step(rng, "exact", np.float64),
             attack_step(rng, "float32", np.float32))
    for name, whole, products in steps:
        ours, theirs = alternate(whole, products, repeats)
        _line(stream, name, ours, theirs, ours / theirs)


def alternate(one, other, repeats):
    """Median milliseconds of two functions, run in turn after a first run each.  -> (one, other)"""
    one(), other()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        one()
        middle = time.perf_counter()
        other()
        times.append((middle - start, time.perf_counter() - middle))
    return np.median(times, axis=0) * 1e3


# -- what is compared

def twins(rng, dtype=np.float32):
    """Every twin at the experiments' sizes.  -> (name, function, arguments) one after the other"""
    def draw(*shape):
        return rng.standard_normal(shape).astype(dtype)

    for N in (100, 1000):
        yield f"max_pieces_forward, N = {N}", maxout.max_pieces_forward, (draw(N, M, K),)
        cache = maxout.max_pieces_forward(draw(N, M, K))[1]
        yield f"max_pieces_backward, N = {N}", maxout.max_pieces_backward, (draw(N, M), cache)
        yield (f"softmax_cross_entropy_forward, N = {N}", softmax.softmax_cross_entropy_forward,
               (draw(N, C), rng.integers(0, C, N)))
    for N in (200, 1000):
        theta = draw(C, D), np.full((C, D), -3.5, dtype)
        yield f"rbf_forward, N = {N}", rbf.rbf_forward, (draw(N, D), *theta)
        q, cache = rbf.rbf_forward(draw(N, D), *theta)
        yield f"rbf_grad_x, N = {N}", rbf.rbf_grad_x, (q, cache)
        yield f"rbf_backward, N = {N}", rbf.rbf_backward, (q, cache)
    yield "sign_step, N = 1000", sign_step, (draw(1000, D), draw(1000, D), .25, 0., 1.)
    W, velocity, grad = (np.moveaxis(draw(M, K, D), -1, 0) for _ in range(3))
    yield (f"update_momentum_max_norm, {D} x {M} x {K}", optim.update_momentum_max_norm,
           (W, velocity, grad, 1e-3, .5, 1.9365))


def check(name, function, arguments):
    """Twin and definition agree, in results and in what they write.  ArithmeticError otherwise."""
    ours, theirs = ([np.copy(a) if isinstance(a, np.ndarray) else a for a in arguments]
                    for _ in range(2))
    results = [function(*ours), *ours], [function.definition(*theirs), *theirs]
    for one, other in zip(_arrays(results[0]), _arrays(results[1]), strict=True):
        tolerance = 1e-4 * max(1e-30, np.abs(other).max())          # float32, sums of 1000 terms
        if not np.allclose(one, other, rtol=0, atol=tolerance):
            raise ArithmeticError(f"{name}: the twin does not agree with its definition")


def training_step(rng, N=100):
    """A step of the paper's maxout network with dropout and max norm.  -> name, it, its products"""
    net, x, y = models.maxout_network(rng=rng), _digits(rng, N), rng.integers(0, C, N)
    parameters, sgd = net.parameters(), optim.SGD(max_norm=1.9365)
    sgd.start(parameters)

    def step():
        _, _, grads = net.loss_and_grads(x, y, rng)
        sgd.update(parameters, grads)

    sizes = _matrices(net, N, rng)

    def products():
        for x, W, grad_z in sizes:
            x @ W
            grad_z @ W.T
            grad_z.T @ x

    return f"training step, 2 x {M} x {K}, N = {N}", step, products


def attack_step(rng, direction, dtype, N=1000):
    """FGSM of N examples on that network.  -> name, it, its products, in the direction's dtype"""
    net, x, y = models.maxout_network(rng=rng), _digits(rng, N), rng.integers(0, C, N)
    sizes = _matrices(net.astype(dtype), N, rng)

    def attack():
        attacks.fgsm(net, x, y, eps=.25, direction=direction)

    def products():
        for x, W, grad_z in sizes:
            x @ W
            grad_z @ W.T

    return f"fgsm, direction {direction!r}, N = {N}", attack, products


def _digits(rng, N):
    """Pixels in [0, 1], four in five of them 0, as digits have it.  -> (N, D)"""
    return (rng.random((N, D)) * (rng.random((N, D)) < .2)).astype(np.float32)


def _matrices(net, N, rng):
    """x (N, D), W (D, outputs), grad_z (N, outputs) of each layer, laid out as there."""
    for_each = []
    for name, W in net.parameters().items():
        if name.endswith(".W"):
            W = W.reshape(len(W), -1)
            x, grad_z = (rng.random((N, width)).astype(W.dtype) for width in W.shape)
            for_each.append((x, W, grad_z))
    return for_each


# -- the page

def _describe_machine(stream):
    stream.write(f"{cpu_model()}, {os.cpu_count()} cores\n")
    stream.write(", ".join(f"{name} {version}" for name, version in versions().items()) + "\n")
    stream.write(", ".join(f"{name} {os.environ.get(name, 'not set')}" for name in THREADS) + "\n")
    stream.write(f"twins {'on' if kernels.enabled() else 'off: SCRATCHADV_KERNELS=numpy'}\n")


def _line(stream, name, *columns):
    if isinstance(columns[0], str):
        stream.write(f"\n{name:50}{columns[0]:>12}{columns[1]:>12}{columns[2]:>10}\n")
    else:
        one, other, ratio = columns
        stream.write(f"{name:50}{one:9.3f} ms{other:9.3f} ms{ratio:10.2f}\n")
    stream.flush()


def _arrays(value):
    """The arrays and numbers inside nested tuples and lists, in order."""
    if isinstance(value, (tuple, list)):
        for inner in value:
            yield from _arrays(inner)
    elif value is not None:
        yield value
