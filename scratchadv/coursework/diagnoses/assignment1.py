"""Mistakes of assignment 1: the best eta, its growth, the step; the paper's slip."""
import itertools

import numpy as np
from scipy.special import expit

from scratchadv.coursework.diagnosis import mistake, symptom
from scratchadv.losses.logistic import softplus


def margins(e):
    """y times the score of each example, in question 1.3 to 1.8.  -> (N,)"""
    s = e.inputs["s"] if "s" in e.inputs else e.inputs["x"] @ e.inputs["w"] + e.inputs["b"]
    return e.inputs["y"] * s


def bonus(e):
    """eps l1norm(w), what the worst point of the box takes from every margin.  -> ()"""
    return e.inputs["eps"] * np.abs(e.inputs["w"]).sum()


# -- the best eta, its growth, the step

@mistake("eps missing",
         "Your {name} is right for an eps of 1: where does eps come in? (Section 3 of the paper "
         "prints its eta without it, too.)", tasks=("1.1", "1.2", "1.5", "1.8"))
def eps_missing(e):
    return e.rerun(eps=1.0)


@symptom("direction underflows",
         "Your {name} is x itself where the model is sure: the slope of the loss has become 0 "
         "there. Does its sign depend on how large it is?", tasks=("1.5",))
def underflows(e):
    if e.got is not None:
        stays = (e.got == e.inputs["x"]).all(axis=1)
        moved = np.isclose(e.got, e.wanted).all(axis=1)
        return {} if stays.any() and (stays | moved).all() else None


@mistake("sign forgotten",
         "Your {name} moves each input in proportion to its weight: may those of small weights not "
         "go further within the box, and what would that add?", tasks=("1.1", "1.5"))
