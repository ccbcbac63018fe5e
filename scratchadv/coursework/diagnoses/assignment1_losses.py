"""Mistakes of assignment 1: the logistic loss and its gradient, and what both losses share."""
import numpy as np
from scipy.special import expit

from scratchadv.coursework.diagnoses.assignment1 import bonus, margins
from scratchadv.coursework.diagnosis import mistake
from scratchadv.losses.logistic import softplus

PADS = (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4)


# -- both losses

@mistake("label left out",
         "Your {name} is right for one of the two labels alone: what should a label of -1 change?",
         tasks=("1.3", "1.4", "1.5", "1.6", "1.7"))
def label_left_out(e):
    if len(np.unique(e.inputs["y"])) == 2:
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
        yield softplus(-(y + 1) / 2 * s).mean()


@mistake("another loss",
         "Your {name} has {what} where the softplus should be: what is log(1 + exp(z)) at 0, and "
         "far out on either side?", tasks=("1.3", "1.6"))
def another_loss(e):
    z = e.inputs["s"] if e.name == "zeta" else -margins(e) + (
        bonus(e) if e.task.id == "1.6" else 0)
    if e.part.name == "small losses":                # where most of them are 0 as well
        return
    for what, zeta in (("max(0, z)", np.maximum(0, z)), ("max(0, 1 + z)", np.maximum(0, 1 + z)),
                       ("exp(z)", np.exp(z)), ("sigma(z)", expit(z)), ("z ** 2", z ** 2),
                       ("log(1 + |z|)", np.log1p(np.abs(z))), ("z", z)):
        yield (zeta if e.name == "zeta" else zeta.mean()), {"what": what}


@mistake("mean taken too early",
         "Your {name} is the softplus of a mean: of what is the loss the mean?",
         tasks=("1.3", "1.6"))
def early_mean(e):
    if e.name == "J":
        return softplus(-margins(e).mean() + (bonus(e) if e.task.id == "1.6" else 0))


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
    for most in (20, 30, 50, 100, 500, 700, np.abs(e.got).max()):
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


@mistake("softplus for its slope", "Your {name} has the softplus where its slope should be.",
         tasks=("1.4",))
def softplus_itself(e):
    for sign in (1, -1):
        yield sign * e.inputs["grad_J"] * e.inputs["y"] * softplus(-margins(e)) / e.N


@mistake("grad_J forgotten",
         "Your {name} is right where grad_J is 1: what comes from above is a factor of the chain "
         "rule.", tasks=("1.4", "1.7"))
def grad_J_forgotten(e):
    return e.rerun(grad_J=1.0)
