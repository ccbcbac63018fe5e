"""Mistakes of assignment 2: the steps in three norms, and FGSM."""
import numpy as np

from scratchadv.coursework.checks import equal
from scratchadv.coursework.diagnosis import mistake, symptom

STEPS = ("2.6", "2.7")


def norm_of(e):
    """The norm that the part asks for: inf, 2 or 1."""
    if "norm" in e.inputs:
        return e.inputs["norm"]
    return 2 if "l2_step" in e.part.run else 1 if "l1_step" in e.part.run else np.inf


def direction(e):
    """What the step goes along.  -> g: (N, D)"""
    if e.task.id == "2.6":
        return e.inputs["g"]
    net, x = e.inputs["net"].target, e.inputs["x"]
    g = net.attack_direction(x, e.inputs["y"] if ", y," in e.part.run else net.predict(x))
    return -g if "targeted" in e.part.run else g


def moved(e, eta):
    """x~ for an eta, in the range of the part."""
    if e.task.id == "2.7" or "np.inf" in e.part.run:
        return e.inputs["x"] + eta
    return np.clip(e.inputs["x"] + eta, e.inputs["low"], e.inputs["high"])


def largest(g):
    """1 where an entry is the largest of its row, also where several are.  (N, D) -> (N, D)"""
    return 1. * (g == g.max(axis=1, keepdims=True))


def shared(most):
    """Each row divided by its sum.  (N, D) -> (N, D)"""
    return most / most.sum(axis=1, keepdims=True)


def unit(g, norm):
    """The eta of a norm for an eps of 1.  g: (N, D)"""
    if norm == np.inf:
        return np.sign(g)
    with np.errstate(all="ignore"):
        if norm == 2:
            return np.nan_to_num(g / np.linalg.norm(g, axis=1, keepdims=True))
        return np.sign(g) * shared(largest(np.abs(g)))


# -- which way, and how far

@mistake("down the loss", "Your {name} goes the other way: does the step raise the loss, or lower "
                          "it?", tasks=("2.6",))
def down(e):
    return e.rerun(eps=-e.inputs["eps"])


@mistake("eps missing", "Your {name} is right for an eps of 1: where does eps come in?",
         tasks=STEPS)
def eps_missing(e):
    return e.rerun(eps=1.0)


@mistake("eta for x~", "Your {name} is eta alone: to what is it added?", tasks=STEPS)
def eta_alone(e):
    eta = e.inputs["eps"] * unit(direction(e), norm_of(e))
    yield eta
    yield e.wanted - e.inputs["x"]
    yield moved(e, eta - e.inputs["x"])


@mistake("sign forgotten",
         "Your {name} moves each input in proportion to its gradient: how far may those of small "
         "gradients go in this norm?", tasks=STEPS)
def sign_forgotten(e):
    g = direction(e)
    if e.part.name != "stability":               # where such a step is none at all
        yield moved(e, e.inputs["eps"] * g)
        yield moved(e, g)


@mistake("another norm's step",
         "Your {name} is the step of {norm}: what does the norm that is asked for limit?",
         tasks=STEPS)
def another_norm(e):
    g, eps, asked = direction(e), e.inputs["eps"], norm_of(e)
    for norm, words in ((np.inf, "the max norm"), (2, "the l2 norm"), (1, "the l1 norm")):
        if norm != asked and e.task.id == "2.6":
            yield moved(e, eps * unit(g, norm)), {"norm": words}
    with np.errstate(all="ignore"):
        size = np.abs(g)
        yield (moved(e, eps * g / size.sum(axis=1, keepdims=True)),
               {"norm": "no norm's ball: g over its l1 norm"})
        yield (moved(e, eps * g / size.max(axis=1, keepdims=True)),
               {"norm": "no norm's ball: g over its largest entry"})
        yield (moved(e, eps * np.sign(g) / np.sqrt(g.shape[1])),
               {"norm": "the max norm, made as long as the l2 norm allows"})
        yield (moved(e, eps * np.sign(g) / g.shape[1]),
               {"norm": "the max norm, made as long as the l1 norm allows"})


@mistake("one norm for all",
         "Your {name} measures the whole batch as one vector: each example has a ball of its own.",
         tasks=("2.6",))
def one_norm(e):
    g, eps = direction(e), e.inputs["eps"]
    size = np.abs(g)
    with np.errstate(all="ignore"):
        for eta in (g / np.linalg.norm(g), g / np.sqrt((g ** 2).mean()),
                    np.sign(g) * (size == size.max()) / (size == size.max()).sum(),
                    g / np.linalg.norm(g, axis=0), np.sign(g) * (size == size.max(axis=0))):
            yield moved(e, eps * eta) if norm_of(e) != np.inf else None


@mistake("square root forgotten",
         "Your {name} divides by the sum of the squares: what makes a length of it?",
         tasks=("2.6",))
def no_root(e):
    g, eps = direction(e), e.inputs["eps"]
    squares = (g ** 2).sum(axis=1, keepdims=True)
    if norm_of(e) == 2:
        with np.errstate(all="ignore"):
            yield moved(e, eps * g / squares)
            yield moved(e, eps * g / np.sqrt(squares / g.shape[1]))


