"""Mistakes of assignment 1: the linear explanation, the logistic loss and its worst case."""
import numpy as np
from scipy.special import expit

from scratchadv.coursework.diagnosis import mistake, symptom
from scratchadv.losses.logistic import softplus

PADS = (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4)


def margins(e):
    """y times the score of each example, in question 1.3 to 1.8.  -> (N,)"""
    s = e.inputs["s"] if "s" in e.inputs else e.inputs["x"] @ e.inputs["w"] + e.inputs["b"]
    return e.inputs["y"] * s


# -- the best eta, its growth, the step

@mistake("eps missing", "Your {name} is right for an eps of 1: where does eps come in? (The paper's "
                        "section 3 prints its eta without it, too.)", tasks=("1.1", "1.2", "1.5"))
def eps_missing(e):
    return e.rerun(eps=1.0)


@mistake("sign forgotten",
         "Your {name} moves each input in proportion to its weight: of all the eta within eps in "
         "the max norm, is there one that moves the small weights' inputs further?",
         tasks=("1.1", "1.5"))
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
    yield _moved(e, np.where(w >= 0, eps, -eps))
    yield _moved(e, np.where(w > 0, eps, -eps))


@mistake("down the loss", "Your step goes the other way: it makes every example easier.",
         tasks=("1.5",))
def down_the_loss(e):
    return e.rerun(eps=-e.inputs["eps"])


@mistake("label left out",
         "Your {name} is right for one of the two labels alone: what should a label of -1 change?",
         tasks=("1.3", "1.4", "1.5", "1.6", "1.7"))
def label_left_out(e):
    for sign in (1, -1):
        yield e.rerun(y=np.full_like(e.inputs["y"], sign))


@mistake("prediction for the label",
         "Your step leads away from the label that the model predicts: from which does it lead in "
         "section 5?", tasks=("1.5",))
def predicted(e):
    return e.rerun(y=np.where(e.inputs["x"] @ e.inputs["w"] + e.inputs["b"] > 0, 1, -1))


@mistake("clipped", "Your {name} is cut to the range from 0 to 1: does the paper clip?",
         tasks=("1.5",))
def clipped(e):
    return np.clip(e.wanted, 0, 1)


@symptom("direction underflows",
         "Your {name} is x itself where the model is sure: the slope of the loss has become 0 "
         "there. Does its sign depend on how large it is?", tasks=("1.5",))
def underflows(e):
    stays = (e.got == e.inputs["x"]).all(axis=1)
    moved = np.isclose(e.got, e.wanted).all(axis=1)
    if stays.any() and (stays | moved).all():
        return {}


@mistake("signs kept", "Your {name} adds up w with its signs: what happens to a negative weight "
                       "when eta has its sign?", tasks=("1.2", "1.6"))
def signs_kept(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    for total in (eps * w.sum(), eps * w.mean(), eps * abs(w.sum())):
        yield _with_bonus(e, total)


@mistake("l2 for l1", "Your {name} has the l2 norm of w where it should have another: which norm "
                      "does the sum of |w_d| make?", tasks=("1.2", "1.6"))
def l2_for_l1(e):
    if e.part.name != "random signs":
        return _with_bonus(e, e.inputs["eps"] * np.linalg.norm(e.inputs["w"]))


@mistake("noise as strong as the attack",
         "Your {name} is the growth by the best eta. Random signs agree with those of w half of "
         "the time: which sums add up then, of sizes or of squares?", tasks=("1.2",))
def noise_as_attack(e):
    if e.part.name == "random signs":
        return e.inputs["eps"] * np.abs(e.inputs["w"]).sum()


@mistake("variance for deviation", "Your {name} is the square of what is asked: what makes a "
                                   "standard deviation of a variance?", tasks=("1.2",))
def variance(e):
    if e.part.name == "random signs":
        yield e.wanted ** 2
        yield e.wanted ** 2 / e.inputs["eps"]
        yield e.wanted / np.sqrt(e.inputs["eps"])


@mistake("number of inputs missing",
         "Your {name} has m, the mean over the inputs, where there should be a sum over all of "
         "them: where is n?", tasks=("1.2", "1.6"))
def n_missing(e):
    w, eps = e.inputs["w"], e.inputs["eps"]
    if e.task.id == "1.6":
        return _with_bonus(e, eps * np.abs(w).mean())
    if e.part.name == "random signs":
        yield e.wanted / np.sqrt(len(w))
        yield eps * w.std()
    yield e.wanted / len(w)


def _with_bonus(e, bonus):
    """Question 1.2's growth, or 1.6's loss with this instead of eps l1norm(w)."""
    if e.task.id == "1.6":
        return softplus(bonus - margins(e)).mean()
    return bonus if e.part.name != "random signs" else None


# -- the logistic loss

@mistake("label on the wrong side",
         "Your {name} punishes what is right: for y s large and positive, should the softplus be "
         "large or small?", tasks=("1.3", "1.6"))
def wrong_side(e):
    J = softplus(margins(e) + (_bonus(e) if e.task.id == "1.6" else 0)).mean()
    return J if e.name == "J" else None


def _bonus(e):
    return e.inputs["eps"] * np.abs(e.inputs["w"]).sum()


@mistake("labels of 0 and 1",
         "Your {name} is that of labels 0 and 1. Here they are -1 and +1: what do both terms of "
         "your formula become?", tasks=("1.3", "1.4"))
def zero_and_one(e):
    s, y = e.inputs["s"], e.inputs["y"]
    if e.name == "grad_s":
        yield e.inputs["grad_J"] * (expit(s) - y) / e.N
        yield e.inputs["grad_J"] * (expit(s) - y)
    elif e.name == "J":
        yield (y * softplus(-s) + (1 - y) * softplus(s)).mean()
        yield (y * softplus(-s)).mean()


@mistake("padded",
         "Your {name} ends at about {most:.3g}, whatever the score: the number that you add inside "
         "the logarithm, or clip with, decides there. Can the log be taken without dividing first?",
         tasks=("1.3", "1.6"))
def padded(e):
    z = margins(e) if e.task.id == "1.3" else margins(e) - _bonus(e)
    z = e.inputs["s"] if e.name == "zeta" else -z
    p = expit(-z)                                    # exp(-zeta(z))
    for pad in (*PADS, *(np.finfo(dtype).eps for dtype in (np.float32, np.float64))):
        for inside in (p + pad, np.maximum(p, pad), np.clip(p, pad, 1 - pad)):
            zeta = -np.log(inside)
            yield (zeta if e.name == "zeta" else zeta.mean()), {"most": -np.log(pad)}
    for most in (20, 30, 50, 100, 500, 700):
        zeta = softplus(np.clip(z, -most, most))
        yield (zeta if e.name == "zeta" else zeta.mean()), {"most": most}


@mistake("1 lost beside it",
         "Your {name} is 0 where the margin is large: 1 + 4e-18 is 1 to a float. Which function "
         "takes the log of 1 + t without making that sum?", tasks=("1.3",))
def one_lost(e):
    z = e.inputs["s"] if e.name == "zeta" else -margins(e)
    zeta = np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))
    return zeta if e.name == "zeta" else zeta.mean()


