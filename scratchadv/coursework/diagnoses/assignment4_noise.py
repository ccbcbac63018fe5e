"""Mistakes of assignment 4: noise controls, what they do to a score, and transfer."""
import numpy as np

from scratchadv.coursework.checks import as_array
from scratchadv.coursework.diagnosis import mistake, symptom


# -- 4.6 noise: u, which should be noise over eps

@symptom("one draw for many pixels",
         "Your noise is the same {where}: how many draws does it take?", tasks=("4.6",))
def shared(e):
    u = _noise(e)
    for axes, where in (((0, 1), "everywhere"), (1, "at all pixels of an image"),
                        (0, "in all images")):
        if np.ptp(u, axis=axes).max() < 1e-9:
            return {"where": where}


@symptom("x forgotten", "What you return is the noise alone: to what was it to be added?",
         tasks=("4.6",))
def x_forgotten(e):
    noise = _noise(e) * e.inputs["eps"] + e.inputs["x"]
    return {} if np.abs(noise).max() < e.inputs["eps"] * (1 + 1e-9) else None


@symptom("eps/2", "Your noise reaches {reach:.3g} eps: how far from x do the two ends of the box "
                  "lie?", tasks=("4.6",))
def half(e):
    return _reach(e, .5)


@symptom("noise too large", "Your noise reaches {reach:.3g} eps: how far from x do the two ends of "
                            "the box lie?", tasks=("4.6",))
def double(e):
    return _reach(e, 2)


def _reach(e, factor):
    """Noise of mean 0 that reaches `factor` times eps."""
    u = _noise(e)
    if _centred(u) and abs(np.abs(u).max() - factor) < .01 * factor:
        return {"reach": np.abs(u).max()}


@symptom("eps forgotten", "Your noise has the size 1, whatever eps is: where does eps come in?",
         tasks=("4.6",))
def eps_forgotten(e):
    return {} if abs(np.abs(_noise(e)).max() * e.inputs["eps"] - 1) < .01 else None


@symptom("noise on one side",
         "Your noise is never {which}: its mean must be 0. Between which ends does your draw lie?",
         tasks=("4.6",))
def one_sided(e):
    u = _noise(e)
    if u.min() > -1e-9:
        return {"which": "negative"}
    if u.max() < 1e-9:
        return {"which": "positive"}


@symptom("some pixels spared",
         "About one pixel in {share:.1f} of your noise is 0: how many values has a coin?",
         tasks=("4.6",))
def spared(e):
    zero = np.mean(np.abs(_noise(e)) < 1e-9)
    return {"share": 1 / zero} if e.part.name == "signs" and .01 < zero < .99 else None


@symptom("uniform and sign noise mixed up",
         "Your {part} noise is the other kind: which has two values, and which a whole range?",
         tasks=("4.6",))
def mixed_up(e):
    size = np.abs(_noise(e))
    if e.part.name in ("signs", "uniform") and _centred(e.got) and size.max() < 1 + 1e-6:
        if np.allclose(size, 1, rtol=1e-6) == (e.part.name == "uniform"):
            return {"part": {"signs": "sign"}.get(e.part.name, e.part.name)}


@symptom("normal noise",
         "Your noise leaves the box: it reaches {reach:.3g} eps. Which distribution has ends?",
         tasks=("4.6",))
def normal(e):
    u = _noise(e)
    return {"reach": np.abs(u).max()} if _centred(u) and 1.5 < np.abs(u).max() < 8 else None


@symptom("seed fixed inside",
         "Your noise is the same for every seed: which argument is the source of chance?",
         tasks=("4.6",))
def one_seed(e):
    u, other = (as_array(e.outcome.values[name]) for name in ("u", "other_u"))
    return {} if np.array_equal(u, other) else None


@symptom("chance from elsewhere",
         "Two Generators of the same seed give you two noises: does all chance come from rng?",
         tasks=("4.6",))
def not_from_rng(e):
    u, same = (as_array(e.outcome.values[name]) for name in ("u", "same_u"))
    return None if np.array_equal(u, same) else {}


@symptom("dtype lost", "Your noise turns x's float32 into {got}: of what dtype is what you add?",
         tasks=("4.6",))
def dtype_lost(e):
    x_adv = as_array(e.outcome.values["x_adv"])
    return {"got": x_adv.dtype} if e.part.name == "dtype kept" and x_adv.dtype != "f4" else None


def _noise(e):
    """u of one kind of noise.  TypeError, which says that a class does not apply, where none is."""
    if e.name != "u" or e.got.shape != e.wanted.shape or e.part.name not in ("signs", "uniform"):
        raise TypeError("no noise")
    return e.got


def _centred(u):
    """Whether noise has about the mean 0."""
    return abs(u.mean()) < .02 * np.abs(u).max()


