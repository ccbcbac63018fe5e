"""Mistakes of assignment 1: the worst loss in the box, and its gradients."""
import numpy as np
from scipy.special import expit

from scratchadv.coursework.diagnoses.assignment1 import bonus, margins
from scratchadv.coursework.diagnosis import mistake, symptom
from scratchadv.losses.logistic import softplus


@mistake("E4 as printed",
         "Your {name} is what the paper prints, which is the worst case for y = +1 alone. Where "
         "does eps l1norm(w) belong when y is -1?", tasks=("1.6", "1.7"))
def as_printed(e):
    if e.name == "J":
        return softplus(e.inputs["y"] * bonus(e) - margins(e)).mean()
    z = e.inputs["y"] * bonus(e) - margins(e)
    y, x, w, a = _weighted(e, z)
    if e.name == "grad_w":
        return e.inputs["eps"] * (a * y).sum() * np.sign(w) - (a * y) @ x
    return _at(e, z)


def _weighted(e, z=None):
    """y, x, w and sigma(z) / N times what comes from above.  z None: the right one"""
    y, x, w = (e.inputs[name] for name in ("y", "x", "w"))
    z = bonus(e) - margins(e) if z is None else z
    return y, x, w, expit(z) * e.inputs["grad_J"] / e.N


def _at(e, z):
    """The gradients of 1.7 where sigma is taken at another z."""
    y, x, w, a = _weighted(e, z)
    return {"grad_x": -np.outer(a * y, w), "grad_b": -(a * y).sum(),
            "grad_w": e.inputs["eps"] * a.sum() * np.sign(w) - (a * y) @ x}[e.name]


def _pulled(e, *pulls):
    """grad_w of 1.7 with each of these in place of sum a sign(w).  pulls: (D,)"""
    y, x, _, a = _weighted(e)
    for pull in pulls if e.name == "grad_w" else ():
        yield e.inputs["eps"] * pull - (a * y) @ x


@mistake("label left out",
         "In your {name} the label is missing: it stands before the score in z, so what does the "
         "chain rule bring along with x, w and b?", tasks=("1.7",))
def label_left_out(e):
    _, x, w, a = _weighted(e)
    if len(np.unique(e.inputs["y"])) == 2:
        for sign in (1, -1):
            yield {"grad_x": sign * np.outer(a, w), "grad_b": sign * a.sum(),
                   "grad_w": e.inputs["eps"] * a.sum() * np.sign(w) + sign * a @ x}[e.name]


@mistake("the right label's probability",
         "Your {name} weighs by sigma(-z): of which z is the slope of the softplus asked for, and "
         "which examples pull hardest then?", tasks=("1.7",))
def sigmoid_of_minus_z(e):
    return _at(e, margins(e) - bonus(e))


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


@mistake("bias left out", "Your {name} is right for b = 0: is b a part of the score?",
         tasks=("1.6", "1.7"))
def bias_left_out(e):
    return e.rerun(b=0.0)


@mistake("y on a part of it only",
         "Your {name} multiplies only a part of the score by y: what is the margin of an example?",
         tasks=("1.6",))
def part_of_score(e):
    y, b, xw = e.inputs["y"], e.inputs["b"], e.inputs["x"] @ e.inputs["w"]
    yield softplus(bonus(e) - y * xw - b).mean()
    yield softplus(bonus(e) - y * xw + b).mean()
    yield softplus(bonus(e) - xw - y * b).mean()


@mistake("norm of something else",
         "In your {name} eps multiplies {what}: what does the best eta add to the score?",
         tasks=("1.6",))
def another_norm(e):
    x, b, eps = e.inputs["x"], e.inputs["b"], e.inputs["eps"]
    for what, norm in (("a norm with b in it", np.abs(e.inputs["w"]).sum() + abs(b)),
                       ("the norm of x", np.abs(x).sum(axis=1)),
                       ("the norm of the scores", np.abs(margins(e)).sum()),
                       ("the size of the score", np.abs(margins(e))),
                       ("the number of inputs", x.shape[1]), ("1", 1)):
        yield softplus(eps * norm - margins(e)).mean(), {"what": what}


