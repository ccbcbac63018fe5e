"""Made-up results of every built claim, in the shape that the experiments write. No measurement."""
import numpy as np

from scratchadv.claims import CLAIMS
from scratchadv.results import Result

EPS = np.linspace(0, 0.3, 7)
MODELS = ["logistic", "softmax", "maxout", "adversarial", "rbf"]
SINGLE, EXACT = [0.989, 0.999, 0.887, 0.161, 0.651], [0.989, 0.999, 0.996, 0.163, 0.652]
VALUES = {
    "growth.relative_error": 3e-12, "max_norm.relative_error": 0.0, "step.l2_share": 0.44,
    "closed_form.vs_fgsm": 2e-16, "closed_form.vs_corners": 3e-16, "push.ratio": 0.1,
    "printed.vs_corners.positive": 1e-16, "printed.vs_corners.negative": 0.97,
    "softmax.pessimism": 1.8, "identity.relative_error": 1e-16, "window_share.ratio": 1.7,
    "dot.mean": 0.0003, "dot.over_l2": 0.998, "dot.over_l1": 0.05, "wrong.widest": 9.7,
    "right.width": 0.31, "wrong_logit.at_10": 214.0, "right_logit.at_10": -160.0,
    "fooled.smallest_step": 0.0, "fooled.rounded_to_8_bits": 0.0, "fooled.rise": 0.93,
    "maxout.wrong_signs.confident": 0.11, "maxout.wrong_signs.unsure": 0.0004,
    "maxout.error.exact": 0.997, "adversarial.clean_error": 0.0209, "naive.clean_error": 0.0146,
    "right_logit": -3.0, "second_difference.share": 0.012, "maxout.targeted_success.exact": 0.21,
}
PATTERNS = (("pgd20", 0.999), ("adversarial.error.float32", 0.161), ("adversarial.error", 0.163),
            ("train.error", 0.1),
            ("old_to_new", 0.22), ("new_to_old", 0.38), ("clean_error", 0.018),
            ("confidence", 0.93), ("exact", 0.996), ("error", 0.886))


def measured(claim, seed=0):
    """Plausible entries for every key of the claim; another seed moves them a little."""
    found = {}
    for key in claim.keys():
        value = VALUES.get(key, next((v for part, v in PATTERNS if part in key), 0.5))
        if 0.01 < value < 0.95:
            value += 0.004 * seed
        spread = 0.005 if 0 < value < 1 else 0.0
        found[key] = {"value": value, "n": 10000, "interval": [max(0.0, value - spread),
                                                               min(1.0, value + spread)]}
        if abs(value) > 1 or value < 1e-6:
            found[key].update(n=None, interval=None)
    return found


def zeta(z):
    """log(1 + exp(z))."""
    return np.logaddexp(0, z)


def make_results(digits, labels, *, seeds=(0,), profile="laptop"):
    """-> {id: [Result, ...]}, built claims.  digits (N >= 48, 784) in [0, 1], labels (N,)."""
    data = {**_section3(), **_section4(digits, labels), **_section5(digits, labels),
            **_section6(digits), **_section7(digits, labels), **_appendix()}
    return {id: [Result(id=id, profile=profile, seed=seed, measured=measured(claim, seed),
                        data=data.get(id, {}), seconds=12.3, cpu="an imagined processor", cores=2,
                        versions={"numpy": "1.26.0", "scratchadv": "0.1.0"},
                        networks=["0123456789abcdef"], hyperparameters=HYPERPARAMETERS)
                 for seed in seeds]
            for id, claim in CLAIMS.items() if claim.built}


HYPERPARAMETERS = [{"name": "eps", "value": 0.25, "origin": "paper"},
                   {"name": "max column norm", "value": 1.9365, "origin": "pylearn2"},
                   {"name": "epochs", "value": 10, "origin": "ours"}]


def _section3():
    n = np.array([49, 196, 441, 784, 1225, 1764, 3136])
    m = 0.03
    return {"s3.growth": {"n": n, "growth": 0.25 * m * n, "eps_m_n": 0.25 * m * n, "eps": 0.25,
                          "max_norm": np.full(len(n), 0.25), "l2_norm": 0.25 * np.sqrt(n),
                          "noise": 0.25 * 1.3 * m * np.sqrt(n)},
            "s3.dimension": {"n": n, "fooled": 1 - np.exp(-n / 700),
                             "as_trained": 1 - np.exp(-n / 3000), "eps": 0.05, "m": m}}