# -- the clip range

@mistake("not clipped", "Your {name} leaves the range from low to high.", tasks=("2.6",))
def not_clipped(e):
    return e.rerun(low=-np.inf, high=np.inf)


@mistake("clipped to [0, 1]",
         "Your {name} is cut to the range from 0 to 1: which range is asked for, if any?",
         tasks=STEPS)
def clipped(e):
    yield np.clip(e.wanted, 0, 1)
    if e.task.id == "2.6":
        yield e.rerun(low=0., high=1.)


@mistake("eta clipped instead of x~",
         "Your {name} keeps eta within low and high: which array holds pixels?", tasks=("2.6",))
def eta_clipped(e):
    low, high = e.inputs["low"], e.inputs["high"]
    eta = e.inputs["eps"] * unit(direction(e), norm_of(e))
    yield e.inputs["x"] + np.clip(eta, low, high)
    yield np.clip(e.inputs["x"], low, high) + eta


# -- zeros, ties, tiny numbers

@mistake("gradients of 0 moved",
         "Where g is 0 your {name} moves all the same: what does the loss gain there?",
         tasks=("2.6",))
def zeros_moved(e):
    g = direction(e)
    if norm_of(e) == np.inf:
        for up in (g >= 0, g > 0):
            yield moved(e, e.inputs["eps"] * np.where(up, 1., -1.))


def _in_l1(name, sentence, etas):
    """The mistake of such an eta for the l1 norm.  etas: g -> those it may be, for an eps of 1"""
    @mistake(name, sentence, tasks=STEPS)
    def wrong(e):
        for eta in etas(direction(e)) if norm_of(e) == 1 else ():
            yield moved(e, e.inputs["eps"] * eta)


_in_l1("first of the ties",
       "Your {name} gives all of eps to one of several entries that are equally large: what do "
       "ties do with it?", lambda g: [
           np.sign(g) * np.eye(g.shape[1])[pick] for pick in (
               np.abs(g).argmax(axis=1), -1 - np.abs(g[:, ::-1]).argmax(axis=1))])
_in_l1("all of eps to every tie",
       "Your {name} gives all of eps to each of several entries that are equally large: what is "
       "the l1 norm of your eta?", lambda g: [np.sign(g) * largest(np.abs(g))])
_in_l1("signs kept",
       "Your {name} looks for the largest entry and passes over negative ones: what counts for "
       "the l1 norm, the entry or its size?", lambda g: [
           sign * most for sign in (np.sign(g), 1) for most in (shared(largest(g)), largest(g))])
_in_l1("sign of the largest lost",
       "Your {name} raises the largest entries whatever their sign: which way does the loss grow?",
       lambda g: [shared(largest(np.abs(g)))])


@symptom("direction underflows",
         "Your {name} is x itself, or no number, at gradients of 1e-200: their squares are 0 to a "
         "float, and whatever is added against 0/0 is larger than they are. By what could each row "
         "be divided first?", tasks=("2.6",))
def underflows(e):
    if e.got is not None and e.part.name == "stability" and e.got.shape == e.wanted.shape:
        stays = e.got == np.clip(e.inputs["x"], e.inputs["low"], e.inputs["high"])
        return {} if not np.isfinite(e.got).all() or stays.all() else None


# -- 2.7

@mistake("away from the target",
         "With a target your {name} moves away from it: should the loss of a target rise or fall?",
         tasks=("2.7",))
def away_from_target(e):
    return e.given(e.part.run.replace(", targeted=True", ""))


@mistake("towards the label",
         "Without a target your {name} lowers the loss of the label: which way is it to go?",
         tasks=("2.7",))
def towards_label(e):
    if "targeted" not in e.part.run:
        return e.rerun(eps=-e.inputs["eps"])


@mistake("prediction for the label",
         "Your {name} takes what the net predicts, though labels are given: when is y the net's "
         "own?", tasks=("2.7",))
def prediction(e):
    net = e.inputs["net"].target
    if ", y," in e.part.run:
        yield e.rerun(y=net.predict(e.inputs["x"]))
        yield e.given(e.part.run.replace(", targeted=True", "").replace(", y,", ","))


@symptom("y None not served",
         "Called without y your fgsm {does}: y is None then, and no label at all. Ask the net "
         "which labels it predicts itself, and take those for y, before you ask it for the "
         "direction.",
         tasks=("2.7",))
def y_none(e):
    if e.part.name == "predicted labels":
        if e.failure:
            return {"does": "stops with an error"} if e.failure.kind == "raised" else None
        if e.got is not None and equal(e.inputs["x"], e.got):
            return {"does": "leaves x as it is"}


@mistake("norm ignored",
         "Your {name} is the step of another norm than the one asked for: what is `norm`?",
         tasks=("2.7",))
def norm_ignored(e):
    for norm in (np.inf, 2, 1):
        if norm != norm_of(e):
            yield e.rerun(norm=norm)