@mistake("the right label's probability",
         "Your {name} pulls hardest at what is right already: of which label is sigma(-y s) the "
         "probability, and sigma(y s)?", tasks=("1.4",))
def right_label(e):
    for sign in (1, -1):
        yield sign * e.inputs["grad_J"] * e.inputs["y"] * expit(margins(e)) / e.N


@mistake("label once only",
         "The label stands twice in the gradient: within the sigmoid, and in front of it by the "
         "chain rule. In your {name} one of them is missing.", tasks=("1.4",))
def label_once(e):
    s, y, scale = e.inputs["s"], e.inputs["y"], e.inputs["grad_J"] / e.N
    for sign in (1, -1):
        yield sign * scale * expit(-y * s)
        yield sign * scale * y * expit(-s)
        yield sign * scale * y * expit(s)


@mistake("slope of the sigmoid",
         "Your {name} has the slope of the sigmoid in it. It is the softplus that is "
         "differentiated: what is its slope?", tasks=("1.4",))
def sigmoid_slope(e):
    p = expit(margins(e))
    for sign in (1, -1):
        yield sign * e.inputs["grad_J"] * e.inputs["y"] * p * (1 - p) / e.N


@mistake("grad_J forgotten",
         "Your {name} is right where grad_J is 1: what comes from above is a factor of the chain "
         "rule.", tasks=("1.4", "1.7"))
def grad_J_forgotten(e):
    return e.rerun(grad_J=1.0)


# -- its worst case

@mistake("E4 as printed",
         "Your {name} is what the paper prints, which is the worst case for y = +1 alone. Where "
         "does eps l1norm(w) belong when y is -1?", tasks=("1.6", "1.7"))
def as_printed(e):
    if e.name == "J":
        return softplus(e.inputs["y"] * _bonus(e) - margins(e)).mean()
    y, x, w, a = _weighted(e, e.inputs["y"] * _bonus(e) - margins(e))
    return {"grad_x": -np.outer(a * y, w), "grad_b": -(a * y).sum(),
            "grad_w": e.inputs["eps"] * (a * y).sum() * np.sign(w) - (a * y) @ x}[e.name]


def _weighted(e, z):
    """y, x, w and sigma(z) / N times what comes from above."""
    y, x, w = (e.inputs[name] for name in ("y", "x", "w"))
    return y, x, w, expit(z) * e.inputs["grad_J"] / e.N


@mistake("clean loss", "Your {name} is that of the clean x: what does the box change?",
         tasks=("1.6", "1.7"))
def clean_loss(e):
    return e.rerun(eps=0.0) if e.inputs["eps"] else None


@mistake("friendliest corner",
         "Your {name} is that of the best point of the box: does the adversary add to the margin, "
         "or take from it?", tasks=("1.6", "1.7"))
def friendliest(e):
    return e.rerun(eps=-e.inputs["eps"]) if e.inputs["eps"] else None


@mistake("penalty outside the softplus",
         "Your {name} has eps l1norm(w) beside the loss, as L1 decay has it. In the worst case it "
         "stands within the softplus: what changes for an example with a large margin?",
         tasks=("1.6", "1.7"))
