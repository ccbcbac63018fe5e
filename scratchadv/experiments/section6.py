"""Section 6: adversarial training of deep networks, and its controls."""
import numpy as np

from scratchadv import metrics, objectives
from scratchadv.attacks import fgsm, sign_noise, uniform_noise
from scratchadv.evaluation import error_rate, evaluate_fgsm, evaluate_pgd, transfer_error
from scratchadv.losses.softmax import log_softmax

EPS = .25                                        # sec. 6
FILTERS = 48


def objective(lab):
    """s6.objective: J~ is its two terms, and training on J~ lowers the FGSM error.

    The identity is that of J~ with its attack made without dropout.
    """
    net = lab.network("adversarial").astype(np.float64)
    x, y = lab.test.x[:200].astype(np.float64), lab.test.y[:200]
    J, _ = objectives.adversarial_clean_probe(net, x, y, lab.rng("objective"), alpha=.5, eps=EPS)
    masks = net.draw_masks(lab.rng("objective"), len(x))
    J_clean, _, _ = net.loss_and_grads(x, y, masks=masks)
    J_adv, _, _ = net.loss_and_grads(fgsm(net, x, y, eps=EPS), y, masks=masks)
    measured = {"identity.relative_error": float(abs(J - (J_clean + J_adv) / 2) / abs(J)),
                **_both(lab), "adversarial.error.pgd20": lab.pgd("adversarial")}
    return measured, _curves(lab)


def _both(lab, adversarial="adversarial"):
    """FGSM evaluations of the naive and the adversarially trained network, under their names."""
    names = {"naive": "maxout", "adversarial": adversarial}
    return {f"{subject}.{key}": value for subject, name in names.items()
            for key, value in lab.evaluation(name).items()}


def _curves(lab):
    """Clean and FGSM error of both along training, while it leaves the validation digits out."""
    x, y = (a[:2000] for a in lab.splits()[1])
    data = {"split": f"{len(y):,} validation digits"}
    for subject, name in (("naive", "maxout"), ("adversarial", "adversarial")):
        snapshots = lab.snapshots(lab.recipes[name].start or name)
        data[f"{subject}_epoch"] = [epoch for epoch, _ in snapshots]
        data[f"{subject}_clean_error"] = [error_rate(net, x, y)["value"] for _, net in snapshots]
        for direction in ("float32", "exact"):
            data[f"{subject}_error_{direction}"] = [
                error_rate(net, fgsm(net, x, y, eps=EPS, direction=direction), y)["value"]
                for _, net in snapshots]
    return data


def units_240(lab):
    """s6.240: clean test error of the 240-unit network, trained on J and on J~."""
    both = _both(lab)
    return {key: both[key] for key in ("naive.clean_error", "adversarial.clean_error")}, {}


def plain_1600(lab):
    """s6.1600.plain: 1600 units a layer, trained on J."""
    return {**_of_1600(lab, "maxout_1600"), "epochs": _epochs(lab, "maxout_1600")}, {}


def adversarial_1600(lab):
    """s6.1600.adv: 1600 units a layer, trained on J~; the plain network beside it."""
    measured = _of_1600(lab, "adversarial_1600")
    measured |= {"plain.clean_error": lab.evaluation("maxout_1600")["clean_error"],
                 "epochs": _epochs(lab, "adversarial_1600")}
    return measured, _along(lab)


def _of_1600(lab, name):
    return {**lab.evaluation(name), "error.pgd20": lab.pgd(name)}


def _epochs(lab, name):
    return len(lab.history(name)["epoch"])


def _along(lab):
    """What early stopping saw of the two networks of 1600 units, epoch by epoch."""
    data = {}
    for subject, name in (("naive", "maxout_1600"), ("adversarial", "adversarial_1600")):
        history = lab.of_seed(0).history(f"{name}_50000")        # which decided for all seeds
        data |= {f"{subject}_epoch": history["epoch"], f"{subject}_error": history["error"]}
    return data


def robust(lab):
    """s6.robust: FGSM error before and after adversarial training; PGD-20 and transfer beside.

    Before: the network of s4.maxout, whose 89.4 % the paper quotes.  After: the widest.
    """
    x, y = lab.test
    names = ("maxout", lab.widest("adversarial"))
    nets = [lab.network(name) for name in names]
    transferred = [error_rate(net, fgsm(source, x, y, eps=EPS), y)
                   for net, source in zip(nets, reversed(nets))]
    attacks = {"clean": "clean_error", "FGSM float32": "error.float32", "FGSM exact": "error.exact",
               "FGSM y predicted": "error.exact.predicted"}
    errors = [[lab.evaluation(name)[key]["value"] for key in attacks.values()] for name in names]
    for row, name, moved in zip(errors, names, transferred):
        row += [moved["value"], lab.pgd(name)["value"]]
    measured = {**_both(lab, names[1]), "adversarial.error.pgd20": lab.pgd(names[1]),
                "naive.error.pgd20": lab.pgd("maxout"), "transferred.error.exact": transferred[1],
                **_units240(lab.evaluation("adversarial")),
                "units240.error.pgd20": lab.pgd("adversarial")}
    return measured, dict(models=["naive", "adversarial"],
                          attacks=[*attacks, "transferred", "PGD-20"], errors=errors)


def exact_probe(lab):
    """s6.exact_probe: trained on attacks made without dropout, in either arithmetic."""
    return {f"{name}.{key}": value for name in ("float32_probe", "exact_probe")
            for key, value in {**lab.evaluation(name), "error.pgd20": lab.pgd(name)}.items()}, {}


