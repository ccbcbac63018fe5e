"""Where marks stand along the other axis, and in which colours."""
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex
from numpy.testing import assert_allclose
from random_results import RESULTS, draw, figure_named, mean

from scratchadv.claims import CLAIMS
from scratchadv.figures.canvas import AMBER, BLUE, EXACT_NAME, FLOAT32_NAME, ORANGE


def places(axes):
    """{label: numbers} of lines along x, the edges of steps, the middles of bars."""
    found = {str(line.get_label()): line.get_xdata() for line in axes.lines}
    found |= {str(patch.get_label()): patch.get_data().edges for patch in axes.patches
              if hasattr(patch, "get_data")}
    for bars in axes.containers:
        found[str(bars.get_label())] = [bar.get_x() + bar.get_width() / 2 for bar in bars]
    return {label: np.asarray(numbers, float) for label, numbers in found.items()}


def at(key, *labels):
    """Marks of these labels stand at the numbers of that array."""
    return {label: lambda d: d[key] for label in labels}


def middles(edges):
    return np.add(edges[1:], edges[:-1]) / 2


LOSS = {**at("s", "clean: zeta(-ys)", "closed form: zeta(eps l1norm(w) - ys)",
             "as printed: zeta(y(eps l1norm(w) - s))"),
        **at("fgsm_s", "loss at the FGSM point", "largest loss over all corners")}
KINDS = ["shallow", "strong", "deep"]
L1 = ["no L1", "L1 .0025", "L1 .00025", "L1 .000025", "J~"]
ACROSS = {
    "s3.growth": [at("n", "measured, eta = eps sign(w)", "eta = random signs, root mean square"),
                  at("n", "l2 norm: like eps sqrt(n)", "max norm: eps, whatever n")],
    "s3.dimension": [at("n", "same m, same margins", "as trained: m and margins their own")],
    "s4.precision": [{}, at("epoch", FLOAT32_NAME, EXACT_NAME)],
    "s4.precision.gap": [{label: lambda d: middles(d["gap_edges"]) for label in labels} for labels
                         in (["_container0"], ["_child0"], [FLOAT32_NAME, EXACT_NAME])],
    "s4.eps_curves": [at("eps", FLOAT32_NAME, EXACT_NAME)] + 4 * [
        at("eps", FLOAT32_NAME, EXACT_NAME, "targeted: lands in the chosen class")],
    "s4.rotation": [at("angle", FLOAT32_NAME, "exact gradient"), at("angle", "_child0")],
    "s5.loss": [LOSS, LOSS],
    "s5.vs_l1": [{**at("margin", "adversarial training"),
                  "training examples (scaled)": lambda d: middles(d["margin_edges"])},
                 at("softmax_eps", "each class its own worst eta", "one eta: loss at FGSM")],
    "s5.l1_maxout": [{}, {name: lambda d, k=k: np.arange(1, 1 + len(d["valid_error"][k]))
                          for k, name in enumerate(L1)}],
    "s6.objective": [
        {**at("naive_epoch", "trained on J"), **at("adversarial_epoch", "trained on J~")},
        {**at("naive_epoch", "trained on J, single precision", "trained on J, exact sign"),
         **at("adversarial_epoch", "trained on J~, single precision",
              "trained on J~, exact sign")}],
    "s6.1600.adv": [{**at(f"{name}_epoch", "_child0"), "_child1": lambda d, name=name: [
        d[f"{name}_epoch"][int(np.argmin(d[f"{name}_error"]))]]}
        for name in ("naive", "adversarial")],
    "s6.noise.dot": [at("dot_edges", "random signs", "uniform noise")],
    "s7.rbf": 2 * [{label: lambda d: 100 * np.array(d["edges"])
                    for label in ("clean digits", "FGSM examples, misclassified")}],
    "s7.deep": [{**{kind: lambda d, k=k: d["rates"][k] for k, kind in enumerate(KINDS)},
                 **{f"_child{2 * k + 1}": lambda d, k=k: [d["best_rate"][k]] for k in range(3)}},
                {kind: lambda d, k=k: np.arange(1, 1 + len(d["valid_loss"][k]))
                 for k, kind in enumerate(KINDS)}],
    "fig4.trace": 7 * [{}] + [at("eps", "4, its class", *map(str, [0, 1, 2, 3, 5, 6, 7, 8, 9]))],
    "sA.trained": [at("eps", "digits alone", "digits and noise")]}


def of_other_epochs(id):
    """Results in which the two networks were not kept at the same epochs."""
    (first, *others) = RESULTS[id]
    if "adversarial_epoch" not in first.data:
        return RESULTS
    later = [epoch + 100 for epoch in first.data["adversarial_epoch"]]
    return RESULTS | {id: [replace(first, data=first.data | {"adversarial_epoch": later}), *others]}


@pytest.mark.parametrize("name", ACROSS)
def test_every_mark_stands_across_where_its_array_says(name):
    id = figure_named(name).claim
    results = of_other_epochs(id)
    panels, data = draw(name, results).figure.axes, results[id][0].data
    for axes, marks in zip(panels, ACROSS[name]):
        found = places(axes)
        for label, expected in marks.items():
            assert_allclose(found[label], expected(data), rtol=1e-12, err_msg=label)


def test_the_glance_draws_each_rate_its_exact_twin_and_its_band():
    judged = {f"{claim.id}: {q.label}": (claim.id, q) for claim in CLAIMS.values() if claim.built
              for q in claim.quantities if q.paper is not None and q.mark == "P" and q.unit == "%"}
    seen = []
    for axes in draw("glance").figure.axes:
        rows = [judged[tick.get_text()] for tick in axes.get_yticklabels()]
        marks = {(line.get_ydata()[0], line.get_label()): line.get_xdata()[0] for line in axes.lines
                 if line.get_label() != "paper"}
        bands = {round(bar.get_y() + bar.get_height() / 2): (bar.get_x(), bar.get_width())
                 for bars in axes.containers for bar in bars}
        for place, (id, q) in enumerate(rows):
            seen.append((id, q.key))
            assert marks[place, "measured, in single precision"] == pytest.approx(mean(id, q.key))
            if q.key.endswith(".float32"):
                twin = mean(id, q.key.replace(".float32", ".exact"))
                assert marks[place, "exact sign"] == pytest.approx(twin)
            low, high = max(q.rule.lo, 0), min(q.rule.hi, 100)
            thinnest = .4 if q.rule.hi > 3 else 0
            if np.isfinite(q.rule.hi):
                assert bands[place] == pytest.approx((low, max(high - low, thinnest)))
    assert len(seen) == len(judged)


@pytest.mark.parametrize("name", ["s4.precision", "s4.precision.gap", "s4.eps_curves",
                                  "s4.rotation", "s6.transfer", "s6.noise", "s8.agreement"])
def test_arithmetics_have_their_colours(name):
    colours = {FLOAT32_NAME: (ORANGE, "--"), EXACT_NAME: (BLUE, "-"), "exact gradient": (BLUE, "-"),
               "paper": (AMBER, None)}
    told = set()
    for axes in draw(name).figure.axes:
        for line in axes.lines:
            if line.get_label() in colours:
                assert (line.get_color(), line.get_linestyle()) == colours[line.get_label()]
                told.add(line.get_label())
        for bars in axes.containers:
            if bars.get_label() in colours:
                assert {to_hex(bar.get_facecolor()).upper() for bar in bars} == {
                    colours[bars.get_label()][0]}
                told.add(bars.get_label())
    assert FLOAT32_NAME in told and len(told) > 1
