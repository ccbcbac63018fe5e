"""That every mark of a figure is where the array of its label says: on random results."""
import numpy as np
import pytest
from random_results import RESULTS, draw, drawn, figure_named, mean

from scratchadv.figures import FIGURES
from scratchadv.figures.canvas import EXACT_NAME as EXACT, FLOAT32_NAME as FLOAT32


class Data:
    """The arrays of a claim's first seed: d.name as they are, d["name"] in percent."""

    def __init__(self, id):
        self.data = RESULTS[id][0].data

    def __getattr__(self, name):
        return np.array(self.data[name], float)

    def __getitem__(self, name):
        return 100 * getattr(self, name)


def loss_curves(y):
    return {label: lambda d, curve=curve: getattr(d, f"{curve}_{y}") for label, curve in (
        ("clean: zeta(-ys)", "clean"), ("closed form: zeta(eps l1norm(w) - ys)", "ours"),
        ("as printed: zeta(y(eps l1norm(w) - s))", "printed"), ("loss at the FGSM point", "fgsm"),
        ("largest loss over all corners", "corners"))}


def means(*places):
    """Measured numbers, (claim, key) of each bar."""
    return lambda d: np.array([mean(id, key) for id, key in places])


def shares(counts):
    return np.array(counts) / np.sum(counts)


def per_m(name):
    """Growth of the score over the mean size of its weights."""
    return lambda d: getattr(d, name) / (d.eps_m_n / (d.eps * d.n))


AGREEMENTS = [("s8.maxout_wrong", "softmax"), ("s8.maxout_wrong", "rbf"),
              ("s8.both_wrong", "softmax"), ("s8.both_wrong", "rbf"),
              ("s8.both_wrong", "rbf_softmax")]
NOISE = [("s4.maxout", ""), ("s6.noise.sign", ""), ("s6.noise.uniform", ""),
         ("s6.objective", "adversarial.")]
