"""Appendix A: rubbish, inputs that belong to no class.  An error is any class above one half."""
import numpy as np

from scratchadv.evaluation import mean, rate

SAMPLES = 10_000
HALF = .5


def noise(lab, purpose, samples=SAMPLES):
    """Samples of N(0, I).  -> (samples, D) float32"""
    return lab.rng(purpose).standard_normal((samples, lab.test.x.shape[1]), np.float32)


def rubbish(lab, name):
    """How often a network sees a class in noise, and how sure it is then.  -> measured, p (N, C)"""
    p = lab.network(name).probabilities(noise(lab, "rubbish"))
    fooled = p.max(axis=1) > HALF
    return {"rubbish_error": rate(fooled), "rubbish_confidence": mean(p.max(axis=1)[fooled])}, p


def maxout_softmax(lab):
    """sA.maxout_softmax: the naive maxout network."""
    measured, p = rubbish(lab, "maxout")
    return measured, _counts(p)


def maxout_sigmoid(lab):
    """sA.maxout_sigmoid: the same with independent sigmoids on top."""
    measured, p = rubbish(lab, "maxout_sigmoids")
    return measured, _counts(p)


def softmax(lab):
    """sA.softmax: softmax regression."""
    measured, p = rubbish(lab, "softmax")
    return measured, _counts(p)


def rbf(lab):
    """sA.rbf: the RBF network."""
    return {"rubbish_error": rubbish(lab, "rbf")[0]["rubbish_error"]}, {}


def _counts(p):
    """How many samples each class takes with more than one half."""
    fooled = p.max(axis=1) > HALF
    return dict(counts=np.bincount(p[fooled].argmax(axis=1), minlength=p.shape[1]))


def skew(lab):
    """sA.skew: which classes the naive maxout sees in noise."""
    _, p = rubbish(lab, "maxout")
    said = p[p.max(axis=1) > HALF].argmax(axis=1)
    return {"share.fives": rate(said == 5), "share.eights": rate(said == 8)}, {}