def outside(e):
    if e.name == "J":
        return softplus(-margins(e)).mean() + _bonus(e)
    y, x, w, a = _weighted(e, -margins(e))
    if e.name == "grad_w":
        pull = e.inputs["eps"] * np.sign(w)
        yield e.inputs["grad_J"] * pull - (a * y) @ x
        yield pull - (a * y) @ x


@mistake("pull at full strength",
         "In your {name} the pull of eps sign(w) is the same whatever the margins are: it belongs "
         "to the loss of each example, and sigma(z) weighs it.", tasks=("1.7",))
def full_strength(e):
    y, x, w, a = _weighted(e, _bonus(e) - margins(e))
    if e.name == "grad_w":
        pull, grad_J = e.inputs["eps"] * np.sign(w), e.inputs["grad_J"]
        for weight in (1, grad_J, e.N * grad_J, grad_J / e.N, e.N):
            yield weight * pull - (a * y) @ x


@mistake("sigmoid at the clean score",
         "Your {name} weighs the examples by sigma at the clean score: at which z was the softplus "
         "taken?", tasks=("1.7",))
def clean_sigmoid(e):
    y, x, w, a = _weighted(e, -margins(e))
    return {"grad_x": -np.outer(a * y, w), "grad_b": -(a * y).sum(),
            "grad_w": e.inputs["eps"] * a.sum() * np.sign(w) - (a * y) @ x}[e.name]


@mistake("slope of |w| taken for w",
         "Your {name} has w, or |w|, where the slope of |w| should be: what is it for a positive "
         "weight, and what for a negative one?", tasks=("1.7",))
def slope_of_abs(e):
    y, x, w, a = _weighted(e, _bonus(e) - margins(e))
    if e.name == "grad_w":
        for slope in (w, 2 * w, np.abs(w), np.ones_like(w), w / np.linalg.norm(w)):
            yield e.inputs["eps"] * a.sum() * slope - (a * y) @ x


@mistake("eps term forgotten",
         "Your {name} has what w does through the score alone: where else does J depend on w?",
         tasks=("1.7",))
def eps_term_forgotten(e):
    y, x, w, a = _weighted(e, _bonus(e) - margins(e))
    return -(a * y) @ x if e.name == "grad_w" else None


@mistake("eps term with the label",
         "In your {name} the eps term is multiplied by y. Does eps l1norm(w) carry the label in z?",
         tasks=("1.7",))
def eps_term_with_label(e):
    y, x, w, a = _weighted(e, _bonus(e) - margins(e))
    if e.name == "grad_w":
        for sign in (1, -1):
            yield sign * e.inputs["eps"] * (a * y).sum() * np.sign(w) - (a * y) @ x


@mistake("eps term's sign", "In your {name} the eps term has the wrong sign: does a larger |w_d| "
                            "help the adversary or the model?", tasks=("1.7",))
def eps_term_sign(e):
    y, x, w, a = _weighted(e, _bonus(e) - margins(e))
    return -e.inputs["eps"] * a.sum() * np.sign(w) - (a * y) @ x if e.name == "grad_w" else None


@mistake("slope of 0 at a kink",
         "Where a weight is 0 your {name} takes a slope of |w| that is not 0: which of its slopes "
         "does the docstring ask for?", tasks=("1.7",))
def kink(e):
    y, x, w, a = _weighted(e, _bonus(e) - margins(e))
    for sign in (np.where(w >= 0, 1, -1), np.where(w > 0, 1, -1)):
        yield e.inputs["eps"] * a.sum() * sign - (a * y) @ x if e.name == "grad_w" else None


@symptom("bias not summed",
         "Your {name} has an entry for each of the {N} examples: one b serves them all, so what "
         "happens to their changes?", tasks=("1.7",))
def bias_not_summed(e):
    if e.name == "grad_b" and e.got.shape == (e.N,) and e.N > 1:
        return {}


# -- the slip

@mistake("mended, not printed",
         "Your {name} is the right worst case. Asked is the paper's own line, word for word: where "
         "does its y stand?", tasks=("1.8",))
def mended(e):
    return softplus(_bonus(e) - margins(e)).mean() if e.name == "J" else None


@mistake("y on a part of it only",
         "Your {name} multiplies only a part of the bracket by y: read E4 again.", tasks=("1.8",))
def part_of_bracket(e):
    if e.name == "J":
        y, score = e.inputs["y"], e.inputs["x"] @ e.inputs["w"]
        b, bonus = e.inputs["b"], _bonus(e)
        for z in (y * (bonus - score) - b, y * bonus - score - b, y * (bonus - score + b),
                  bonus - score - b, y * (score + b - bonus)):
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
    s, bonus = e.inputs["x"] @ e.inputs["w"] + e.inputs["b"], _bonus(e)
    for value in (s + bonus, s - bonus, e.inputs["y"] * s + bonus, e.inputs["y"] * s - bonus,
                  bonus - e.inputs["y"] * s, -bonus - e.inputs["y"] * s):
        yield value if e.name != "J" else None