DRAWN = {
    "s3.growth": [
        {"eps n, the prediction": lambda d: d.eps * np.array([0, d.n[-1]]),
         "measured, eta = eps sign(w)": per_m("growth"),
         "eta = random signs, root mean square": per_m("noise")},
        {"l2 norm: like eps sqrt(n)": lambda d: d.l2_norm,
         "max norm: eps, whatever n": lambda d: d.max_norm}],
    "s3.dimension": [{"same m, same margins": "fooled",
                      "as trained: m and margins their own": "as_trained"}],
    "s4.precision": [{}, {FLOAT32: "epoch_error_float32", EXACT: "epoch_error_exact"}],
    "s4.precision.gap": [
        {"_container0": lambda d: d.gap_counts}, {"_child0": "gap_wrong_signs"},
        {FLOAT32: "gap_fooled_float32", EXACT: "gap_fooled_exact"}],
    "s4.eps_curves": [{FLOAT32: lambda d: d["untargeted_float32"][0],
                       EXACT: lambda d: d["untargeted_exact"][0]}] + [
        {FLOAT32: lambda d, k=k: d["untargeted_float32"][k],
         EXACT: lambda d, k=k: d["untargeted_exact"][k],
         "targeted: lands in the chosen class": lambda d, k=k: (
             100 * np.array(d.data["targeted_exact"][k]))}
        for k in range(1, 5)],
    "s4.rotation": [{FLOAT32: "error_float32", "exact gradient": "error_exact",
                     "FGSM, eps .25": lambda d: [d["fgsm_error"]] * 2},
                    {"_child0": lambda d: d.l2_share}],
    "s5.loss": [loss_curves("positive"), loss_curves("negative")],
    "s5.vs_l1": [
        {"adversarial training": lambda d: d.adversarial_push, "L1 decay": lambda d: [1, 1],
         "training examples (scaled)": lambda d: .6 * d.margin_counts / d.margin_counts.max()},
        {"each class its own worst eta": lambda d: d.softmax_loss_l1,
         "one eta: loss at FGSM": lambda d: d.softmax_loss_fgsm}],
    "s5.l1_maxout": [
        {"training digits": "train_error", "test digits": "clean_error", "_child20": lambda d: [
            5, 5]},
        {name: lambda d, k=k: d["valid_error"][k] for k, name in enumerate(
            ["no L1", "L1 .0025", "L1 .00025", "L1 .000025", "J~"])}],
    "s6.objective": [
        {"trained on J": "naive_clean_error", "trained on J~": "adversarial_clean_error"},
        {"trained on J, single precision": "naive_error_float32",
         "trained on J, exact sign": "naive_error_exact",
         "trained on J~, single precision": "adversarial_error_float32",
         "trained on J~, exact sign": "adversarial_error_exact"}],
    "s6.1600.adv": [{"_child0": f"{name}_error", "_child1": lambda d, name=name: [
        min(d[f"{name}_error"])]} for name in ("naive", "adversarial")],
    "s6.robust": [{"naive": lambda d: d["errors"][0],
                   "adversarially trained": lambda d: d["errors"][1]}],
    "s6.transfer": [{
        "paper": lambda d: [19.6, 40.9],
        **{name: means(*[("s6.transfer", f"{way}.error.{variant}")
                         for way in ("old_to_new", "new_to_old")])
           for name, variant in (("single precision", "float32"), ("exact sign", "exact"),
                                 ("PGD-20", "pgd20"))}}],
    "fig3.filters": [{}, {}, {
        f"_container{k}": lambda d, name=name: np.histogram(d[name], 50, (
            0, max(d["naive_shares"].max(), d["adversarial_shares"].max())))[0]
        for k, name in enumerate(("naive_shares", "adversarial_shares"))}],
    "s6.noise": [{
        "paper": lambda d: [89.4, 86.2, 90.4, 17.9],
        "single precision": means(*[(id, f"{who}error.float32") for id, who in NOISE]),
        "exact sign": means(*[(id, f"{who}error.exact") for id, who in NOISE])}],
    "s6.noise.dot": [{"random signs": lambda d: shares(d.sign_counts),
                      "uniform noise": lambda d: shares(d.uniform_counts),
                      "FGSM: eps l1norm(w)": lambda d: [0, 1]}],
    "s6.capacity": [{"before": "before_clean", "after": "after_clean"},
                    {"before": "before_fgsm", "after": "after_fgsm",
                     "after, exact sign": "after_exact", "after, PGD-20": "after_pgd"}],
    "s6.differentiable": [{"test digits": "clean_error", "FGSM, single precision": "fgsm_error",
                           "FGSM, exact sign": "exact_error", "PGD-20": "pgd_error"}],
    "s6.hidden": [{"first hidden layer": lambda d: d.first_size,
                   "final hidden layer": lambda d: d.final_size},
                  {"training digits": "train_error", "test digits": "clean_error",
                   "FGSM, single precision": "fgsm_error"}],
    "s7.rbf": [{"clean digits": lambda d, k=k: shares(d.clean_counts[k]),
                "FGSM examples, misclassified": lambda d, k=k: shares(d.mistake_counts[k])}
               for k in range(2)],
    "s7.deep": [{kind: lambda d, k=k: d["train_error"][k]
                 for k, kind in enumerate(["shallow", "strong", "deep"])},
                {kind: lambda d, k=k: d.valid_loss[k]
                 for k, kind in enumerate(["shallow", "strong", "deep"])}],
    "fig4.trace": [{} for _ in range(7)] + [
        {"4, its class" if k == 4 else str(k): lambda d, k=k: d.scores[:, k] for k in range(10)}],
    "s8.agreement": [{
        "paper": lambda d: [54.6, 16, 84.6, 54.3, 53.6],
        FLOAT32: means(*[(id, f"{who}.agreement.float32") for id, who in AGREEMENTS]),
        EXACT: means(*[(id, f"{who}.agreement.exact") for id, who in AGREEMENTS])}],
    "sA.rubbish": [
        {"_container0": lambda d, id=id: 100 * shares(Data(id).counts)}
        for id in ("sA.maxout_softmax", "sA.maxout_sigmoid", "sA.softmax")],
    "sA.fooling_mnist": [{}, {"noise itself": "before", "gradient": "gradient",
                              "gradient sign": "sign"}],
    "sA.trained": [{"digits alone": "naive", "digits and noise": "trained"}],
}


@pytest.mark.parametrize("name", DRAWN)
def test_every_mark_stands_where_its_label_says(name):
    panels, data = draw(name).figure.axes, Data(figure_named(name).claim)
    assert len(panels) - len(DRAWN[name]) == (name == "s4.eps_curves"), "it has one for the legend"
    for axes, marks in zip(panels, DRAWN[name]):
        found = drawn(axes)
        assert {label for label in found if label and not label.startswith("_")} <= marks.keys()
        for label, expected in marks.items():
            expected = data[expected] if isinstance(expected, str) else expected(data)
            np.testing.assert_allclose(found[label], expected, rtol=1e-12, err_msg=label)


def test_every_figure_is_looked_at_here_or_among_the_pictures():
    pictures = {"glance", "fig2.logistic", "s4.precision.example"}
    assert DRAWN.keys() | pictures == {figure.name for figure in FIGURES}


@pytest.mark.parametrize("name, panel, form", [
    ("s6.robust", 0, "{:.1f}"), ("s5.l1_maxout", 0, "{:.1f}"), ("s6.hidden", 0, "{:.2f}"),
    ("s6.hidden", 1, "{:.1f}")])
def test_the_number_above_a_bar_is_its_height(name, panel, form):
    axes = draw(name).figure.axes[panel]
    written = {each.xy: each.get_text() for each in axes.texts}
    bars = [bar for bars in axes.containers for bar in bars]
    assert bars
    for bar in bars:
        top = bar.get_x() + bar.get_width() / 2, bar.get_height()
        assert np.isnan(top[1]) or written[top] == form.format(top[1])