def transfer(lab):
    """s6.transfer: made on the original, tested on the new, and the other way round."""
    wide = lab.widest("adversarial")
    measured = _transfer(lab, wide)
    units240 = measured if wide == "adversarial" else _transfer(lab, "adversarial")
    return {**measured, **_units240(units240)}, {}


def _transfer(lab, new):
    (x, y), measured = lab.test, {}
    for path, source, target in (("old_to_new", "maxout", new), ("new_to_old", new, "maxout")):
        tested, x_adv = lab.network(target), lab.pgd_examples(source)
        moved = transfer_error(lab.network(source), tested, x, y, eps=EPS)
        moved["error.pgd20"] = error_rate(tested, x_adv, y)
        measured |= {f"{path}.{key}": value for key, value in moved.items()}
    return measured


def _units240(measured):
    """What stands beside the widest network."""
    return {f"units240.{key}": value for key, value in measured.items()}


def confidence(lab):
    """s6.confidence: how sure the adversarially trained network is where FGSM fools it."""
    return {**lab.evaluation(lab.widest("adversarial")),
            **_units240(lab.evaluation("adversarial"))}, {}


def filters(lab):
    """fig3.filters: the share of a first-layer filter's L1 mass in its best 7x7 window."""
    measured, data = {}, {}
    for subject, name in (("naive", "maxout"), ("adversarial", "adversarial")):
        W = lab.network(name).parameters()["layer0.W"]                # (D, M, K)
        W = W.reshape(len(W), -1)                                     # (D, M*K), a piece a column
        shares = metrics.window_share(W)
        measured[f"{subject}.window_share"] = float(shares.mean())
        measured[f"{subject}.entropy"] = float(metrics.spatial_entropy(W).mean())
        shown = lab.rng("filters").permutation(W.shape[1])[:FILTERS]
        data[f"{subject}_filters"], data[f"{subject}_shares"] = W[:, shown].T, shares
    measured["window_share.ratio"] = (measured["adversarial.window_share"]
                                      / measured["naive.window_share"])
    return measured, data


def trainset(lab):
    """s6.trainset: FGSM error on training digits; at 240 units it does not reach zero."""
    net, (x, y) = lab.network("adversarial"), (a[:len(lab.test.y)] for a in lab.splits()[0])
    return {f"train.{key}": value for key, value in {
        **evaluate_fgsm(net, x, y, eps=EPS),
        **evaluate_pgd(net, x, y, eps=EPS, rng=lab.rng("trainset"))}.items()}, {}


def trained_on_sign_noise(lab):
    """s6.noise.sign: trained on x +- eps for every pixel at random."""
    return {**lab.evaluation("sign_noise"), "error.pgd20": lab.pgd("sign_noise")}, {}


def trained_on_uniform_noise(lab):
    """s6.noise.uniform: trained on x + U(-eps, eps)."""
    return {**lab.evaluation("uniform_noise"), "error.pgd20": lab.pgd("uniform_noise")}, {}


def noise_dot(lab):
    """s6.noise.dot: w.noise has mean 0 and grows like eps*l2norm(w), not like eps*l1norm(w).

    w is the 3-against-7 logistic regression's; whether noise lowers J is asked of the naive maxout
    network.
    """
    rng = lab.rng("noise_dot")
    w = lab.network("logistic").parameters()["layer0.W"][:, 0].astype(np.float64)
    zero = np.zeros((20_000, len(w)))
    l1, l2 = EPS * np.abs(w).sum(), EPS * np.sqrt((w ** 2).sum())
    signs, uniform = (noise(zero, eps=EPS, rng=rng) @ w for noise in (sign_noise, uniform_noise))
    edges = np.linspace(-4, 4, 41)
    net, (x, y) = lab.network("maxout"), lab.test
    J, J_noisy = (_each_loss(net, inputs, y) for inputs in (x, sign_noise(x, eps=EPS, rng=rng)))
    measured = {"dot.mean": float(signs.mean() / l1),
                "dot.over_l2": float(np.sqrt((signs ** 2).mean()) / l2),
                "dot.over_l1": float(np.sqrt((signs ** 2).mean()) / l1),
                "lowers_J": float(np.mean(J_noisy < J))}
    return measured, dict(dot_edges=edges, sign_counts=np.histogram(signs / l2, edges)[0],
                          uniform_counts=np.histogram(uniform / l2, edges)[0],
                          fgsm_dot=float(l1 / l2))


def _each_loss(net, x, y):
    """-log p_y of each example, in float64.  -> (N,)"""
    return -log_softmax(net.scores(x).astype(np.float64))[np.arange(len(y)), y]


def capacity(lab):
    """s6.capacity: softmax and logistic regression trained adversarially, beside maxout."""
    before, after = (("softmax", "logistic", "maxout"),
                     ("adversarial_softmax", "adversarial_logistic", "adversarial"))
    measured = {f"{subject}.{key}": value for subject, name in zip(before, after)
                for key, value in {**lab.evaluation(name), "error.pgd20": lab.pgd(name)}.items()}
    data = {"models": before}
    for when, names in (("before", before), ("after", after)):
        for column, key in (("clean", "clean_error"), ("fgsm", "error.float32"),
                            ("exact", "error.exact")):
            data[f"{when}_{column}"] = [lab.evaluation(name)[key]["value"] for name in names]
    data["after_pgd"] = [lab.pgd(name)["value"] for name in after]
    return measured, data
