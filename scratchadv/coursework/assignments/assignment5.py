"""Assignment 5: RBF networks and rubbish.  N=5 examples, D=7 inputs, C=3 classes."""
import numpy as np

from scratchadv.coursework.checks import close, same_dtype, untouched
from scratchadv.coursework.tasks import Part, Task, both, held_out, standard

TITLE = "RBF networks and rubbish"
N, D, C = 5, 7, 3


# -- inputs

def rbf(n=N, d=D, c=C, dtype=np.float64):
    """Examples, centres, log precisions, and a gradient from above."""
    def make(rng):
        inputs = {"x": rng.normal(size=(n, d)), "mu": rng.normal(size=(c, d)),
                  "log_beta": rng.normal(size=(c, d)) - 1, "grad_q": rng.normal(size=(n, c))}
        return {name: value.astype(dtype) for name, value in inputs.items()}
    return make


def near_a_centre(rng):
    """Every example lies a hair beside a centre that is far from 0."""
    inputs = rbf()(rng)
    inputs["mu"] += 100
    inputs["x"] = inputs["mu"][rng.integers(0, C, N)] + 1e-7 * inputs["x"]
    return inputs


def exponents(n=N, c=C, size=1.0, dtype=np.float64):
    """q < 0 of about that size, labels, and a gradient from above."""
    def make(rng):
        q = -size * rng.uniform(.1, 3, size=(n, c))
        return {"q": q.astype(dtype), "y": rng.integers(0, c, n),
                "grad_J": float(rng.uniform(1, 2))}
    return make


def scores(top, n=N, size=1.0, dtype=np.float64):
    """What comes out of a network with that top."""
    def make(rng):
        s = size * rng.normal(size=(n, C))
        return {"s": (-np.abs(s) if top == "rbf" else s).astype(dtype), "top": top}
    return make


def predictions(size=1.0, right=.4, n=23):
    """Probabilities that need not sum to 1, at most `size`; a label is right that often."""
    def make(rng):
        p = size * rng.uniform(size=(n, C))
        wrong = (p.argmax(axis=1) + rng.integers(1, C, n)) % C
        return {"p": p, "y": np.where(rng.random(n) < right, p.argmax(axis=1), wrong)}
    return make


def softmax_predictions(rng):
    """Probabilities of which each row sums to 1."""
    inputs = predictions()(rng)
    return {**inputs, "p": inputs["p"] / inputs["p"].sum(axis=1, keepdims=True)}


def labels(n=97, classes=5, second_errs=True):
    """The truth, and what two networks say, which err in about half of it, often alike."""
    def make(rng):
        y, common = rng.integers(0, classes, n), rng.integers(0, classes, n)

        def say():
            said = np.where(rng.random(n) < .5, common, rng.integers(0, classes, n))
            return np.where(rng.random(n) < .4, y, said)
        return {"said": say(), "named": say() if second_errs else y.copy(), "y": y}
    return make


def on_noise(size=.9, n=37):
    """Independent detectors on noise: several may fire at once."""
    def make(rng):
        return {"p": size * rng.uniform(size=(n, C)) ** 2}
    return make


# -- programs; from the forward pass on, its cache is only read

Q = "q, cache = rbf_forward(x, mu, log_beta)\nwatch(cache=cache)"
GRADS = f"{Q}\ngrad_x, grad_mu, grad_log_beta = rbf_backward(grad_q, cache)"
LOG = "log_absent = log1mexp(q)"
LOSS = "J, cache = rbf_detectors_forward(q, y)\nwatch(cache=cache)"
SLOPE = f"{LOSS}\ngrad_q = rbf_detectors_backward(grad_J, cache)"
TOP = "p = probabilities(s, top)"
SURE = "confidence = confidence_on_mistakes(p, y)"
AGREE = "share = {}(said, named, y)"
RUBBISH = "error, confidence = rubbish_error(p)"

BATCH = both(f"N={N}, D={D}, C={C}", rbf())
MORE = held_out("more classes than inputs", rbf(4, 3, 9))
DETECTORS = both(f"N={N} examples, C={C} classes", exponents())
WIDE = held_out("more classes than examples, N=4 and C=9", exponents(4, 9))
CLOSE = both("q of -1e-15", exponents(size=1e-15))
FAR = both("q of -200", exponents(size=100))
DIGITS = close(rtol=1e-6, atol=0)
THREE_TOPS = (*both("a softmax", scores("softmax")), *both("sigmoids", scores("sigmoids")),
              *both("an RBF layer", scores("rbf")))
PAIRS = both("97 examples, 5 classes", labels())
LARGE, MANY = ("a large batch", rbf(400, 60, 10)), ("N=20,000 examples", exponents(20_000))