def proportional(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    yield _moved(e, eps * w)
    yield _moved(e, w)
    if e.task.id == "1.5":
        slope = expit(-margins(e))[:, None]
        yield e.inputs["x"] - eps * slope * e.inputs["y"][:, None] * w
        yield e.inputs["x"] - eps * slope / e.N * e.inputs["y"][:, None] * w


def _moved(e, eta):
    """What question 1.1 or 1.5 gives for eta where it is for a label of -1."""
    if e.task.id == "1.1":
        return eta
    return e.inputs["x"] - e.inputs["y"][:, None] * eta


@mistake("another norm's ball",
         "Your eta has {norm} eps. The box limits the max norm: how far may each single input go?",
         tasks=("1.1", "1.5"))
def another_ball(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    yield _moved(e, eps * w / np.linalg.norm(w)), {"norm": "the l2 norm"}
    yield _moved(e, eps * w / np.abs(w).sum()), {"norm": "the l1 norm"}
    yield _moved(e, eps * np.sign(w) / len(w)), {"norm": "the l1 norm"}
    yield _moved(e, eps * w / np.abs(w).max()), {"norm": "in one entry alone the size"}
    largest = np.abs(w) == np.abs(w).max()
    yield _moved(e, eps * np.sign(w) * largest), {"norm": "in one entry alone the size"}


@mistake("weights of 0 moved",
         "Where a weight is 0 your {name} moves the input all the same: what does it gain there?",
         tasks=("1.1", "1.5"))
def zeros_moved(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    if (w == 0).any():
        yield _moved(e, np.where(w >= 0, eps, -eps))
        yield _moved(e, np.where(w > 0, eps, -eps))


@mistake("down the loss", "Your step goes the other way: it makes every example easier.",
         tasks=("1.5",))
def down_the_loss(e):
    return e.rerun(eps=-e.inputs["eps"])


@mistake("prediction for the label",
         "Your step leads away from the label that the model predicts: from which does it lead in "
         "section 5?", tasks=("1.5",))
def predicted(e):
    return e.rerun(y=np.where(e.inputs["x"] @ e.inputs["w"] + e.inputs["b"] > 0, 1, -1))


@mistake("eta for x~", "Your {name} is eta alone: to what is it added?", tasks=("1.5",))
def eta_alone(e):
    return e.wanted - e.inputs["x"]


@mistake("clipped", "Your {name} is cut to the range from 0 to 1: does the paper clip?",
         tasks=("1.5",))
def clipped(e):
    return np.clip(e.wanted, 0, 1)


@mistake("signs kept", "Your {name} adds up w with its signs: what happens to a negative weight "
                       "when eta has its sign?", tasks=("1.2", "1.6"))
def signs_kept(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    for total in (eps * w.sum(), eps * w.mean(), eps * abs(w.sum())):
        yield _with_bonus(e, total)


@mistake("l2 for l1", "Your {name} has the l2 norm of w where it should have another: which norm "
                      "does the sum of |w_d| make?", tasks=("1.2", "1.6"))
def l2_for_l1(e):
    if e.name != "noise_growth":
        return _with_bonus(e, e.inputs["eps"] * np.linalg.norm(e.inputs["w"]))


@mistake("noise as strong as the attack",
         "Your {name} is the growth by the best eta. Random signs agree with those of w half of "
         "the time: which sums add up then, of sizes or of squares?", tasks=("1.2",))
def noise_as_attack(e):
    if e.name == "noise_growth":
        return e.inputs["eps"] * np.abs(e.inputs["w"]).sum()


@mistake("variance for deviation", "Your {name} is the square of what is asked: what makes a "
                                   "standard deviation of a variance?", tasks=("1.2",))
def variance(e):
    if e.name == "noise_growth":
        yield e.wanted ** 2
        yield e.wanted ** 2 / e.inputs["eps"]
        yield e.wanted / np.sqrt(e.inputs["eps"])


@mistake("number of inputs missing",
         "Your {name} has m, the mean over the inputs, where there should be a sum over all of "
         "them: where is n?", tasks=("1.2", "1.6"))
def n_missing(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    if e.task.id == "1.6":
        yield _with_bonus(e, eps * np.abs(w).mean())
    elif e.name == "noise_growth":
        yield e.wanted / np.sqrt(len(w))
        yield eps * w.std()
        yield e.wanted / len(w)
    else:
        yield e.wanted / len(w)


@mistake("mean of w taken away",
         "Your {name} measures how the weights spread about their own mean. Of what is the mean 0 "
         "here, of w or of eta?", tasks=("1.2",))
def spread_of_w(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    if e.name == "noise_growth":
        yield eps * np.sqrt(len(w)) * w.std()
        yield eps * np.sqrt(len(w)) * w.std(ddof=1)


@symptom("estimated by draws",
         "Your {name} comes near and is another at every call: no draw is needed, for the variance "
         "of a sum of independent terms is the sum of theirs.", tasks=("1.2",))
def estimated(e):
    if e.name == "noise_growth" and e.got is not None and e.got.shape == ():
        return {} if 0 < abs(e.got / e.wanted - 1) < .05 else None


def _with_bonus(e, added):
    """Question 1.2's growth, or 1.6's loss with this instead of eps l1norm(w)."""
    if e.task.id == "1.6":
        return softplus(added - margins(e)).mean()
    return added if e.name != "noise_growth" else None


# -- the slip

@mistake("mended, not printed",
         "Your {name} is the right worst case. Asked is the paper's own line, word for word: where "
         "does its y stand?", tasks=("1.8",))
def mended(e):
    return softplus(bonus(e) - margins(e)).mean() if e.name == "J" else None


@mistake("y on a part of it only",
         "Your {name} multiplies only a part of the bracket by y: read E4 again.", tasks=("1.8",))
def part_of_bracket(e):
    if e.name == "J":
        y, score = e.inputs["y"], e.inputs["x"] @ e.inputs["w"]
        b, most = e.inputs["b"], bonus(e)
        for z in (y * (most - score) - b, y * most - score - b, y * (most - score + b),
                  most - score - b, y * (score + b - most)):
            yield softplus(z).mean()


@mistake("worst and friendliest exchanged", "Your two results stand in the other order.",
         tasks=("1.8",))
def exchanged(e):
    program = "friendliest, worst = corner_losses(x, w, b, y, eps)"
    return e.given(program) if e.name != "J" else None


@mistake("not all corners",
         "Your {name} is the extreme of {some}: a box in D dimensions has 2^D corners.",
         tasks=("1.8",))
def few_corners(e):
    x, w, b, y, eps = (e.inputs[name] for name in ("x", "w", "b", "y", "eps"))
    pick = {"worst": np.max, "friendliest": np.min}[e.name]
    for some, steps in (
            ("two corners", np.array([[-eps] * len(w), [eps] * len(w)])),
            ("moves of one input alone", np.concatenate([eps * np.eye(len(w)),
                                                         -eps * np.eye(len(w))])),
            ("moves of one input alone", np.concatenate([eps * np.eye(len(w)),
                                                         -eps * np.eye(len(w)),
                                                         np.zeros((1, len(w)))]))):
        yield pick(softplus(-y * ((x + steps[:, None]) @ w + b)), axis=0), {"some": some}
    corners = np.array(list(itertools.product((-eps, eps), repeat=len(w))))
    for left_out in ([0], [-1], [0, -1]):        # of one loop too short
        steps = np.delete(corners, left_out, axis=0)
        yield (pick(softplus(-y * ((x + steps[:, None]) @ w + b)), axis=0),
               {"some": f"{2 ** len(w) - len(left_out)} corners"})
    upwards, y = eps * np.array([(w > 0) * 1., (w < 0) * 1.]), e.inputs["y"]     # of 0 and eps
    yield (pick(softplus(-y * ((x + upwards[:, None]) @ w + b)), axis=0),
           {"some": "corners that go up or stay, and never down"})


@mistake("one number for all examples",
         "Your {name} is one number for the whole batch: each example has a box, and a worst "
         "corner, of its own.", tasks=("1.8",))
def one_for_all(e):
    for number in (e.wanted.max(), e.wanted.min(), e.wanted.mean()):
        yield np.asarray(number)
        yield np.full_like(e.wanted, number)


@mistake("score for loss", "Your {name} is the score at a corner: the loss was asked for.",
         tasks=("1.8",))
def score_for_loss(e):
    s, ys = e.inputs["x"] @ e.inputs["w"] + e.inputs["b"], margins(e)
    for value in (s, ys, -ys):
        for sign in (1, -1):
            yield value + sign * bonus(e) if e.name != "J" else None
