"""Assignment 2: softmax regression and the attack on it.  N=5 examples, D=7 inputs, C=3 classes."""
import numpy as np

from scratchadv import models
from scratchadv.coursework.checks import close, untouched
from scratchadv.coursework.tasks import Part, Task, both, held_out, public, standard
from scratchadv.coursework.wire import Remote

TITLE = "softmax"
N, D, C = 5, 7, 3


# -- inputs

def scores(n=N, c=C, size=1.0, dtype=np.float64):
    """Scores, labels, and a gradient from above."""
    def make(rng):
        return {"s": (size * rng.normal(size=(n, c))).astype(dtype), "y": rng.integers(0, c, n),
                "grad_J": float(rng.uniform(1, 2))}
    return make


def confident(lead):
    """The label's score leads by about `lead`."""
    def make(rng):
        inputs = scores()(rng)
        inputs["s"][np.arange(N), inputs["y"]] += lead
        return inputs
    return make


def regression(n=N, d=D, c=C, dtype=np.float64):
    """Inputs, weights and labels of a softmax regression."""
    def make(rng):
        return {"x": rng.uniform(size=(n, d)).astype(dtype), "y": rng.integers(0, c, n),
                "W": rng.normal(size=(d, c)).astype(dtype), "b": rng.normal(size=c).astype(dtype)}
    return make


def steps(n=N, d=D, dtype=np.float64):
    """Inputs, a direction with a 0 in each row, and a clip range that bites."""
    def make(rng):
        g = rng.normal(size=(n, d)).astype(dtype)
        g[:, rng.integers(d)] = 0
        return {"x": rng.uniform(size=(n, d)).astype(dtype), "g": g, "eps": .25, "low": 0.1,
                "high": 0.9}
    return make


def tiny_direction(rng):
    """A direction whose squares underflow, and one row of zeros."""
    inputs = steps()(rng)
    inputs["g"] *= 1e-200
    inputs["g"][0] = 0
    return inputs


def tied(rng):
    """Two entries of each row share the largest size, with opposite signs."""
    inputs = steps()(rng)
    inputs["g"][:, 1], inputs["g"][:, 4] = 5, -5
    return inputs


def attacked(norm, n=N):
    """A trained-looking net, asked through net.attack_direction and net.predict."""
    def make(rng):
        net = models.softmax_regression(D, C, rng=rng, dtype=np.float64)
        for theta in net.parameters().values():
            theta[...] = rng.normal(size=theta.shape)
        return {"net": Remote(net, ("attack_direction", "predict")), "eps": .25, "norm": norm,
                "x": rng.uniform(size=(n, D)), "y": rng.integers(0, C, n)}
    return make


# -- programs; from the forward pass on, its cache is only read

FORWARD = "J, cache = softmax_cross_entropy_forward(s, y)\nwatch(cache=cache)"
BACKWARD = f"{FORWARD}\ngrad_s = softmax_cross_entropy_backward(grad_J, cache)"
BATCH = both(f"N={N} examples, C={C} classes", scores())
WIDE = held_out("more classes than examples, N=4 and C=9", scores(4, 9))
LOG_SOFTMAX = "log_p = log_softmax(s)\np = softmax(s)"
DIRECTION = "d = softmax_cross_entropy_direction(s, y)"
INPUT_GRADIENT = "grad_x = softmax_grad_x(x, W, b, y)"
HUGE = both("scores of 1e4", scores(size=1e4))
CLIPPED = both("the clip range is 0.1 to 0.9", steps())
REGRESSION = both(f"N={N}, D={D}, C={C}", regression())
MANY = "N=20,000 examples", scores(20_000)

