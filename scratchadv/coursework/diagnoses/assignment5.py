"""Mistakes of assignment 5: the RBF layer, and what tops make of scores."""
import numpy as np
from scipy.special import expit

from scratchadv.coursework.diagnosis import mistake, symptom
from scratchadv.losses.softmax import softmax


# -- 5.1 and 5.2: the layer

@mistake("RBF sign",
         "Your q grows with the distance from the centre, as the formula is printed: what would "
         "p = exp(q) be far out?", tasks=("5.1",))
def rbf_sign(e):
    return -e.wanted


@mistake("gradient in beta, not in log beta",
         "Your grad_log_beta is the gradient in beta: beta = exp(log_beta), so which factor does "
         "the chain rule add?", tasks=("5.2",))
def factor_beta(e):
    if e.name == "grad_log_beta":
        yield e.wanted / np.exp(e.inputs["log_beta"])
        yield 2 * e.wanted / np.exp(e.inputs["log_beta"])


def _precision(name, sentence, factor):
    """The mistake that is right for log_beta times factor."""
    mistake(name, sentence, tasks=("5.1", "5.2"))(
        lambda e: e.rerun(log_beta=factor * e.inputs["log_beta"]))


_precision("precision squared", "Your {name} is right for beta squared: how often does beta enter, "
                                "and is it within the square?", 2)
_precision("precision inverted", "Your {name} is right for 1/beta: is beta a precision or a "
                                 "variance?", -1)
_precision("precision forgotten", "Your {name} is right for beta = 1 everywhere: where does beta "
                                  "enter?", 0)


@mistake("log beta for beta",
         "Your {name} has log beta where beta belongs: what is learned, and what enters q?",
         tasks=("5.1", "5.2"))
def log_beta_for_beta(e):
    x, mu, log_beta = e.fresh("x", "mu", "log_beta")
    d = x[:, None, :] - mu
    if e.name == "q":
        yield -(log_beta * d * d).sum(axis=2)
    grad_q = e.fresh("grad_q")[:, :, None]
    yield {"grad_x": (grad_q * -2 * log_beta * d).sum(axis=1),
           "grad_mu": (grad_q * 2 * log_beta * d).sum(axis=0),
           "grad_log_beta": (grad_q * -log_beta * d * d).sum(axis=0)}[e.name]


@mistake("distance not squared",
         "Your {name} has the distance where its square belongs: what is x - mu raised to?",
         tasks=("5.1", "5.2"))
def not_squared(e):
    x, mu, log_beta = e.fresh("x", "mu", "log_beta")
    d, beta = x[:, None, :] - mu, np.exp(log_beta)
    if e.name == "q":
        yield -(beta * np.abs(d)).sum(axis=2)
        yield -np.sqrt((beta * d * d).sum(axis=2))
        yield -(beta * d).sum(axis=2)
    if e.name == "grad_log_beta":
        grad_q = e.fresh("grad_q")[:, :, None]
        yield (grad_q * -beta * d).sum(axis=0)
        yield (grad_q * -beta * np.abs(d)).sum(axis=0)


@mistake("p for q",
         "Your {name} belongs to p = exp(q): the layer gives the exponent, and the loss deals with "
         "the rest.", tasks=("5.1", "5.2"))
def p_for_q(e):
    p = np.exp(e.given("q, _ = rbf_forward(x, mu, log_beta)", "q"))
    if e.name == "q":
        yield p
    yield e.rerun(grad_q=e.inputs["grad_q"] * p)


@mistake("factor 1/2",
         "Your {name} is half what it should be: what does differentiating a square leave in "
         "front?", tasks=("5.2",))
def missing_2(e):
    return e.wanted / 2 if e.name in ("grad_x", "grad_mu") else None


@mistake("a half too many",
         "Your {name} is half what it should be: a normal density has a half in its exponent; has "
         "this one?", tasks=("5.1",))
def half_of_the_gaussian(e):
    return e.wanted / 2


@mistake("grad_q forgotten",
         "Your {name} is right for a grad_q of ones: where does the gradient from above enter?",
         tasks=("5.2",))
def grad_q_forgotten(e):
    return e.rerun(grad_q=np.ones_like(e.inputs["grad_q"]))


@symptom("not summed over the classes",
         "Your {name} still has an entry for each class, shape {got}: through how many classes "
         "does a change of x reach the loss?", tasks=("5.1", "5.2"))
def not_summed_over_classes(e):
    if e.got.ndim == 3 and e.name == "grad_x":
        sums = [e.got.sum(axis=axis) for axis in (0, 1)]
        if any(s.shape == e.wanted.shape and np.allclose(s, e.wanted) for s in sums):
            return {"got": e.got.shape}


# -- 5.6: tops

@mistake("softmax instead of independent",
         "Your p of {top} has rows that sum to 1: do these classes exclude each other?",
         tasks=("5.6",))
def normalised(e):
    s, top = e.fresh("s", "top")
    if top != "softmax":
        for p in (np.exp(s), expit(s)):
            yield p / p.sum(axis=1, keepdims=True), {"top": top}


@mistake("another top",
         "Your p of {top} is that of {other}: what does each top make of a score?", tasks=("5.6",))
def another_top(e):
    s, top = e.fresh("s", "top")
    for other, p in (("sigmoids", expit(s)), ("rbf", np.exp(s)), ("softmax", softmax(s)),
                     ("sigmoids of -s", expit(-s)), ("rbf with the sign of q turned", np.exp(-s)),
                     ("1 - rbf", 1 - np.exp(s))):
        yield p if other != top else None, {"top": top, "other": other}


@mistake("softmax over the examples",
         "Each column of your {name} is normalised where each row should be: one row is one "
         "example.", tasks=("5.6",))
def over_examples(e):
    return softmax(e.inputs["s"].T).T