@mistake("eps in the gradient of x",
         "Your {name} has eps sign(w) in it: does eps l1norm(w) change with x?", tasks=("1.7",))
def eps_in_grad_x(e):
    y, _, w, a = _weighted(e)
    if e.name == "grad_x":
        pull = e.inputs["eps"] * np.sign(w)
        for sign in (1, -1):
            yield sign * np.outer(a, pull) - np.outer(a * y, w)
            yield sign * np.outer(a * y, pull) - np.outer(a * y, w)


@mistake("pull at full strength",
         "In your {name} the pull of eps sign(w) is the same whatever the margins are: it belongs "
         "to the loss of each example, and sigma(z) weighs it.", tasks=("1.7",))
def full_strength(e):
    grad_J, sign = e.inputs["grad_J"], np.sign(e.inputs["w"])
    return _pulled(e, *(weight * sign for weight in (1, grad_J, e.N * grad_J, grad_J / e.N, e.N)))


@mistake("sigmoid at the clean score",
         "Your {name} weighs the examples by sigma at the clean score: at which z was the softplus "
         "taken?", tasks=("1.7",))
def clean_sigmoid(e):
    return _at(e, -margins(e))


@mistake("slope of |w| taken for w",
         "Your {name} has w, or |w|, where the slope of |w| should be: what is it for a positive "
         "weight, and what for a negative one?", tasks=("1.7",))
def slope_of_abs(e):
    _, _, w, a = _weighted(e)
    return _pulled(e, *(a.sum() * slope for slope in (
        w, 2 * w, np.abs(w), np.ones_like(w), w / np.linalg.norm(w))))


@mistake("eps term forgotten",
         "Your {name} has what w does through the score alone: where else does J depend on w?",
         tasks=("1.7",))
def eps_term_forgotten(e):
    return _pulled(e, 0)


@mistake("eps term with the label",
         "In your {name} the eps term is multiplied by y. Does eps l1norm(w) carry the label in z?",
         tasks=("1.7",))
def eps_term_with_label(e):
    y, _, w, a = _weighted(e)
    return _pulled(e, *(sign * (a * y).sum() * np.sign(w) for sign in (1, -1)))


@mistake("mean for a sum",
         "In your {name} the eps term is {times}: every example pulls by its share of the mean, "
         "a_n. How often does N divide them, and are they added up or averaged?", tasks=("1.7",))
def mean_for_sum(e):
    _, _, w, a = _weighted(e)
    for times, factor in ((f"{e.N} times too large", e.N), (f"{e.N} times too small", 1 / e.N)):
        for value in _pulled(e, factor * a.sum() * np.sign(w)) if e.N > 1 else ():
            yield value, {"times": times}


@mistake("eps term's sign", "In your {name} the eps term has the wrong sign: does a larger |w_d| "
                            "help the adversary or the model?", tasks=("1.7",))
def eps_term_sign(e):
    _, _, w, a = _weighted(e)
    return _pulled(e, -a.sum() * np.sign(w))


@mistake("slope of 0 at a kink",
         "Where a weight is 0 your {name} takes a slope of |w| that is not 0: which of its slopes "
         "does the docstring ask for?", tasks=("1.7",))
def kink(e):
    _, _, w, a = _weighted(e)
    if (w == 0).any():
        return _pulled(e, *(a.sum() * np.where(up, 1, -1) for up in (w >= 0, w > 0)))


@symptom("bias not summed",
         "Your {name} has an entry for each of the {N} examples: one b serves them all, so what "
         "happens to their changes?", tasks=("1.7",))
def bias_not_summed(e):
    if e.name == "grad_b" and e.got is not None and e.got.shape == (e.N,) and e.N > 1:
        return {}
