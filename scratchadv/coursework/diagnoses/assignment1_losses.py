"""Mistakes of assignment 1: the logistic loss, its worst case in the box, and their gradients."""
import numpy as np
from scipy.special import expit

from scratchadv.coursework.diagnoses.assignment1 import bonus, margins
from scratchadv.coursework.diagnosis import mistake, symptom
from scratchadv.losses.logistic import softplus

PADS = (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4)


# -- both losses

@mistake("label left out",
         "Your {name} is right for one of the two labels alone: what should a label of -1 change?",
         tasks=("1.3", "1.4", "1.5", "1.6", "1.7"))
def label_left_out(e):
    for sign in (1, -1):
        yield e.rerun(y=np.full_like(e.inputs["y"], sign))


# -- the logistic loss

@mistake("label on the wrong side",
         "Your {name} punishes what is right: for y s large and positive, should the softplus be "
         "large or small?", tasks=("1.3", "1.6"))
def wrong_side(e):
    J = softplus(margins(e) + (bonus(e) if e.task.id == "1.6" else 0)).mean()
    return J if e.name == "J" else None


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


@mistake("1 lost beside it",
         "Your {name} is 0 where the margin is large: 1 + 4e-18 is 1 to a float. Which function "
         "takes the log of 1 + t without making that sum?", tasks=("1.3",))
def one_lost(e):
    z = e.inputs["s"] if e.name == "zeta" else -margins(e)
    zeta = np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))
    return zeta if e.name == "zeta" else zeta.mean()


@mistake("padded",
         "Your {name} ends at about {most:.3g}, whatever the score: the number that you add inside "
         "the logarithm, or clip with, decides there. Can the log be taken without dividing first?",
         tasks=("1.3", "1.6"))
def padded(e):
    z = margins(e) if e.task.id == "1.3" else margins(e) - bonus(e)
    z = e.inputs["s"] if e.name == "zeta" else -z
    p = expit(-z)                                    # exp(-zeta(z))
    for pad in (*PADS, *(np.finfo(dtype).eps for dtype in (np.float32, np.float64))):
        for inside in (p + pad, np.maximum(p, pad), np.clip(p, pad, 1 - pad)):
            zeta = -np.log(inside)
            yield (zeta if e.name == "zeta" else zeta.mean()), {"most": -np.log(pad)}
    for most in (20, 30, 50, 100, 500, 700):
        zeta = softplus(np.clip(z, -most, most))
        yield (zeta if e.name == "zeta" else zeta.mean()), {"most": most}


@mistake("1 minus nearly 1",
         "Your {name} loses its digits where the margin is large: 1 - sigma(y s) subtracts two "
         "nearly equal numbers. Of which number is that difference the sigmoid?", tasks=("1.4",))
def one_minus(e):
    return -e.inputs["grad_J"] * e.inputs["y"] * (1 - expit(margins(e))) / e.N


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
    if e.part.name != "stability":                   # where 1 - p is 0 for another reason
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
        return softplus(e.inputs["y"] * bonus(e) - margins(e)).mean()
    y, x, w, a = _weighted(e, e.inputs["y"] * bonus(e) - margins(e))
    return {"grad_x": -np.outer(a * y, w), "grad_b": -(a * y).sum(),
            "grad_w": e.inputs["eps"] * (a * y).sum() * np.sign(w) - (a * y) @ x}[e.name]


def _weighted(e, z):
    """y, x, w and sigma(z) / N times what comes from above."""
    y, x, w = (e.inputs[name] for name in ("y", "x", "w"))
    return y, x, w, expit(z) * e.inputs["grad_J"] / e.N


@mistake("clean loss", "Your {name} is that of the clean x: what does the box change?",
         tasks=("1.6", "1.7"))
def clean_loss(e):
    return e.rerun(eps=0.0) if e.inputs["eps"] and e.name in ("J", "grad_w") else None


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
        yield softplus(-margins(e)).mean() + bonus(e)
    elif e.name == "grad_w":
        y, x, w, a = _weighted(e, -margins(e))
        pull = e.inputs["eps"] * np.sign(w)
        yield e.inputs["grad_J"] * pull - (a * y) @ x
        yield pull - (a * y) @ x


@mistake("pull at full strength",
         "In your {name} the pull of eps sign(w) is the same whatever the margins are: it belongs "
         "to the loss of each example, and sigma(z) weighs it.", tasks=("1.7",))
def full_strength(e):
    y, x, w, a = _weighted(e, bonus(e) - margins(e))
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
    y, x, w, a = _weighted(e, bonus(e) - margins(e))
    if e.name == "grad_w":
        for slope in (w, 2 * w, np.abs(w), np.ones_like(w), w / np.linalg.norm(w)):
            yield e.inputs["eps"] * a.sum() * slope - (a * y) @ x


@mistake("eps term forgotten",
         "Your {name} has what w does through the score alone: where else does J depend on w?",
         tasks=("1.7",))
def eps_term_forgotten(e):
    y, x, w, a = _weighted(e, bonus(e) - margins(e))
    return -(a * y) @ x if e.name == "grad_w" else None


@mistake("eps term with the label",
         "In your {name} the eps term is multiplied by y. Does eps l1norm(w) carry the label in z?",
         tasks=("1.7",))
def eps_term_with_label(e):
    y, x, w, a = _weighted(e, bonus(e) - margins(e))
    if e.name == "grad_w":
        for sign in (1, -1):
            yield sign * e.inputs["eps"] * (a * y).sum() * np.sign(w) - (a * y) @ x


@mistake("eps term's sign", "In your {name} the eps term has the wrong sign: does a larger |w_d| "
                            "help the adversary or the model?", tasks=("1.7",))
def eps_term_sign(e):
    y, x, w, a = _weighted(e, bonus(e) - margins(e))
    return -e.inputs["eps"] * a.sum() * np.sign(w) - (a * y) @ x if e.name == "grad_w" else None


@mistake("slope of 0 at a kink",
         "Where a weight is 0 your {name} takes a slope of |w| that is not 0: which of its slopes "
         "does the docstring ask for?", tasks=("1.7",))
def kink(e):
    y, x, w, a = _weighted(e, bonus(e) - margins(e))
    for sign in (np.where(w >= 0, 1, -1), np.where(w > 0, 1, -1)):
        yield e.inputs["eps"] * a.sum() * sign - (a * y) @ x if e.name == "grad_w" else None


@symptom("bias not summed",
         "Your {name} has an entry for each of the {N} examples: one b serves them all, so what "
         "happens to their changes?", tasks=("1.7",))
def bias_not_summed(e):
    if e.name == "grad_b" and e.got is not None and e.got.shape == (e.N,) and e.N > 1:
        return {}
