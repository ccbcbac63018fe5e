"""Mistakes of assignment 5: the detectors' loss and its gradient."""
import numpy as np
from scipy.special import expit

from scratchadv.coursework.checks import equal
from scratchadv.coursework.diagnosis import mistake
from scratchadv.losses.rbf import log1mexp
from scratchadv.losses.softmax import softmax_cross_entropy_backward, softmax_cross_entropy_forward


@mistake("1 - exp(q) cancels",
         "Your {name} loses its digits near q = 0, where exp(q) is nearly 1: which function of "
         "NumPy gives exp(q) - 1 whole?", tasks=("5.3", "5.4", "5.5"))
def cancels(e):
    q = e.fresh("q")
    if q.min() > -1e-3:
        for absent in (np.log(1 - np.exp(q)), np.log1p(-np.exp(q))):
            yield absent if e.name == "log_absent" else _loss(e, absent, q)
        label = np.eye(q.shape[1], dtype=bool)[e.inputs["y"]]
        slope = np.where(label, -1, np.exp(q) / (1 - np.exp(q)))
        yield slope * e.inputs["grad_J"] / len(q)


@mistake("exp(q) lost beside 1",
         "Your {name} loses its digits far from 0, where exp(q) is tiny beside 1: which function "
         "of NumPy takes log(1 + t) for tiny t?", tasks=("5.3", "5.4"))
def lost(e):
    q = e.fresh("q")
    if q.max() < -5:
        for absent in (np.log(1 - np.exp(q)), np.log(-np.expm1(q))):
            yield absent if e.name == "log_absent" else _loss(e, absent, q)


PADS = [10. ** -k for k in range(4, 17)]


@mistake("padded",
         "Your {name} has about {pad:g} added to a probability, or probabilities cut off at it: a "
         "pad moves every digit below it. Which form needs none?", tasks=("5.3", "5.4"))
def padded(e):
    q = e.fresh("q")
    for pad in PADS:
        for log in (lambda p: np.log(p + pad), lambda p: np.log(np.clip(p, pad, 1 - pad)),
                    lambda p: np.log(np.clip(p, pad, 1)), lambda p: np.log(np.maximum(p, pad))):
            absent = log(1 - np.exp(q))
            for value in ([absent] if e.name == "log_absent" else
                          [_loss(e, absent, log(np.exp(q))), _loss(e, absent, q)]):
                if not equal(e.wanted, value, 1e-5, 1e-6):       # a pad that nothing shows
                    yield value, {"pad": pad}


@mistake("plus for minus",
         "Your {name} takes log(1 + exp(q)): what is the probability that a class is absent?",
         tasks=("5.3", "5.4"))
def plus_for_minus(e):
    q = e.fresh("q")
    yield np.logaddexp(0, q) if e.name == "log_absent" else _loss(e, np.logaddexp(0, q), q)


@mistake("one term alone",
         "Your {name} has the {which} alone: each class asks a question of its own, and every "
         "answer is judged.", tasks=("5.4",))
def one_term(e):
    q = e.fresh("q")
    yield _loss(e, 0 * q, q), {"which": "label's class"}
    yield _loss(e, log1mexp(q), 0 * q), {"which": "absent classes"}


@mistake("label judged twice",
         "Your {name} also takes the label's class for absent: which classes does the sum over "
         "the absent leave out?", tasks=("5.4",))
def judged_twice(e):
    q = e.fresh("q")
    return _loss(e, log1mexp(q), q + log1mexp(q))


@mistake("present and absent mixed up",
         "Your {name} takes the label's class for absent and the others for present.",
         tasks=("5.4",))
def mixed_up(e):
    q = e.fresh("q")
    return _loss(e, q, log1mexp(q))


@mistake("softmax instead of independent",
         "Your {name} is that of a softmax over q: do these classes share one probability of 1, or "
         "is each a detector of its own?", tasks=("5.4", "5.5"))
def softmax_loss(e):
    q, y = e.fresh("q", "y")
    J, cache = softmax_cross_entropy_forward(q, y)
    yield np.asarray(J)
    yield softmax_cross_entropy_backward(e.inputs["grad_J"], cache)


@mistake("sigmoid of q",
         "Your {name} takes q for the score of a logistic unit: what is p of an RBF unit?",
         tasks=("5.4", "5.5"))
def sigmoid_of_q(e):
    q, y = e.fresh("q", "y")
    yield _loss(e, -np.logaddexp(0, q), -np.logaddexp(0, -q))
    yield (expit(q) - np.eye(q.shape[1])[y]) * e.inputs["grad_J"] / len(y)


@mistake("labels one off", "Your {name} is right for other labels, each {step:+d}: do the classes "
                           "count from 0?", tasks=("5.4", "5.5"))
def labels_one_off(e):
    for step in (-1, 1):
        yield e.rerun(y=(e.inputs["y"] + step) % e.inputs["q"].shape[1]), {"step": step}


@mistake("gradient from above forgotten",
         "Your {name} is right for grad_J = 1: where does the gradient from above enter?",
         tasks=("5.5",))
def grad_J_forgotten(e):
    return e.rerun(grad_J=1.)


@mistake("mean forgotten",
         "At the label your {name} is {N} times too large, and {N} is the batch: whose mean is the "
         "loss?", tasks=("5.5",))
def label_not_scaled(e):
    label = np.eye(e.inputs["q"].shape[1])[e.inputs["y"]]
    return np.where(label == 1, e.N * e.wanted, e.wanted) if e.N > 1 else None


@mistake("label's column like the others",
         "Your {name} treats the label's class as absent: what is the slope of -q_y?",
         tasks=("5.5",))
def label_forgotten(e):
    yield _slope(e, lambda p: p / (1 - p), lambda p: p / (1 - p))
    yield _slope(e, lambda p: p / (1 - p), lambda p: p / (1 - p) - 1)


@mistake("only the label's column",
         "Your {name} is 0 for the absent classes: do they not want to move?", tasks=("5.5",))
def only_the_label(e):
    return _slope(e, lambda p: 0 * p, lambda p: -1 + 0 * p)


@mistake("slope in p, not in q",
         "Your {name} is a slope in p somewhere: p = exp(q), so which factor does the chain rule "
         "add?", tasks=("5.5",))
def slope_in_p(e):
    absent, in_p = (lambda p: p / (1 - p)), (lambda p: 1 / (1 - p))
    yield _slope(e, in_p, lambda p: -1 / p)
    yield _slope(e, in_p, lambda p: -1 + 0 * p)
    yield _slope(e, absent, lambda p: -1 / p)


@mistake("absent classes pushed up",
         "Your {name} has the sign of an absent class turned: which way must its q go for J to "
         "fall?", tasks=("5.5",))
def absent_sign(e):
    yield _slope(e, lambda p: -p / (1 - p), lambda p: -1 + 0 * p)
    yield _slope(e, lambda p: p / (1 - p), lambda p: 1 + 0 * p)


def _loss(e, log_absent, log_present):
    """mean_n of -log_present at the label and -log_absent elsewhere.  -> ()"""
    y = e.inputs["y"]
    label = np.eye(log_absent.shape[1], dtype=bool)[y]
    return np.asarray(-np.where(label, log_present, log_absent).sum() / len(y))


def _slope(e, absent, present):
    """grad_q of slopes that are functions of p.  -> (N, C); None where p is almost 0 or 1"""
    if e.part.name == "stability":
        return None
    q, y = e.fresh("q", "y")
    label, p = np.eye(q.shape[1], dtype=bool)[y], np.exp(q)
    return np.where(label, present(p), absent(p)) * e.inputs["grad_J"] / len(y)
