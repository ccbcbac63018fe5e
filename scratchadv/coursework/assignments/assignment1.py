"""Assignment 1: the linear explanation.  N=5 examples, D=7 inputs, y in {-1, +1}."""
from dataclasses import replace

import numpy as np

from scratchadv.coursework.checks import close, fast, same_dtype, untouched
from scratchadv.coursework.tasks import Part, Task, both, held_out, public, standard

TITLE = "the linear explanation"
N, D = 5, 7


# -- inputs

def signs(rng, n):
    """Labels of both kinds, in any order; the only one of a single example is -1."""
    return rng.permutation(np.where(np.arange(n) % 2, 1, -1))


def weights(d=D, zeros=0, dtype=np.float64):
    """The weights of one score, the first `zeros` of them 0, and eps."""
    def make(rng):
        w = rng.normal(size=d).astype(dtype)
        w[:zeros] = 0
        return {"w": rng.permutation(w), "eps": float(rng.uniform(.1, .3))}
    return make


def scores(n=N, size=1.0, dtype=np.float64):
    """Scores, labels, and a gradient from above."""
    def make(rng):
        return {"s": (size * rng.normal(size=n)).astype(dtype), "y": signs(rng, n),
                "grad_J": float(rng.uniform(1, 2))}
    return make


def sure(margin):
    """Every example is right by about `margin`."""
    def make(rng):
        inputs = scores()(rng)
        inputs["s"] += margin * inputs["y"]
        return inputs
    return make


def linear(n=N, d=D, size=1.0, zeros=0, label=None, eps=None, dtype=np.float64):
    """Inputs, weights, bias and labels of a logistic regression, eps, a gradient from above."""
    def make(rng):
        inputs = weights(d, zeros)(rng)
        return {"x": rng.uniform(size=(n, d)).astype(dtype),
                "w": (size * inputs["w"]).astype(dtype), "b": float(rng.normal()),
                "y": np.full(n, label) if label else signs(rng, n),
                "eps": inputs["eps"] if eps is None else eps, "grad_J": float(rng.uniform(1, 2))}
    return make


def one_sign(sign):
    """All weights have this sign: the corners of all plus and all minus decide."""
    def make(rng):
        inputs = linear(d=6)(rng)
        return {**inputs, "w": sign * np.abs(inputs["w"])}
    return make


def all_right(rng):
    """Every example has its label's side by a margin of thousands."""
    inputs = linear(size=5000)(rng)
    x, w, b = inputs["x"], inputs["w"], inputs["b"]
    return {**inputs, "y": np.where(x @ w + b > 0, 1, -1)}


# -- programs; from the forward pass on, its cache is only read

ETA = "eta = best_eta(w, eps)"
GROWTH, NOISE_GROWTH = "growth = growth(w, eps)", "noise_growth = noise_growth(w, eps)"
BOTH = ("growth", "noise_growth")                # values with the names that students know
FORWARD = "J, cache = logistic_forward(s, y)\nwatch(cache=cache)"
LOSS = f"zeta = softplus(s)\n{FORWARD}"
GRADIENT = f"{FORWARD}\ngrad_s = logistic_backward(grad_J, cache)"
ATTACK = "x_adv = linear_fgsm(x, w, b, y, eps)"
WORST = "J, cache = adversarial_logistic_forward(x, w, b, y, eps)\nwatch(cache=cache)"
GRADIENTS = f"{WORST}\ngrad_x, grad_w, grad_b = adversarial_logistic_backward(grad_J, cache)"
PRINTED = "J = printed_adversarial_logistic(x, w, b, y, eps)"
CORNERS = "worst, friendliest = corner_losses(x, w, b, y, eps)"
ALL = ("grad_x", "grad_w", "grad_b")

WEIGHTS = both(f"n={D} inputs", weights())
ZEROS = both("two weights are 0", weights(zeros=2))
BATCH = both(f"N={N} examples", scores())
REGRESSION = both(f"N={N} examples, D={D} inputs", linear())
SHORT = both(f"N={N} examples, D=6 inputs", linear(d=6))
LONG = ("N=200,000 examples", scores(200_000))
WIDE = ("N=5,000 examples, D=100 inputs", linear(5000, 100))

