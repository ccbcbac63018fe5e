"""Sections 7 and 8: the RBF network, confident only where it knows; logits along eps, figure 4."""
import numpy as np

from scratchadv.attacks import fgsm
from scratchadv.evaluation import error_rate
from scratchadv.experiments.compared import RATES, rbf_name

EPS = .25                                        # sec. 7
BINS = np.linspace(0, 1, 21)
REACH = 10                                       # figure 4: eps in [-10, 10]
GRID, COARSE = 40_001, 1_001                     # points along eps
FOURS = 50


def rbf(lab):
    """s7.rbf: FGSM error of the shallow RBF network; confidence on mistakes and on clean digits."""
    x, y = lab.test
    data = {"edges": BINS, "models": ["rbf", "softmax"], "clean_counts": [], "mistake_counts": []}
    for name in data["models"]:
        net = lab.network(name)
        x_adv = fgsm(net, x, y, eps=EPS, direction="float32")
        p, p_adv = (net.probabilities(inputs).max(axis=1) for inputs in (x, x_adv))
        data["clean_counts"].append(np.histogram(p, BINS)[0])
        data["mistake_counts"].append(np.histogram(p_adv[net.predict(x_adv) != y], BINS)[0])
    return {**lab.evaluation("rbf"), "error.pgd20": lab.pgd("rbf")}, data


def deep(lab):
    """s7.deep: training error of a shallow RBF network, a strongly quadratic and a deep one, and
    whether they resist.

    Each is trained by SGD at several learning rates; that of the lowest validation loss counts.
    """
    data = {"kinds": list(RATES), "rates": list(RATES.values()), "train_error": [],
            "best_rate": [], "valid_loss": []}
    measured = {}
    for kind, rates in RATES.items():
        names = [rbf_name(kind, rate) for rate in rates]
        trained = [name for name in names if _is_trainable(lab, name)]
        if not trained:
            raise FloatingPointError(f"training of {kind} diverges at each rate of {rates}")
        best = min(trained, key=lambda name: min(lab.history(name)["error"]))
        errors = {name: error_rate(lab.network(name), *lab.trained_on(name)) for name in trained}
        measured[f"{kind}.train_error"] = errors[best]
        measured |= {f"{kind}.{key}": value for key, value in lab.evaluation(best).items()}
        measured[f"{kind}.error.pgd20"] = lab.pgd(best)
        data["train_error"].append([errors[name]["value"] if name in errors else None
                                    for name in names])
        data["best_rate"].append(rates[names.index(best)])
        data["valid_loss"].append(lab.history(best)["error"])      # monitor="loss"
    return measured, data


def _is_trainable(lab, name):
    """False where training diverges at that learning rate."""
    try:
        lab.network(name)
    except FloatingPointError:
        return False
    return True


def trace(lab):
    """fig4.trace: logits of the naive maxout along x + eps sign(grad_x J), eps in [-10, 10].

    Drawn, and searched for bends, for the first test "4" that the network reads rightly; how wide
    the bands of one class are is the median over the first FOURS of them.
    """
    net, test = lab.network("maxout").astype(np.float64), lab.test
    rows = np.flatnonzero((test.y == 4) & (net.predict(test.x) == 4))[:FOURS]
    if not len(rows):
        raise ValueError("test digits must hold a 4 that the maxout network reads rightly, got "
                         f"none among {np.count_nonzero(test.y == 4)} fours; train it longer")
    x, y = test.x[rows].astype(np.float64), test.y[rows]
    direction = np.sign(net.attack_direction(x, y))
    eps = np.linspace(-REACH, REACH, GRID)
    s = np.concatenate([net.scores(x[0] + e[:, None] * direction[0])
                        for e in np.array_split(eps, 40)])                         # (GRID, C)
    second = np.abs(np.diff(s, 2, axis=0)).max(axis=1)
    bent = second > 1e-12 * np.abs(s).max()                # rounding is 1e-16 of the largest
    right, wrong = _bands(net, x, direction)
    measured = {"second_difference.share": float(bent.mean()),
                "right.width": float(np.median(right)), "wrong.widest": float(np.median(wrong)),
                "wrong_logit.at_10": float(np.delete(s[-1], 4).max()),
                "right_logit.at_10": float(s[-1, 4])}
    shown = np.linspace(0, GRID - 1, 401).round().astype(int)
    pictures = np.array([-10., -5., -1., -.25, 0., .25, 1., 5., 10.])
    images = x[0] + pictures[:, None] * direction[0]
    return measured, dict(eps=eps[shown], scores=s[shown], label=4, image_eps=pictures,
                          images=images, image_class=net.predict(images))


def _bands(net, x, direction):
    """For each example the width in eps of the band around 0 read as 4, and of the widest band of
    one wrong class.  x, direction: (N, D) -> two lists of N numbers"""
    eps = np.linspace(-REACH, REACH, COARSE)
    labels = [net.predict(row + eps[:, None] * step) for row, step in zip(x, direction)]
    width = eps[1] - eps[0]
    return ([width * _stretch(label == 4, COARSE // 2) for label in labels],
            [width * _widest_wrong(label) for label in labels])


def _stretch(flags, centre):
    """Length of the run of True around index `centre`, where flags is True."""
    ends = np.flatnonzero(~flags)
    after, before = ends[ends > centre], ends[ends < centre]
    return (after.min(initial=len(flags)) - before.max(initial=-1)) - 1


def _widest_wrong(label):
    """Length of the longest run of one class other than 4."""
    starts = np.flatnonzero(np.diff(label, prepend=-1))
    lengths = np.diff(starts, append=len(label))
    return lengths[label[starts] != 4].max(initial=0)
