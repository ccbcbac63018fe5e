"""Mistakes of assignment 2: softmax and the cross-entropy."""
import numpy as np
from scipy.special import expit

from scratchadv.coursework.checks import equal
from scratchadv.coursework.diagnosis import mistake
from scratchadv.losses.softmax import log_softmax, softmax

PADS = [10. ** -k for k in range(2, 17)]


def scores_of(e):
    """The scores of the question's batch.  -> (N, C)"""
    return e.inputs["s"] if "s" in e.inputs else e.inputs["x"] @ e.inputs["W"] + e.inputs["b"]


def onehot(e):
    """(N, C)"""
    return np.eye(scores_of(e).shape[1])[e.inputs["y"]]


# -- 2.1

@mistake("softmax over the examples",
         "Each column of your {name} is normalised where each row should be: one row is one "
         "example.", tasks=("2.1",))
def softmax_over_examples(e):
    s = e.inputs["s"]
    p = softmax(s.T).T
    yield np.log(p) if e.name == "log_p" else p
    if e.name == "log_p":
        yield s - np.log(np.exp(s).sum(axis=0))


@mistake("one sum for all",
         "Your {name} is normalised over the whole batch: over what do the probabilities of one "
         "example add up to 1?", tasks=("2.1",))
def one_sum(e):
    s = e.inputs["s"]
    log_p = s - np.logaddexp.reduce(s, axis=None)
    return log_p if e.name == "log_p" else np.exp(log_p)


@mistake("maximum taken off once only",
         "Your {name} is off by the largest score of each row: where you take it off, it has to "
         "come back, or to go everywhere.", tasks=("2.1",))
def once_only(e):
    largest = e.inputs["s"].max(axis=1, keepdims=True)
    for sign in (1, -1):
        shifted = sign * largest
        yield e.wanted + shifted if e.name == "log_p" else e.wanted * np.exp(shifted)


@mistake("not normalised",
         "The rows of your {name} do not come from probabilities that add up to 1: by what is "
         "exp(s) divided?", tasks=("2.1",))
def not_normalised(e):
    s = e.inputs["s"]
    t = s - s.max(axis=1, keepdims=True)
    for value in (s, t, s - s.mean(axis=1, keepdims=True)):
        yield value if e.name == "log_p" else np.exp(value)
    lengths = np.linalg.norm(np.exp(t), axis=1, keepdims=True)
    yield t - np.log(lengths) if e.name == "log_p" else np.exp(t) / lengths


@mistake("log of the sum forgotten",
         "Your {name} takes away the sum of exp(s) itself: what is log(exp(s) / sum)?",
         tasks=("2.1",))
def sum_itself(e):
    s = e.inputs["s"]
    t = s - s.max(axis=1, keepdims=True)
    if e.name == "log_p":
        for value in (s, t):
            yield value - np.exp(value).sum(axis=1, keepdims=True)


@mistake("log and probability exchanged",
         "Your {name} is what the other function of this question should give.", tasks=("2.1",))
def exchanged(e):
    return e.given(e.part.run, {"log_p": "p", "p": "log_p"}[e.name])


@mistake("softmax twice", "A softmax has been taken of probabilities in your {name}: what are its "
                          "arguments, scores or probabilities?", tasks=("2.1", "2.2", "2.3"))
def softmax_twice(e):
    p = softmax(scores_of(e))
    if e.task.id == "2.1":
        return log_softmax(p) if e.name == "log_p" else softmax(p)
    return e.rerun(s=p)


@mistake("sigmoid for softmax",
         "Your {name} takes each class for a question of its own: here the classes share one "
         "probability of 1.", tasks=("2.1", "2.3"))
def sigmoid(e):
    s = e.inputs["s"]
    if e.task.id == "2.1":
        return -np.logaddexp(0, -s) if e.name == "log_p" else expit(s)
    return (expit(s) - onehot(e)) * e.inputs["grad_J"] / e.N


@mistake("another base", "Your {name} is a logarithm to base {base}: the paper's is natural.",
         tasks=("2.1", "2.2"))
def another_base(e):
    if e.name != "p":
        for base in (2, 10):
            yield e.wanted / np.log(base), {"base": base}


