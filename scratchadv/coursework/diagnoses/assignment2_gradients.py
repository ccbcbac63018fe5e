"""Mistakes of assignment 2: the gradients of the scores and of the input, and the direction."""
import numpy as np

from scratchadv.coursework.diagnoses.assignment2 import onehot, scores_of
from scratchadv.coursework.diagnosis import mistake, symptom
from scratchadv.losses.softmax import log_softmax, softmax

GRADIENTS = ("2.3", "2.4")


def _through(e, slopes, mean=True):
    """Questions 2.3 and 2.4 with these slopes in place of p - onehot(y).  slopes: (N, C)"""
    if mean:
        slopes = slopes / e.N
    return slopes @ e.inputs["W"].T if e.task.id == "2.4" else slopes * e.inputs["grad_J"]


def balanced(values, label):
    """The values, and at the label minus the sum of the others.  values, label: (N, C)"""
    others = np.where(label == 1, 0, values)
    return np.where(label == 1, -others.sum(axis=1, keepdims=True), others)


@mistake("one-hot forgotten",
         "Your {name} is made of the probabilities alone: what does the label change?",
         tasks=GRADIENTS)
def onehot_forgotten(e):
    for mean in (True, False):
        yield _through(e, softmax(scores_of(e)), mean)


@mistake("grad_J forgotten",
         "Your {name} is right where grad_J is 1: what comes from above is a factor of the chain "
         "rule.", tasks=("2.3",))
def grad_J_forgotten(e):
    return e.rerun(grad_J=1.0)


@mistake("grad_J and mean forgotten",
         "Your {name} is right for a sum of {N} losses with nothing above: J is their mean, and "
         "what comes from above is a factor of the chain rule.", tasks=("2.3",))
def grad_J_and_mean_forgotten(e):
    return e.N * e.rerun(grad_J=1.0)


@mistake("score for loss",
         "Your {name} is the gradient of a score: what lies between the scores and J?",
         tasks=("2.4",))
def score_for_loss(e):
    W, y = e.inputs["W"], e.inputs["y"]
    others = np.ones((e.N, W.shape[1]))
    for sign in (1, -1):
        yield sign * W.T[y]
        yield sign * (W.T[y] - W.mean(axis=1))
        yield sign * others @ W.T


@mistake("only the label's column",
         "Your {name} looks at the label's class alone: do the other scores not change J?",
         tasks=GRADIENTS)
def only_the_label(e):
    label = onehot(e)
    p = softmax(scores_of(e))
    for slopes in (label * (p - 1), -label, label * p, label):
        for mean in (True, False):
            yield _through(e, slopes, mean)


@mistake("1 taken off in the wrong places",
         "Your {name} takes 1 off in places that are not the label's: which entry of each row is "
         "it?", tasks=GRADIENTS)
def wrong_places(e):
    p, y = softmax(scores_of(e)), e.inputs["y"]
    columns = np.zeros_like(p)
    columns[:, y] = 1                                # p[:, y] -= 1: those columns, in every row
    everywhere = np.ones_like(p)
    numbers = np.broadcast_to(y[:, None], p.shape)   # p - y, the class numbers themselves
    for off in (columns, everywhere, numbers, columns * p):
        yield _through(e, p - off)


@mistake("1 added at the label",
         "Your {name} adds 1 at the label: as the label's score grows, does the loss grow or fall?",
         tasks=GRADIENTS)
def added(e):
    for mean in (True, False):
        yield _through(e, softmax(scores_of(e)) + onehot(e), mean)


@mistake("label in its own sum",
         "At the label your {name} has minus the sum of all p, which is -1: over which classes "
         "does the sum run that makes p_y - 1?", tasks=GRADIENTS)
def own_sum(e):
    yield _through(e, np.where(onehot(e) == 1, -1, softmax(scores_of(e))))


@mistake("log p for p",
         "Your {name} has log p where p should be: what is the slope of log sum exp(s)?",
         tasks=GRADIENTS)
def log_for_p(e):
    log_p, label = log_softmax(scores_of(e)), onehot(e)
    for slopes in (log_p - label, np.where(label == 1, 0, log_p), balanced(log_p, label),
                   scores_of(e) - label):
        yield _through(e, slopes)


@mistake("slope of the softmax",
         "Your {name} has p (1 - p) in it, the slope of a probability. It is the logarithm of one "
         "that is differentiated: what does its slope divide by?", tasks=GRADIENTS)
def softmax_slope(e):
    p, label = softmax(scores_of(e)), onehot(e)
    for slopes in (p * (1 - p), (p - label) * p * (1 - p), (p - label) * p, p * (label - p),
                   (p * label).sum(axis=1, keepdims=True) * (p - label)):
        for sign in (1, -1):
            yield _through(e, sign * slopes) if e.part.name != "stability" else None


# -- 2.4

@mistake("bias left out", "Your {name} is right for b = 0: where do the scores get their b?",
         tasks=("2.4",))
def bias_left_out(e):
    return e.rerun(b=np.zeros_like(e.inputs["b"]))


