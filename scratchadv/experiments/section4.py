"""Section 4: the fast gradient sign method on nonlinear models; what single precision hides."""
import numpy as np

from scratchadv.attacks import fgsm
from scratchadv.attacks.direction import loss_direction
from scratchadv.attacks.rotation import rotate
from scratchadv.evaluation import eps_curve, error_rate

EPS = .25                                        # sec. 4
GAPS = np.arange(0, 42, 2.)                      # bins of the logit gap from label to runner-up
MODELS = ("logistic", "softmax", "maxout", "adversarial", "rbf")


def softmax(lab):
    """s4.softmax: shallow softmax at eps .25."""
    return lab.evaluation("softmax"), {}


def maxout(lab):
    """s4.maxout: the maxout network at eps .25, in the paper's arithmetic and exactly."""
    return lab.evaluation("maxout"), {}


def rotation(lab):
    """s4.rotation: x rotated by a small angle towards the gradient; judged at 15 degrees."""
    net, (x, y) = lab.network("maxout"), lab.test
    fgsm_length = EPS * np.sqrt(x.shape[1])
    angles, judged = (0, 2.5, 5, 7.5, 10, 12.5, 15, 20, 25, 30), 15
    data = {"angle": angles, "error_float32": [], "error_exact": [], "l2_share": [],
            "judged_angle": judged,
            "fgsm_error": lab.evaluation("maxout")["error.float32"]["value"]}
    measured = {}
    g = {direction: loss_direction(net, x, y, direction=direction)
         for direction in ("float32", "exact")}
    for angle in angles:
        for direction in g:
            x_adv = rotate(x, g[direction], np.radians(angle))
            rate = error_rate(net, x_adv, y)
            data[f"error_{direction}"].append(rate["value"])
            if angle == judged:
                measured[f"error.{direction}"] = rate
        share = np.sqrt(((x_adv - x) ** 2).sum(axis=1)).mean() / fgsm_length
        data["l2_share"].append(float(share))
        if angle == judged:
            measured["step.l2_share"] = float(share)
    return measured, data


def precision(lab):
    """s4.precision, ours: the paper's single-precision FGSM against the gradient's exact sign."""
    measured, data = {}, {"models": list(MODELS)}
    for name in MODELS:
        for direction in ("float32", "exact"):
            rate = lab.evaluation(name)[f"error.{direction}"]
            measured[f"{name}.error.{direction}"] = rate
            data.setdefault(f"error_{direction}", []).append(rate["value"])
    measured_gaps, by_gap = _signs_by_gap(lab)
    return {**measured, **measured_gaps}, {**data, **by_gap, **_by_training_length(lab)}


def _by_training_length(lab):
    """FGSM error of the maxout network along its training."""
    data = {"epoch": [], "epoch_error_float32": [], "epoch_error_exact": []}
    x, y = lab.test
    for epoch, net in lab.snapshots("maxout"):
        data["epoch"].append(epoch)
        for direction in ("float32", "exact"):
            x_adv = fgsm(net, x, y, eps=EPS, direction=direction)
            data[f"epoch_error_{direction}"].append(error_rate(net, x_adv, y)["value"])
    return data


def _signs_by_gap(lab):
    """By logit gap: share of signs wrong in single precision, of digits fooled; one sure digit."""
    net, (x, y) = lab.network("maxout"), lab.test
    rows = np.arange(len(y))
    s = net.scores(x)
    others = s.copy()
    others[rows, y] = -np.inf
    gap = s[rows, y] - others.max(axis=1)                                # (N,)
    sign = {"float32": np.sign(net.float32_direction(x, y)),
            "exact": np.sign(net.attack_direction(x, y))}
    wrong = (sign["float32"] != sign["exact"]).mean(axis=1)              # (N,)
    label = {name: net.predict(x + np.float32(EPS) * sign[name]) for name in sign}
    bins = np.clip(np.digitize(gap, GAPS) - 1, -1, len(GAPS) - 2)        # -1: already misclassified
    data = {"gap_edges": GAPS, "gap_counts": [int((bins == b).sum()) for b in range(len(GAPS) - 1)],
            "gap_wrong_signs": _mean_by_bin(wrong, bins)}
    for name in sign:
        data[f"gap_fooled_{name}"] = _mean_by_bin(label[name] != y, bins)
    measured = {"maxout.wrong_signs.confident": _mean_or_none(wrong[gap >= 15]),
                "maxout.wrong_signs.unsure": _mean_or_none(wrong[(gap >= 0) & (gap < 5)])}
    return measured, {**data, **_example(x, y, gap, sign, label)}


def _example(x, y, gap, sign, label):
    """The surest digit that the exact sign fools and single precision spares."""
    spared = np.where((label["float32"] == y) & (label["exact"] != y), gap, -np.inf)
    i = int(np.argmax(spared if np.isfinite(spared).any() else gap))
    example = dict(example_x=x[i], example_label=int(y[i]), example_gap=float(gap[i]))
    for name in sign:
        example[f"example_sign_{name}"] = sign[name][i]
        example[f"example_class_{name}"] = int(label[name][i])
    return example


def _mean_or_none(values):
    return float(values.mean()) if len(values) else None


def _mean_by_bin(values, bins):
    return [_mean_or_none(values[bins == b]) for b in range(len(GAPS) - 1)]


def eps_curves(lab):
    """The eps-against-error curve of every model, untargeted and targeted at the next class."""
    eps = np.linspace(0, .5, 11)                 # holds eps .25
    data = {"models": list(MODELS), "eps": eps, "untargeted_float32": [], "untargeted_exact": [],
            "targeted_exact": []}
    for name in MODELS:
        net = lab.network(name)
        x, y = lab.splits(lab.recipes[name].task)[2]
        for direction in ("float32", "exact"):
            data[f"untargeted_{direction}"].append(
                eps_curve(net, x, y, eps, targeted=False, direction=direction))
        if name == "logistic":
            data["targeted_exact"].append(None)
        else:
            data["targeted_exact"].append(
                eps_curve(net, x, (y + 1) % 10, eps, targeted=True, direction="exact"))
    i, at = MODELS.index("maxout"), int(np.argmin(np.abs(eps - EPS)))
    measured = {"maxout.targeted_success.exact": data["targeted_exact"][i][at],
                "maxout.error.exact": data["untargeted_exact"][i][at],
                "maxout.error.float32": data["untargeted_float32"][i][at]}
    return measured, data
