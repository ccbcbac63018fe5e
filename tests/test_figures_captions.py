"""That captions and titles say the numbers that they speak of: on random results."""
from dataclasses import replace

import numpy as np
import pytest
from random_results import RESULTS, draw, figure_named, mean


def rate(value, digits=1):
    return f"{100 * value:.{digits}f} %"


def drawn_rate(id, key):
    """Of the seed that is drawn, in percent."""
    return 100 * RESULTS[id][0].measured[key]["value"]


def growth(d):
    m = [whole / (d["eps"] * n) for whole, n in zip(d["eps_m_n"], d["n"])]
    fold = d["growth"][-1] / d["growth"][0]
    return [f"rises {fold:.0f}-fold, from {d['growth'][0]:.3g} to {d['growth'][-1]:.3g}, per unit "
            f"of m {fold * m[0] / m[-1]:.0f}-fold", f"stays {d['eps']:g}"]


def precision(d):
    gaps = [exact - single for single, exact in zip(d["error_float32"], d["error_exact"])]
    k = gaps.index(max(gaps))
    return [f"the {d['models'][k]} network's error is {rate(d['error_float32'][k])} in single "
            f"precision and {rate(d['error_exact'][k])} with the exact sign"]


def gap(d):
    return [f"Up to {rate(max(d['gap_wrong_signs'][1:]))} of the pixels",
            f"{rate(d['gap_fooled_float32'][-1], 0)} are fooled in single precision, "
            f"{rate(d['gap_fooled_exact'][-1], 0)} by the exact sign"]


def eps_curves(d):
    single, exact, hit = (rate(d[name][2][5]) for name in ("untargeted_float32", "untargeted_exact",
                                                           "targeted_exact"))
    return [f"On maxout at eps 0.25: error {exact} with the exact sign, {single} in single "
            f"precision; the chosen class is hit in {hit}"]


def capacity(d):
    return [f"{model} {100 * d['before_fgsm'][k]:.0f} to {100 * d['after_fgsm'][k]:.0f} %, "
            f"{100 * d['before_clean'][k]:.1f} to {100 * d['after_clean'][k]:.1f} %"
            for k, model in enumerate(d["models"])]


def wide(d):
    best = {name: int(np.argmin(d[f"{name}_error"])) for name in ("naive", "adversarial")}
    return [f"{d['naive_epoch'][best['naive']]} of {len(d['naive_epoch'])} on J and "
            f"{d['adversarial_epoch'][best['adversarial']]} of {len(d['adversarial_epoch'])} "
            "on J~"]


def perturbed(d):
    return [f"{model} {100 * d['clean_error'][k]:.2f} %, {rate(d['fgsm_error'][k])}"
            for k, model in enumerate(d["models"])] + [
        f"{name} {d['length_naive'][k]:.1f}, {d['length_own'][k]:.1f}"
        for k, name in enumerate(d["perturbations"])]


def apart(d):
    return max(np.abs(np.subtract(d[f"fgsm_{y}"], d[f"corners_{y}"])).max()
               for y in ("positive", "negative"))


def rbf_training(d):
    at_best = [errors[rates.index(best)] for errors, rates, best in zip(
        d["train_error"], d["rates"], d["best_rate"])]
    return [", ".join(f"{kind} {rate(error)}" for kind, error in zip(d["kinds"], at_best))]


def trace(d):
    first, last = (max(d["scores"][end]) for end in (0, -1))
    return [f"reaches {first:.0f} at eps -10 and {last:.0f} at eps 10"]


def trained(d):
    half = next(eps for eps, share in zip(d["eps"], d["trained"]) if share >= .5)
    return [f"sees a class in {rate(d['trained'][0])} of it", f"a step of eps {half:g} is the"]