@mistake("prediction for the label",
         "Your {name} is right for the labels that the scores predict: is y always one of them?",
         tasks=("2.4",))
def predicted(e):
    return e.rerun(y=scores_of(e).argmax(axis=1))


@mistake("gradient of W",
         "Your {name} is the gradient of W, of shape {got}: which factor of s = x W + b varies?",
         tasks=("2.4",))
def gradient_of_W(e):
    grad_s = (softmax(scores_of(e)) - onehot(e)) / e.N
    yield e.inputs["x"].T @ grad_s, {"got": e.got.shape}


@mistake("gradient of s",
         "Your {name} is the gradient of the scores: how does s change with x?", tasks=("2.4",))
def gradient_of_s(e):
    yield (softmax(scores_of(e)) - onehot(e)) / e.N


@mistake("summed over the examples",
         "Your {name} adds up the gradients of all examples: each has an input of its own.",
         tasks=("2.4",))
def summed(e):
    total = e.wanted.sum(axis=0)
    yield total
    yield np.broadcast_to(total, e.wanted.shape)


@mistake("sign taken", "Your {name} is the sign of what is asked: the attack takes it, later.",
         tasks=("2.4", "2.5"))
def sign_taken(e):
    return np.sign(e.wanted)


# -- 2.5

@mistake("not divided",
         "Your {name} is p - onehot(y) as it stands: where the net is sure it is too small for a "
         "float. By what is each row divided, before that happens?", tasks=("2.5",))
def not_divided(e):
    p, label = softmax(scores_of(e)), onehot(e)
    yield p - label
    yield (p - label) / e.N
    yield balanced(p, label)


@mistake("label in the maximum",
         "Your {name} is divided by the largest probability of the row: over which classes does "
         "the maximum run?", tasks=("2.5",))
def label_in_maximum(e):
    p, label = softmax(scores_of(e)), onehot(e)
    for slopes in (p - label, balanced(p, label)):
        yield slopes / p.max(axis=1, keepdims=True)
        yield slopes / p.max()


@mistake("0 for the label's score",
         "Your {name} is right where some other class has a score above 0: with 0 in the label's "
         "place, which number is the maximum of scores that are all negative?", tasks=("2.5",))
def zero_for_the_label(e):
    s, label = scores_of(e), onehot(e)
    largest = np.where(label == 1, 0, s).max(axis=1, keepdims=True)
    return balanced(np.exp(s - largest), label)


@mistake("label's entry",
         "Your {name} is right but at the label, where {what} stands: p_y - 1 is minus the sum of "
         "what?", tasks=("2.5",))
def label_entry(e):
    label, p = onehot(e), softmax(scores_of(e))
    others = np.where(label == 1, 0, e.wanted)
    most = (p * (1 - label)).max(axis=1, keepdims=True)
    for what, entry in (("-1", -1), ("0", 0), ("1", 1), ("their sum with a plus", -e.wanted),
                        ("p_y over the maximum", p / most), ("their number", 1 - label.shape[1]),
                        ("minus their maximum", -others.max(axis=1, keepdims=True)),
                        ("minus their mean", e.wanted / (label.shape[1] - 1)),
                        ("p_y - 1, not divided", p - 1)):
        yield np.where(label == 1, entry, e.wanted), {"what": what}


@mistake("another divisor",
         "Your {name} is divided by {what}: which number makes the largest entry of the other "
         "classes 1?", tasks=("2.5",))
def another_divisor(e):
    p, label = softmax(scores_of(e)), onehot(e)
    others, slopes = p * (1 - label), balanced(p, label)
    at_label = (p * label).sum(axis=1, keepdims=True)
    for what, size in (("the sum of the other classes", others.sum(axis=1, keepdims=True)),
                       ("the label's probability", at_label), ("one number for all rows",
                                                               others.max()),
                       ("the length of the row", np.linalg.norm(slopes, axis=1, keepdims=True)),
                       ("the largest entry of the row", np.abs(slopes).max(axis=1, keepdims=True)),
                       ("the second largest probability", np.sort(p, axis=1)[:, -2:-1])):
        with np.errstate(all="ignore"):
            yield slopes / size, {"what": what}


@mistake("largest of the others alone",
         "Your {name} keeps only the largest of the other classes in each row: what becomes of the "
         "rest of them?", tasks=("2.5",))
def largest_alone(e):
    p, label = softmax(scores_of(e)), onehot(e)
    others = np.where(label == 1, -1, p)
    largest = 1. * (others == others.max(axis=1, keepdims=True))
    yield largest - label
    yield largest


@symptom("direction underflows",
         "Where the net is sure your {name} is 0 or no number: the exponentials were gone before "
         "the division. Which scores can be subtracted from all others first?", tasks=("2.5",))
def underflows(e):
    if e.got is not None and e.part.name == "stability" and e.got.shape == e.wanted.shape:
        label = onehot(e) == 1                   # an exp that overflows there is no such
        gone = (np.where(label, 0, e.got) == 0).all(axis=1).any() or (e.got[label] == 0).any()
        return {} if gone or not np.isfinite(e.got[~label]).all() else None
