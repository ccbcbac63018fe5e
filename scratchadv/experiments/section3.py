"""Section 3: adversarial examples of linear models, and why the number of dimensions makes them.

n input dimensions, m the mean absolute weight, w (n,) the weights of a trained 3-against-7
logistic regression.
"""
import numpy as np

from scratchadv.attacks import fgsm, round_to_8_bits, sign_noise
from scratchadv.evaluation import rate
from scratchadv.experiments.recipes import SIDES

EPS = .25                                        # sec. 4; section 3 has no number


def _nets(lab):
    """[(test split, float64 net), ...] of 3 against 7 resampled to 7x7 ... 56x56 pixels."""
    for side in SIDES:
        net = lab.network("logistic" if side == 28 else f"logistic_{side}").astype(np.float64)
        yield lab.splits("threes_vs_sevens", side)[2], net


def growth(lab):
    """s3.growth: FGSM moves the score by eps*m*n, its eta being eps*sign(w); on trained nets."""
    rows = []
    for test, net in _nets(lab):
        x = test.x.astype(np.float64)
        w = net.parameters()["layer0.W"][:, 0]
        n, m = len(w), np.abs(w).mean()
        x_adv = fgsm(net, x, np.full(len(x), -1), eps=EPS)               # up the score
        eta = x_adv - x
        grown = net.scores(x_adv) - net.scores(x)                        # (N,)
        noise = net.scores(sign_noise(x, eps=EPS, rng=lab.rng("growth"))) - net.scores(x)
        rows.append(dict(n=n, growth=grown.mean(), eps_m_n=EPS * m * n,
                         error=np.abs(grown - EPS * m * n).max() / (EPS * m * n),
                         max_norm=np.abs(eta).max(), l2_norm=np.sqrt((eta ** 2).sum(axis=1)).mean(),
                         noise=np.sqrt((noise ** 2).mean())))
    data = {key: [float(row[key]) for row in rows] for key in rows[0]}
    steps = np.polyfit(np.log(data["n"]), np.log(data["growth"]), 1)
    measured = {"growth.exponent": float(steps[0]),
                "growth.relative_error": max(data["error"]),
                "max_norm.relative_error": max(abs(norm - EPS) / EPS for norm in data["max_norm"])}
    return measured, {**data, "eps": EPS}


def dimension(lab):
    """s3.dimension: same eps, same m, same margins, more dimensions: more digits fooled.

    The weights of every net are rescaled to one m. Each digit is then moved along w, the shortest
    way, until its score is the one it has at 28x28: what is left to differ is n. eps is half what
    the median margin needs at n = 784.
    """
    nets = list(_nets(lab))
    reference_test, reference = nets[SIDES.index(28)]
    m = np.abs(reference.parameters()["layer0.W"]).mean()
    s = reference.scores(reference_test.x.astype(np.float64))            # the margins shared by all
    eps = np.median(np.abs(s)) / (2 * m * 28 ** 2)
    data = {"n": [], "fooled": [], "as_trained": [], "eps": float(eps), "m": float(m)}
    for test, net in nets:
        data["as_trained"].append(_fooled(net, test.x.astype(np.float64), eps))
        w = net.parameters()["layer0.W"]
        w *= m / np.abs(w).mean()
        x = test.x.astype(np.float64)
        x += np.outer(s - net.scores(x), w[:, 0]) / (w ** 2).sum()       # now net.scores(x) = s
        data["n"].append(len(w))
        data["fooled"].append(_fooled(net, x, eps))
    measured = {"fooled.smallest_step": float(np.diff(data["fooled"]).min()),
                "fooled.rise": data["fooled"][-1] - data["fooled"][0],
                "as_trained.rise": data["as_trained"][-1] - data["as_trained"][0],
                "fooled.rounded_to_8_bits": _fooled_below_8_bits(reference, reference_test.x)}
    return measured, data


def _fooled(net, x, eps):
    """The share of the net's predictions that FGSM changes."""
    before = net.predict(x)
    return float(np.mean(net.predict(fgsm(net, x, before, eps=eps)) != before))


def _fooled_below_8_bits(net, x):
    """The share of digits fooled by an eps below half a step of 8 bits, once a sensor rounds.

    -> entry
    """
    below = fgsm(net, x, eps=.4 / 255)
    return rate(net.predict(round_to_8_bits(below)) != net.predict(x))