SAID = {
    "s3.growth": growth, "s4.precision": precision, "s4.precision.gap": gap,
    "s4.eps_curves": eps_curves, "s6.capacity": capacity, "s6.1600.adv": wide,
    "s6.differentiable": perturbed, "fig4.trace": trace, "sA.trained": trained,
    "s3.dimension": lambda d: [f"from {rate(d['fooled'][0])} at n = 49 to "
                               f"{rate(d['fooled'][-1])} at n = 3136"],
    "s4.rotation": lambda d: [
        f"{drawn_rate('s4.rotation', 'error.float32'):.1f} % are misclassified in single precision",
        f"{drawn_rate('s4.rotation', 'error.exact'):.1f} % along the exact gradient, by a step of "
        f"{drawn_rate('s4.rotation', 'step.l2_share') / 100:.2f} times", "at 20 degrees"],
    "s5.loss": lambda d: [f"by at most {apart(d):.1g}."],
    "s5.vs_l1": lambda d: [
        f"from {d['adversarial_push'][0]:.2f} to {d['adversarial_push'][-1]:.2f}",
        f"{d['softmax_loss_l1'][-1]:.1f} nats if every class had its own eta, "
        f"{d['softmax_loss_fgsm'][-1]:.1f} at FGSM"],
    "s5.l1_maxout": lambda d: [
        f"{name} {100 * d['train_error'][k]:.1f} and {100 * d['clean_error'][k]:.1f} %"
        for k, name in enumerate(d["networks"])],
    "fig2.logistic": lambda d: [f"{sum(d['adversarial_wrong'])} of the 9 digits"],
    "s6.objective": lambda d: [f"{rate(d['naive_error_float32'][-1])} on J and "
                               f"{rate(d['adversarial_error_float32'][-1])} on J~"],
    "s6.robust": lambda d: [f"adversarially trained: {', '.join(told)}" for told in [[
        f"{attack} {rate(error)}" for attack, error in zip(
            ("clean", "FGSM, single precision", "FGSM, exact sign", "y predicted, exact",
             "made on the other, exact", "PGD-20"), d["errors"][1])]]],
    "s8.agreement": lambda d: [
        f"softmax names maxout's class {mean('s8.maxout_wrong', 'softmax.agreement.float32'):.1f}",
        f"RBF, softmax both wrong {mean('s8.both_wrong', 'rbf_softmax.agreement.float32'):.1f}"],
    "s6.transfer": lambda d: [
        f"{mean('s6.transfer', 'old_to_new.error.float32'):.1f} % and "
        f"{mean('s6.transfer', 'new_to_old.error.float32'):.1f} %"],
    "fig3.filters": lambda d: [f"{rate(np.mean(d['naive_shares']))} of a naive filter's",
                               f"{rate(np.mean(d['adversarial_shares']))} of an adversarially"],
    "s6.noise": lambda d: [
        f"{name} {mean(id, f'{who}error.exact'):.1f} %" for name, id, who in (
            ("clean digits", "s4.maxout", ""), ("random signs", "s6.noise.sign", ""),
            ("uniform noise", "s6.noise.uniform", ""), ("FGSM", "s6.objective", "adversarial."))
    ] + ["Means of 2 seeds."],
    "s6.noise.dot": lambda d: [f"FGSM stands at {d['fgsm_dot']:.1f} of them"],
    "s6.hidden": lambda d: [f"{model} {d['first_size'][k]:.2f}, {rate(d['clean_error'][k], 2)}"
                            for k, model in enumerate(d["models"])],
    "s7.rbf": lambda d: [
        f"{drawn_rate('s7.rbf', 'clean_confidence'):.1f} % on clean digits, "
        f"{drawn_rate('s7.rbf', 'confidence.float32'):.1f} % on the FGSM examples"],
    "s7.deep": rbf_training,
    "sA.fooling_mnist": lambda d: [
        f"{sum(d['fools'])} of the 20 shown", f"{rate(np.mean(d['before']))} before the step, "
        f"{rate(np.mean(d['sign']))} after that along the sign, {rate(np.mean(d['gradient']))} "
        "after one"],
}


@pytest.mark.parametrize("name", SAID)
def test_a_caption_says_its_numbers(name):
    seen = draw(name).seen
    for words in SAID[name](RESULTS[figure_named(name).claim][0].data):
        assert words in seen


@pytest.mark.parametrize("printed, words", [
    (-1., "the printed one lies below even the clean loss."), (1., "the printed one misses them.")])
def test_where_the_printed_loss_lies_below_the_clean_one_the_caption_says_so(printed, words):
    run = RESULTS["s5.loss"][0]
    below = dict(run.data, printed_negative=[printed] * len(run.data["s"]))
    assert draw("s5.loss", {"s5.loss": [replace(run, data=below)]}).seen.endswith(words)


def test_corners_that_agree_to_what_is_kept_are_not_said_to_differ_by_nothing():
    run = RESULTS["s5.loss"][0]
    same = run.data | {f"corners_{y}": run.data[f"fgsm_{y}"] for y in ("positive", "negative")}
    seen = draw("s5.loss", {"s5.loss": [replace(run, data=same)]}).seen
    assert seen.startswith("FGSM and brute force over the corners agree to the 7 digits that are")


@pytest.mark.parametrize("seeds, said", [
    ((2, 2, 2, 2), "Means of 2 seeds."), ((1, 1, 1, 1), "One seed."),
    ((2, 1, 1, 2), "Means of 2, 1, 1 and 2 seeds.")])
def test_means_that_stand_side_by_side_say_of_how_many_seeds_they_are(seeds, said):
    ids = ("s4.maxout", "s6.noise.sign", "s6.noise.uniform", "s6.objective")
    results = {id: RESULTS[id][:count] for id, count in zip(ids, seeds)}
    assert draw("s6.noise", results).seen.endswith(said)


@pytest.mark.parametrize("name, titles", [
    ("s5.loss", ["y = +1", "y = -1"]), ("s7.rbf", ["RBF", "softmax"]),
    ("s4.eps_curves", ["logistic", "softmax", "maxout", "adversarial", "rbf", ""]),
    ("sA.rubbish", [f"{label}:\n{drawn_rate(id, 'rubbish_error'):.1f} % of noise is a digit"
                    for label, id in (("maxout, softmax top", "sA.maxout_softmax"),
                                      ("maxout, sigmoids", "sA.maxout_sigmoid"),
                                      ("softmax regression", "sA.softmax"))])])
def test_panels_are_named_by_what_they_show(name, titles):
    assert [axes.get_title(loc="left") for axes in draw(name).figure.axes] == titles