# -- 4.7 how far a score moves

@mistake("signs cancel",
         "Your {name} lets weights of opposite signs cancel: which sign does the best eta have at "
         "each?", tasks=("4.7",))
def cancel(e):
    W, eps = e.fresh("W", "eps")
    yield eps * W.sum(axis=0)
    yield eps * np.abs(W.sum(axis=0))


@mistake("l1 and l2 mixed up",
         "Your {name} has the other norm of w: what adds up, sizes or squares?", tasks=("4.7",))
def norms_mixed_up(e):
    l1, l2, eps = _norms(e)
    for factor in (1, 1 / np.sqrt(3)):
        yield eps * (l2 if e.name == "largest" else l1) * factor


@mistake("square root forgotten",
         "Your {name} is a mean square, and its root is wanted: in which unit is a score measured?",
         tasks=("4.7",))
def no_root(e):
    _, l2, eps = _norms(e)
    for factor in (1, 1 / 3, 1 / np.sqrt(3)):
        yield eps ** 2 * l2 ** 2 * factor
        yield eps * l2 ** 2 * factor


@mistake("variance of the uniform",
         "Your {name} is {factor:.4g} eps l2norm(w): what is the mean square of U(-1, 1)?",
         tasks=("4.7",))
def uniform_variance(e):
    _, l2, eps = _norms(e)
    if e.name == "uniform":
        for factor in (1, 1 / 3, 1 / np.sqrt(12), 1 / 12, 1 / 2, 1 / np.sqrt(2), np.sqrt(3),
                       2 / np.sqrt(3), 1 / np.sqrt(6), 3):
            yield factor * eps * l2, {"factor": factor}


@mistake("mean for a sum",
         "Your {name} is divided by {D} once too often, and {D} is the number of inputs: which "
         "mean did you take?", tasks=("4.7",))
def mean_for_sum(e):
    D = len(e.inputs["W"])
    yield e.wanted / D, {"D": D}
    yield e.wanted / np.sqrt(D), {"D": D}


def _norms(e):
    W, eps = e.fresh("W", "eps")
    return np.abs(W).sum(axis=0), np.sqrt(np.square(W).sum(axis=0)), eps


# -- 4.8 transfer

@mistake("source and target swapped",
         "Your {name} is that of examples made on the target and tested on the source: on which "
         "network does the adversary work?", tasks=("4.8",))
def swapped(e):
    return e.rerun(source=e.inputs["target"], target=e.inputs["source"])


@mistake("one network for both",
         "Your {name} is that of examples made and tested on the {which}: which network sees them "
         "for the first time?", tasks=("4.8",))
def one_network(e):
    yield e.rerun(source=e.inputs["target"]), {"which": "target"}
    yield e.rerun(target=e.inputs["source"]), {"which": "source"}


@mistake("accuracy for error", "Your {name} counts what target gets right: what is an error?",
         tasks=("4.8",))
def accuracy(e):
    yield 1 - e.wanted


@mistake("percent", "Your {name} is in percent: a share lies between 0 and 1.", tasks=("4.8",))
def percent(e):
    return 100 * e.wanted


@mistake("no attack", "Your {name} is the error on clean examples: which x does target see?",
         tasks=("4.8",))
def no_attack(e):
    return e.rerun(eps=0.)


@mistake("predicted labels instead of true ones",
         "Your {name} uses what a network predicts where the true label belongs: in the attack, or "
         "in the count?", tasks=("4.8",))
def predicted(e):
    source, target, x, y, eps = _transfer(e)
    for net in (source, target):
        x_adv = x + eps * np.sign(source.attack_direction(x, net.predict(x)))
        yield np.asarray((target.predict(x_adv) != y).mean())
        for labels in (source.predict(x), target.predict(x)):
            yield np.asarray((target.predict(x_adv) != labels).mean())
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    for labels in (source.predict(x), target.predict(x), source.predict(x_adv)):
        yield np.asarray((target.predict(x_adv) != labels).mean())


@mistake("counted over some",
         "Your {name} is counted over {which} alone: of how many examples is the share?",
         tasks=("4.8",))
def over_some(e):
    source, target, x, y, eps = _transfer(e)
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    wrong = target.predict(x_adv) != y
    for which, where in (("what source had right", source.predict(x) == y),
                         ("what target had right", target.predict(x) == y),
                         ("what fools source", source.predict(x_adv) != y),
                         ("what both had right", (source.predict(x) == y)
                          & (target.predict(x) == y))):
        yield np.asarray(wrong[where].mean()) if where.any() else None, {"which": which}
        yield np.asarray((wrong & where).mean()), {"which": which}


def _transfer(e):
    return (e.inputs["source"].target, e.inputs["target"].target, *e.fresh("x", "y", "eps"))