TASKS = (
    Task(
        "2.1", "A log-softmax that never overflows",
        ("losses.softmax.log_softmax", "losses.softmax.softmax"),
        docs={"log_softmax":
              "log p_c = s_c - log sum_j exp(s_j), finite at any s.  s: (N, C) -> (N, C)."},
        parts=(
            Part("forward", 2, LOG_SOFTMAX, ("log_p", "p"), (*BATCH, WIDE)),
            Part("stability", 2, LOG_SOFTMAX, ("log_p", "p"), HUGE),
            *standard(LOG_SOFTMAX, ("log_p", "p"), BATCH, scores, MANY))),
    Task(
        "2.2", "Cross-entropy",
        ("losses.softmax.softmax_cross_entropy_forward",), needs=("2.1",),
        parts=(
            Part("forward", 2, FORWARD, ("J",), (*BATCH, WIDE)),
            Part("stability", 2, FORWARD, ("J",), HUGE),
            *standard(FORWARD, ("J",), BATCH, scores, MANY))),
    Task(
        "2.3", "The gradient of the scores",
        ("losses.softmax.softmax_cross_entropy_backward",), needs=("2.2",),
        docs={"softmax_cross_entropy_backward":
              "dJ/ds times grad_J.  grad_J: () -> grad_s: (N, C).\n\n"
              "The label's entry keeps its digits where the net is confident: no two nearly equal\n"
              "numbers are subtracted."},
        parts=(
            Part("gradient of s", 3, BACKWARD, ("grad_s",), (*BATCH, WIDE)),
            Part("stability", 2, BACKWARD, ("grad_s",),
                 both("a label that leads by 40", confident(40)), close(rtol=1e-6, atol=0)),
            *standard(BACKWARD, ("grad_s",), BATCH, scores, MANY))),
    Task(
        "2.4", "The gradient of the input",
        ("coursework.originals.softmax_grad_x",), needs=("2.2", "2.3"),
        parts=(
            Part("input gradient", 3, INPUT_GRADIENT, ("grad_x",), (
                *REGRESSION, held_out("more classes than inputs", regression(4, 3, 6)))),
            Part("batch of one", 1, INPUT_GRADIENT, ("grad_x",),
                 both("a batch of one", regression(n=1))),
            Part("arguments not modified", 1, INPUT_GRADIENT, ("grad_x",),
                 REGRESSION, untouched()))),
    Task(
        "2.5", "The sign that no confidence hides",
        ("losses.softmax.softmax_cross_entropy_direction",),
        docs={"softmax_cross_entropy_direction":
              "(p - onehot(y)) / max_{i != y} p_i, row by row.  s: (N, C), y: (N,) -> (N, C).\n\n"
              "No exponential may underflow before the division: the sign outlives any confidence."
              "\n[sec. 4]"},
        parts=(
            Part("direction", 2, DIRECTION, ("d",), (*BATCH, WIDE)),
            Part("stability", 3, DIRECTION, ("d",), (
                public("a label that leads by 40", confident(40)),
                held_out("a label that leads by 1000", confident(1000)))),
            *standard(DIRECTION, ("d",), BATCH, scores, MANY))),
    Task(
        "2.6", "The steps in three norms",
        ("attacks.fgsm.sign_step", "attacks.fgsm.l2_step", "attacks.fgsm.l1_step"),
        given=("attacks.direction.over", "attacks.direction.unit_rows"),
        parts=(
            Part("max norm", 2, "x_adv = sign_step(x, g, eps, low, high)", ("x_adv",), CLIPPED),
            Part("l2 norm", 2, "x_adv = l2_step(x, g, eps, low, high)", ("x_adv",), CLIPPED),
            Part("stability", 1, "x_adv = l2_step(x, g, eps, low, high)", ("x_adv",),
                 both("gradients of 1e-200 and a row of zeros", tiny_direction)),
            Part("l1 norm", 2, "x_adv = l1_step(x, g, eps, -np.inf, np.inf)", ("x_adv",), (
                *both("one largest entry a row", steps()),
                *both("two entries tie for the largest", tied))))),
    Task(
        "2.7", "FGSM, with norms and targets",
        ("coursework.originals.fgsm",), needs=("2.6",),
        parts=(
            Part("max norm", 2, "x_adv = fgsm(net, x, y, eps=eps)", ("x_adv",),
                 both("labels given", attacked(np.inf))),
            Part("other norms", 2, "x_adv = fgsm(net, x, y, eps=eps, norm=norm)", ("x_adv",), (
                *both("norm 2", attacked(2)), *both("norm 1", attacked(1)))),
            Part("predicted labels", 1, "x_adv = fgsm(net, x, eps=eps)", ("x_adv",),
                 both("no labels given", attacked(np.inf))),
            Part("targets", 2, "x_adv = fgsm(net, x, y, eps=eps, norm=norm, targeted=True)",
                 ("x_adv",), (*both("targets in the max norm", attacked(np.inf)),
                              held_out("targets in norm 2", attacked(2)))),
            Part("arguments not modified", 1, "x_adv = fgsm(net, x, y, eps=eps)", ("x_adv",),
                 both("labels given", attacked(np.inf)), untouched()))),
)