TASKS = (
    Task(
        "5.1", "The RBF layer",
        ("layers.rbf.rbf_forward",),
        docs={"rbf_forward":
              "q_c, the exponent of p_c = exp(q_c): 0 at x = mu_c, negative elsewhere.\n\n"
              "x: (N, D), mu: (C, D), log_beta: (C, D), beta = exp(log_beta) the precisions\n"
              "-> q: (N, C), cache for rbf_backward.  [sec. 7, E6]"},
        parts=(
            Part("forward", 3, Q, ("q",), (*BATCH, MORE)),
            Part("stability", 1, Q, ("q",),
                 both("examples a hair beside a centre", near_a_centre),
                 close(rtol=1e-5, atol=0)),
            *standard(Q, ("q",), BATCH, rbf, LARGE))),
    Task(
        "5.2", "Its three gradients",
        ("layers.rbf.rbf_backward",), needs=("5.1",),
        docs={"rbf_backward":
              "The gradients of what rbf_forward took.\n\n"
              "grad_q: (N, C) -> grad_x: (N, D), grad_mu: (C, D), grad_log_beta: (C, D)."},
        parts=(
            Part("gradient of x", 2, GRADS, ("grad_x",), (*BATCH, MORE)),
            Part("gradient of mu", 2, GRADS, ("grad_mu",), (*BATCH, MORE)),
            Part("gradient of log_beta", 2, GRADS, ("grad_log_beta",), (*BATCH, MORE)),
            *standard(GRADS, ("grad_x", "grad_mu", "grad_log_beta"), BATCH, rbf, LARGE))),
    Task(
        "5.3", "log(1 - exp(q)), to the last digit",
        ("losses.rbf.log1mexp",),
        docs={"log1mexp":
              "log(1 - exp(q)) for q <= 0, elementwise, with all its digits; -inf at q = 0.\n\n"
              "q: an array of any shape -> one of its shape and dtype."},
        parts=(
            Part("forward", 1, LOG, ("log_absent",), DETECTORS),
            Part("near 0", 2, LOG, ("log_absent",), CLOSE, DIGITS),
            Part("far from 0", 2, LOG, ("log_absent",), FAR, DIGITS),
            Part("at 0", 1, LOG, ("log_absent",), both("q of 0", exponents(size=0.))),
            Part("arguments not modified", 1, LOG, ("log_absent",), DETECTORS, untouched()),
            Part("dtype kept", 1, LOG, ("log_absent",),
                 both("q in float32", exponents(dtype=np.float32)), same_dtype()))),
    Task(
        "5.4", "A detector for each class",
        ("losses.rbf.rbf_detectors_forward",), needs=("5.3",),
        parts=(
            Part("forward", 3, LOSS, ("J",), (*DETECTORS, WIDE)),
            Part("stability", 2, LOSS, ("J",), (*CLOSE, *FAR), DIGITS),
            *standard(LOSS, ("J",), DETECTORS, exponents, MANY))),
    Task(
        "5.5", "The gradient of the detectors",
        ("losses.rbf.rbf_detectors_backward",), needs=("5.4",),
        docs={"rbf_detectors_backward":
              "dJ/dq times grad_J.  grad_J: () -> grad_q: (N, C).\n\n"
              "It keeps its digits where an absent class is very sure (q near 0) and very unsure."},
        parts=(
            Part("gradient of q", 3, SLOPE, ("grad_q",), (*DETECTORS, WIDE)),
            Part("stability", 2, SLOPE, ("grad_q",), (*CLOSE, *FAR), DIGITS),
            *standard(SLOPE, ("grad_q",), DETECTORS, exponents, MANY))),
    Task(
        "5.6", "What three tops make of scores",
        ("coursework.originals_measures.probabilities",),
        parts=(
            Part("softmax", 1, TOP, ("p",), both("a softmax", scores("softmax"))),
            Part("sigmoids", 2, TOP, ("p",), both("sigmoids", scores("sigmoids"))),
            Part("rbf", 1, TOP, ("p",), both("an RBF layer", scores("rbf"))),
            Part("stability", 2, TOP, ("p",), (
                *both("a softmax of scores of 1e4", scores("softmax", size=1e4)),
                *both("sigmoids of scores of 1e4", scores("sigmoids", size=1e4)),
                *both("RBF exponents of -1e4", scores("rbf", size=1e4)))),
            Part("arguments not modified", 1, TOP, ("p",), THREE_TOPS, untouched()),
            Part("dtype kept", 1, TOP, ("p",),
                 both("sigmoids in float32", scores("sigmoids", dtype=np.float32)),
                 same_dtype()))),
    Task(
        "5.7", "How sure, where wrong",
        ("coursework.originals_measures.confidence_on_mistakes",),
        parts=(
            Part("softmax", 2, SURE, ("confidence",), both("rows sum to 1", softmax_predictions)),
            Part("independent", 2, SURE, ("confidence",), (
                *both("rows need not sum to 1", predictions()),
                held_out("probabilities of 1e-30", predictions(size=1e-30)))),
            Part("no mistakes", 1, SURE, ("confidence",),
                 both("every label is right", predictions(right=1))),
            Part("all mistakes", 1, SURE, ("confidence",),
                 both("every label is wrong", predictions(right=0))))),
    Task(
        "5.8", "When two networks err alike",
        ("coursework.originals_measures.agreement_on_mistakes",
         "coursework.originals_measures.agreement_where_both_err"),
        parts=(
            Part("where one errs", 2, AGREE.format("agreement_on_mistakes"), ("share",), PAIRS),
            Part("where both err", 3, AGREE.format("agreement_where_both_err"), ("share",), PAIRS),
            Part("no mistakes", 1, "\n".join((
                AGREE.format("agreement_on_mistakes"),
                "both_err = agreement_where_both_err(said, named, y)")), ("share", "both_err"),
                both("the second network is always right", labels(second_errs=False))))),
    Task(
        "5.9", "Rubbish",
        ("coursework.originals_measures.rubbish_error",),
        parts=(
            Part("error", 2, RUBBISH, ("error",), (
                *both("several classes may fire", on_noise()),
                *both("rows sum to 1", softmax_predictions))),
            Part("confidence", 2, RUBBISH, ("confidence",), both("several classes may fire",
                                                                 on_noise())),
            Part("nothing seen", 1, RUBBISH, ("error", "confidence"),
                 both("no class above one half", on_noise(.4))),
            Part("arguments not modified", 1, RUBBISH, ("error",),
                 both("several classes may fire", on_noise()), untouched()))),
)