def _section4(digits, labels):
    rng = np.random.default_rng(1)
    scale = np.array([18, 22, 17, 3, 5])[:, None]
    exact = 1 - np.exp(-scale * EPS)
    gap = np.arange(0, 26, 2)
    rotation = np.array([0, 2, 5, 10, 15, 20, 25, 30])
    sign = np.sign(rng.standard_normal(784))
    return {
        "s4.eps_curves": {"models": MODELS, "eps": EPS, "untargeted_exact": exact,
                          "untargeted_float32": exact * np.array([1, 1, 0.89, 1, 1])[:, None],
                          "targeted_exact": [None] + list(0.3 * exact[1:])},
        "s4.rotation": {"angle": rotation, "error_float32": 0.8 * (1 - np.exp(-rotation / 8)),
                        "error_exact": 1 - np.exp(-rotation / 8), "l2_share": rotation / 45,
                        "fgsm_error": 0.999, "judged_angle": 20},
        "s4.precision": {
            "models": MODELS, "error_float32": SINGLE, "error_exact": EXACT,
            "epoch": [1, 2, 5, 10, 20, 30], "epoch_error_float32": [.97, .985, .97, .95, .9, .86],
            "epoch_error_exact": [.97, .985, .99, .994, .996, .997],
            "gap_edges": gap, "gap_counts": (900 * np.exp(-(gap[1:] - 13) ** 2 / 40)).astype(int),
            "gap_wrong_signs": [None] + list(0.14 / (1 + np.exp(14 - gap[2:]))),
            "gap_fooled_float32": [None] + list(1 - 0.8 / (1 + np.exp(17 - gap[2:]))),
            "gap_fooled_exact": [None] + [0.995] * 11, "example_x": digits[0],
            "example_sign_exact": sign, "example_label": int(labels[0]), "example_gap": 19.4,
            "example_sign_float32": np.where(rng.random(784) < 0.2, -sign, sign),
            "example_class_float32": int(labels[0]), "example_class_exact": 3},
    }


def _section5(digits, labels):
    s, points = np.linspace(-6, 6, 61), np.linspace(-5, 5, 6)
    lift, margin = 2.0, np.linspace(-8, 12, 50)
    pattern = digits[1] - digits[3]
    curves = {"s": s, "clean_positive": zeta(-s), "clean_negative": zeta(s), "fgsm_s": points,
              "ours_positive": zeta(lift - s), "ours_negative": zeta(lift + s),
              "printed_positive": zeta(lift - s), "printed_negative": zeta(s - lift)}
    for name in ("fgsm", "corners"):
        curves |= {f"{name}_positive": zeta(lift - points), f"{name}_negative": zeta(lift + points)}
    return {
        "s5.loss": curves,
        "s5.vs_l1": {"margin": margin, "adversarial_push": 1 / (1 + np.exp(margin - 3)),
                     "margin_edges": np.arange(-4, 11),
                     "margin_counts": 100 - np.arange(-7, 7) ** 2,
                     "softmax_eps": EPS, "softmax_loss_fgsm": 0.3 + 10 * EPS,
                     "softmax_loss_l1": 0.3 + 19 * EPS},
        "fig2.logistic": {"weights": pattern, "clean": digits[:9],
                          "adversarial": digits[:9] - 0.25 * np.sign(pattern),
                          "adversarial_wrong": [True] * 8 + [False]},
        "s5.l1_maxout": {"networks": ["no L1", "L1 .0025", "L1 .00025", "L1 .000025", "J~"],
                         "train_error": [.02, .11, .03, .02, .04],
                         "clean_error": [.04, .12, .05, .04, .05],
                         "valid_error": [k * .03 + .1 / np.arange(1, 6) for k in range(5)]},
    }