TASKS = (
    Task(
        "1.1", "The best perturbation of a linear score",
        ("coursework.originals_linear.best_eta",),
        parts=(
            Part("max norm", 2, ETA, ("eta",), WEIGHTS),
            Part("weights of 0", 1, ETA, ("eta",), ZEROS),
            Part("arguments not modified", 1, ETA, ("eta",), WEIGHTS, untouched()),
            Part("dtype kept", 1, ETA, ("eta",),
                 both("weights in float32", weights(dtype=np.float32)), same_dtype()))),
    Task(
        "1.2", "What it adds, and what noise adds",
        ("coursework.originals_linear.growth", "coursework.originals_linear.noise_growth"),
        docs={"growth": "How much the best eta adds to the score.  w: (D,) -> ().  [sec. 3]",
              "noise_growth":
              "The standard deviation of w . eta at random signs.  w: (D,) -> ().  [sec. 6]\n\n"
              "Each eta_d is eps or -eps, by a fair coin of its own. A formula: no rng is needed."},
        parts=(
            Part("growth", 2, GROWTH, ("growth",), (
                *WEIGHTS, held_out("n=784 inputs", weights(784)))),
            Part("random signs", 2, NOISE_GROWTH, ("noise_growth",), (
                *WEIGHTS, held_out("n=784 inputs", weights(784)))),
            Part("arguments not modified", 1, f"{GROWTH}\n{NOISE_GROWTH}", BOTH, WEIGHTS,
                 untouched()),
            Part("speed", 1, f"{GROWTH}\n{NOISE_GROWTH}", BOTH,
                 (public("n=500,000 inputs", weights(500_000)),), fast(), tries=3))),
    Task(
        "1.3", "Softplus and the logistic loss",
        ("losses.logistic.softplus", "losses.logistic.logistic_forward"),
        docs={"softplus": "zeta(z) = log(1 + exp(z)), finite at any z, with its digits at any z."},
        parts=(
            Part("forward", 2, LOSS, ("zeta", "J"), BATCH),
            Part("stability", 2, LOSS, ("zeta", "J"), both("scores of 1e4", scores(size=1e4))),
            Part("small losses", 1, LOSS, ("zeta", "J"),
                 both("margins of 40", sure(40)), close(rtol=1e-6, atol=0)),
            *standard(LOSS, ("zeta", "J"), BATCH, scores, LONG))),
    Task(
        "1.4", "The gradient of the scores",
        ("losses.logistic.logistic_backward",), needs=("1.3",),
        docs={"logistic_backward":
              "dJ/ds times grad_J.  grad_J: () -> grad_s: (N,).\n\n"
              "It keeps its digits where an example is right by a large margin."},
        parts=(
            Part("gradient of s", 3, GRADIENT, ("grad_s",), BATCH),
            Part("stability", 2, GRADIENT, ("grad_s",), (
                *both("margins of 40", sure(40)),
                held_out("margins of 2000", sure(2000)),
                held_out("margins of -2000", sure(-2000))), close(rtol=1e-6, atol=0)),
            *standard(GRADIENT, ("grad_s",), BATCH, scores, LONG))),
    Task(
        "1.5", "FGSM for a linear score",
        ("coursework.originals_linear.linear_fgsm",),
        parts=(
            Part("max norm", 3, ATTACK, ("x_adv",), REGRESSION),
            Part("weights of 0", 1, ATTACK, ("x_adv",), both("two weights are 0", linear(zeros=2))),
            Part("stability", 2, ATTACK, ("x_adv",), both("margins of thousands", all_right)),
            Part("batch of one", 1, ATTACK, ("x_adv",), both("a batch of one", linear(n=1))),
            Part("arguments not modified", 1, ATTACK, ("x_adv",), REGRESSION, untouched()),
            Part("dtype kept", 1, ATTACK, ("x_adv",),
                 both("all in float32", linear(dtype=np.float32)), same_dtype()))),
    Task(
        "1.6", "The worst loss in the box, in closed form",
        ("losses.adversarial_logistic.adversarial_logistic_forward",), needs=("1.3",),
        docs={"adversarial_logistic_forward":
              "J~ = mean of the largest loss within eps of each x, in the max norm.  [sec. 5]\n\n"
              "x: (N, D), w: (D,), b: (), y: (N,) -> J: (), cache."},
        parts=(
            Part("forward", 3, WORST, ("J",), (
                *REGRESSION, public("all labels +1", linear(label=1)),
                held_out("all labels -1", linear(label=-1)),
                held_out("eps 0", linear(eps=0.0)))),
            Part("stability", 1, WORST, ("J",), both("weights of 1e4", linear(size=1e4))),
            *(part for part in standard(WORST, ("J",), REGRESSION, linear, WIDE)
              if part.name != "dtype kept"))),                # J is a number
    Task(
        "1.7", "Its gradients",
        ("losses.adversarial_logistic.adversarial_logistic_backward",), needs=("1.6",),
        docs={"adversarial_logistic_backward":
              "dJ~/dx, dJ~/dw, dJ~/db times grad_J.\n\n"
              "grad_J: () -> grad_x: (N, D), grad_w: (D,), grad_b: ().\n"
              "At w_d = 0 the l1 norm has a kink: of its slopes take 0."},
        parts=(
            Part("gradient of x", 1, GRADIENTS, ("grad_x",), REGRESSION),
            Part("gradient of w", 3, GRADIENTS, ("grad_w",), REGRESSION),
            Part("gradient of b", 1, GRADIENTS, ("grad_b",), REGRESSION),
            Part("weights of 0", 1, GRADIENTS, ("grad_w",),
                 both("two weights are 0", linear(zeros=2))),
            Part("stability", 1, GRADIENTS, ALL, both("weights of 1e4", linear(size=1e4))),
            *(replace(part, gives=ALL[:2], check=same_dtype(1e-3, 1e-4))     # grad_b may cancel
              if part.name == "dtype kept" else part
              for part in standard(GRADIENTS, ALL, REGRESSION, linear, WIDE)))),
    Task(
        "1.8", "The paper's printed slip",
        ("losses.adversarial_logistic.printed_adversarial_logistic",
         "coursework.originals_linear.corner_losses"), needs=("1.3",),
        docs={"printed_adversarial_logistic":
              "E4 word for word as the paper prints it, slip and all.\n\n"
              "x: (N, D), w: (D,), b: (), y: (N,) -> J: ().  [sec. 5]"},
        parts=(
            Part("as printed", 2, PRINTED, ("J",), REGRESSION),
            Part("corners", 3, CORNERS, ("worst", "friendliest"), (
                *SHORT, held_out("D=9 inputs", linear(d=9)),
                public("all weights positive", one_sign(1)),
                held_out("all weights negative", one_sign(-1)))),
            Part("batch of one", 1, f"{PRINTED}\n{CORNERS}", ("J", "worst", "friendliest"),
                 both("a batch of one", linear(n=1, d=6))),
            Part("arguments not modified", 1, f"{PRINTED}\n{CORNERS}",
                 ("J", "worst", "friendliest"), SHORT, untouched()))),
)
