"""Appendix A: rubbish, inputs that belong to no class.  An error is any class above one half."""
import numpy as np

from scratchadv.attacks import fgsm
from scratchadv.attacks.direction import loss_direction
from scratchadv.evaluation import error_rate, mean, rate

SAMPLES = 10_000
HALF = .5
EPS = .25                                        # the paper's for MNIST; here it says none
STARTS = {"smoke": 100, "laptop": 1_000}         # noise to step from; else as many as elsewhere
CURVE = 1_000                                    # samples along the curve
SHOWN = 10                                       # samples a class in the picture
REACH = 2.                                       # how far along the step the curve goes


def noise(lab, purpose, samples=SAMPLES):
    """Samples of N(0, I).  -> (samples, D) float32"""
    return lab.rng(purpose).standard_normal((samples, lab.test.x.shape[1]), np.float32)


def rubbish(lab, name):
    """How often a network sees a class in noise, and how sure it is then.  -> measured, p (N, C)"""
    return rubbish_of(lab, lab.network(name))


def rubbish_of(lab, net):
    """The same of a given network."""
    p = net.probabilities(noise(lab, "rubbish"))
    fooled = any_class(p)
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
    fooled = any_class(p)
    return dict(counts=np.bincount(p[fooled].argmax(axis=1), minlength=p.shape[1]))


def skew(lab):
    """sA.skew: which classes the naive maxout sees in noise."""
    _, p = rubbish(lab, "maxout")
    said = p[any_class(p)].argmax(axis=1)
    return {"share.fives": rate(said == 5), "share.eights": rate(said == 8)}, {}


def fooling(lab):
    """sA.fooling_mnist: one step from noise towards each class, on the naive maxout network.

    A step succeeds where the class is then seen with more than one half. Along the gradient itself
    the step is as long in l2 as that along the sign, eps sqrt(D).
    """
    net, z = lab.network("maxout"), noise(lab, "fooling", STARTS.get(lab.profile, SAMPLES))
    length, C = EPS * np.sqrt(z.shape[1]), net.n_classes
    images, signed, along = [], [], []
    for c in range(C):
        y = np.full(len(z), c)
        there = fgsm(net, z, y, eps=EPS, targeted=True)
        images.append(there[:SHOWN].round(2))                    # a picture needs no more digits
        signed.append(_seen(net, there, c))
        along.append(_seen(net, fgsm(net, z, y, eps=length, norm=2, targeted=True), c))
    before = [_seen(net, z, c) for c in range(C)]
    rates = {name: [rate(hits) for hits in classes] for name, classes in
             (("before", before), ("gradient", along), ("sign", signed))}
    order = np.argsort(np.mean(signed, axis=1))
    measured = {"success.mean": rate(np.ravel(signed)), "success.before": rate(np.ravel(before)),
                "success.gradient": rate(np.ravel(along)),
                "success.lowest": rates["sign"][order[0]],
                "success.highest": rates["sign"][order[-1]]}
    return measured, dict(images=np.concatenate(images),
                          fools=np.concatenate([hits[:SHOWN] for hits in signed]),
                          **{name: [entry["value"] for entry in entries]
                             for name, entries in rates.items()})


def any_class(p):
    """Where any class has more than one half.  p: (N, C) -> (N,)"""
    return p.max(axis=1) > HALF


def sees_any(net, x):
    """Where the network sees a class.  x: (N, D) -> (N,)"""
    return any_class(net.probabilities(x))


def _seen(net, x, c):
    """Where class c has more than one half.  x: (N, D) -> (N,)"""
    return net.probabilities(x)[:, c] > HALF


def trained(lab):
    """sA.trained: a network trained to see nothing in noise, before and after one FGSM step.

    The step goes towards the class that is most probable at the noise. Both networks have sigmoids
    on top; the naive one beside it was trained for as many epochs on digits alone.
    """
    z, eps = noise(lab, "trained"), np.linspace(0, REACH, 41)
    net, naive = lab.network("short_rubbish"), lab.network("short_sigmoids")
    y = net.predict(z)
    there = fgsm(net, z, y, eps=EPS, targeted=True)
    measured = {"rubbish_error": rate(sees_any(net, z)),
                "naive.rubbish_error": rate(sees_any(naive, z)),
                "step_error": rate(sees_any(net, there)),
                "clean_error": error_rate(net, *lab.test),
                "naive.clean_error": error_rate(naive, *lab.test)}
    few = z[:CURVE]
    return measured, dict(eps=eps, judged_eps=EPS, trained=_along(net, few, eps),
                          naive=_along(naive, few, eps))


def _along(net, z, eps_values):
    """How often any class has more than one half after a step of each eps.  -> list of numbers"""
    eta = np.sign(loss_direction(net, z, net.predict(z), targeted=True)).astype(z.dtype)
    return [float(any_class(net.loss_function.probabilities(s)).mean())
            for s in net.scores_along(z, eta, eps_values)]