def _section6(digits):
    rng = np.random.default_rng(2)
    epoch, edges = np.arange(1, 11), np.linspace(-4, 4, 41)
    counts = np.exp(-(edges[:-1] + 0.1) ** 2 / 2) * 1000
    naive = rng.standard_normal((48, 784))
    return {
        "s6.objective": {
            "naive_epoch": epoch, "adversarial_epoch": epoch,
            "split": "2,000 validation digits", "naive_clean_error": 0.015 + 0.05 / epoch,
            "adversarial_clean_error": 0.02 + 0.1 / epoch, "naive_error_float32": 1 - epoch * .012,
            "naive_error_exact": np.full(10, 0.995), "adversarial_error_float32": 0.1 + 0.8 / epoch,
            "adversarial_error_exact": 0.105 + 0.8 / epoch},
        "s6.1600.adv": {"naive_epoch": list(epoch), "adversarial_epoch": list(epoch),
                        "naive_error": list(.012 + .03 / epoch),
                        "adversarial_error": list(.1 + .8 / epoch)},
        "s6.robust": {"models": ["naive", "adversarially trained"],
                      "attacks": ["clean", "FGSM float32", "FGSM exact", "FGSM y predicted",
                                  "transferred", "PGD-20"],
                      "errors": [[.0146, .887, .996, .887, None, 1.0],
                                 [.0209, .161, .163, .158, .22, .999]]},
        "fig3.filters": {"naive_filters": naive, "adversarial_filters": naive * digits[:48].mean(0),
                         "naive_shares": 0.1 + 0.02 * rng.random(1200),
                         "adversarial_shares": 0.15 + 0.2 * rng.random(1200)},
        "s6.noise.dot": {"dot_edges": edges, "sign_counts": counts, "fgsm_dot": 20.6,
                         "uniform_counts": np.exp(-(edges[:-1] + 0.1) ** 2 * 1.5) * 1700},
        "s6.capacity": {"models": ["softmax", "logistic", "maxout"],
                        "before_clean": [.075, .019, .015], "after_clean": [.19, .055, .021],
                        "before_fgsm": [.999, .989, .886], "after_fgsm": [.86, .24, .161],
                        "after_exact": [.86, .24, .163], "after_pgd": [.93, None, .999]},
        "s6.differentiable": {
            "models": ["clean digits", "FGSM", "rotations", "scaled gradients"],
            "clean_error": [.03, .04, .05, .06], "fgsm_error": [.99, .3, .6, .9],
            "exact_error": [.99, .31, .6, .9], "pgd_error": [1., 1., .9, .99],
            "perturbations": ["FGSM", "rotations", "scaled gradients"],
            "length_naive": [7., 2.7, 3.], "length_own": [7., 2.7, 1.4]},
        "s6.hidden": {"models": ["maxout, input", "maxout, first hidden", "sigmoid, input"],
                      "first_size": [.4, .9, .5], "final_size": [.3, .8, .6],
                      "train_error": [.04, .06, .05], "clean_error": [.05, .07, .06],
                      "fgsm_error": [.2, .98, .4]},
    }


def _appendix():
    rng, eps = np.random.default_rng(3), np.linspace(0, 2, 9)
    return {**{id: {"counts": np.arange(10) * 100}
               for id in ("sA.maxout_softmax", "sA.maxout_sigmoid", "sA.softmax")},
            "sA.fooling_mnist": {"images": rng.standard_normal((20, 784)).round(2),
                                 "fools": rng.random(20) < .7, "before": np.full(10, .1),
                                 "gradient": np.linspace(.2, .8, 10),
                                 "sign": np.linspace(.5, 1, 10)},
            "sA.trained": {"eps": eps, "judged_eps": .25, "naive": 1 - .3 * np.exp(-5 * eps),
                           "trained": eps ** 2 / (1 + eps ** 2)}}


def _section7(digits, labels):
    eps = np.linspace(-10, 10, 81)
    scores = np.stack([np.abs(eps - k + 4) * (k - 3) * 6 for k in range(10)], axis=1)
    edges = np.linspace(0, 1, 21)
    shown = np.array([-10, -2, -0.5, 0, 0.5, 2, 10])
    return {
        "s7.rbf": {"models": ["RBF", "softmax"], "edges": edges,
                   "clean_counts": [np.arange(20) * 30, np.arange(20) ** 3],
                   "mistake_counts": [[6000] + [10] * 19, np.arange(20) * 40]},
        "s7.deep": {"kinds": ["shallow", "strong", "deep"], "rates": [[1, 3], [1, 3], [.1, .3]],
                    "train_error": [[.2, .15], [.3, None], [.5, .4]], "best_rate": [3, 1, .3],
                    "valid_loss": [.2 + k / np.arange(5, 10) for k in range(3)]},
        "fig4.trace": {"eps": eps, "scores": scores, "label": 4, "image_eps": shown,
                       "images": digits[2] + shown[:, None] * np.sign(digits[5] - 0.1),
                       "image_class": [9, 9, 5, 4, 3, 3, 3]},
    }