@mistake("padded",
         "Your {name} has about {pad:g} added to a probability, or probabilities cut off at it: a "
         "pad moves every digit below it. Which form needs none?", tasks=("2.1", "2.2"))
def padded(e):
    s = e.inputs["s"]
    p = softmax(s)
    for pad in (*PADS, *(np.finfo(dtype).eps for dtype in (np.float32, np.float64))):
        for inside in (p + pad, np.maximum(p, pad), np.clip(p, pad, 1 - pad),
                       (p + pad) / (p + pad).sum(axis=1, keepdims=True)):
            with np.errstate(divide="ignore"):
                log_p = np.log(inside)
            value = {"log_p": log_p, "p": np.exp(log_p), "J": _mean_at_label(e, -log_p)}[e.name]
            if not equal(e.wanted, value, 1e-5, 1e-6):           # a pad that nothing shows
                yield value, {"pad": pad}


# -- 2.2

@mistake("labels one off", "Your {name} is right for other labels, each {step:+d}: do the classes "
                           "count from 0?", tasks=("2.2", "2.3", "2.4", "2.5"))
def labels_one_off(e):
    C = e.inputs["s"].shape[1] if "s" in e.inputs else len(e.inputs["b"])
    for step in (-1, 1):
        yield e.rerun(y=(e.inputs["y"] + step) % C), {"step": step}


@mistake("every label for every row",
         "Your {name} pairs each row with the labels of all {N} examples: log_p[:, y] has {N} "
         "columns. How does one index pick one entry from each row?", tasks=("2.2",))
def every_label(e):
    every = -log_softmax(e.inputs["s"])[:, e.inputs["y"]]
    for value in (every.mean(), every.sum(), every.sum() / e.N):
        yield value


@mistake("score for its logarithm of a probability",
         "Your {name} is made of scores: what does the logarithm of softmax take away from them?",
         tasks=("2.2",))
def bare_scores(e):
    s = e.inputs["s"]
    for value in (s, s - s.max(axis=1, keepdims=True)):
        yield _mean_at_label(e, -value)


@mistake("probability for its logarithm",
         "Your {name} is a mean of probabilities: where is their logarithm?", tasks=("2.2",))
def no_logarithm(e):
    p = softmax(e.inputs["s"])
    for value in (p, -p, 1 - p):
        yield _mean_at_label(e, value)


@mistake("mean taken too early", "Your {name} is the logarithm of a mean: of what is the loss the "
                                 "mean?", tasks=("2.2",))
def early_mean(e):
    return -np.log(_mean_at_label(e, softmax(e.inputs["s"])))


@mistake("label left out",
         "Your {name} asks all classes alike: what does the label pick?", tasks=("2.2",))
def label_left_out(e):
    log_p = log_softmax(e.inputs["s"])
    for total in (-(np.exp(log_p) * log_p).sum(), -log_p.sum(), -log_p.max(axis=1).sum()):
        for value in (total / e.N, total, total / log_p.size, -total / e.N):
            yield value


@mistake("another loss",
         "Your {name} is {what}: the paper trains softmax on minus the log of the label's "
         "probability, and on that alone.", tasks=("2.2",))
def another_loss(e):
    s, label = e.inputs["s"], onehot(e)
    p, rows = softmax(s), np.arange(e.N)
    at_label = s[rows, e.inputs["y"]][:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        binary = np.where(label == 1, -np.log(p), -np.log1p(-p))
    hinge = np.maximum(0, 1 + s - at_label) * (1 - label)
    detectors = np.where(label == 1, np.logaddexp(0, -s), np.logaddexp(0, s))
    for what, terms in (("a sum over all classes, each a question of its own", binary),
                        ("the loss of independent sigmoids", detectors),
                        ("a squared error", (p - label) ** 2),
                        ("an absolute error", np.abs(p - label)), ("a hinge loss", hinge)):
        for value in (terms.sum() / e.N, terms.mean(), terms.sum(), terms.sum() / e.N / 2):
            yield value, {"what": what}


def _mean_at_label(e, values):
    """The mean of each row's value at its label.  values: (N, C) -> (); None without labels"""
    return values[np.arange(e.N), e.inputs["y"]].mean() if "y" in e.inputs else None
