"""Section 8: which class others name. Appendix A: which classes networks see in noise."""
from scratchadv.figures.canvas import (
    AMBER, BLUE, EXACT_NAME, FLOAT32_NAME, ORANGE, PURPLE, Drawing, grouped_bars, legend_above,
    new_figure, percent, said,
)
from scratchadv.figures.section6 import paper_value

PAIRS = (("s8.maxout_wrong", "softmax", "softmax names\nmaxout's class"),
         ("s8.maxout_wrong", "rbf", "RBF names\nmaxout's class"),
         ("s8.both_wrong", "softmax", "softmax, maxout\nboth wrong"),
         ("s8.both_wrong", "rbf", "RBF, maxout\nboth wrong"),
         ("s8.both_wrong", "rbf_softmax", "RBF, softmax\nboth wrong"))
TOPS = (("sA.maxout_softmax", "maxout, softmax top", BLUE),
        ("sA.maxout_sigmoid", "maxout, sigmoids", PURPLE),
        ("sA.softmax", "softmax regression", ORANGE))


def agreement(found):
    """How often two models name the same class, in the paper, in single precision and exactly."""
    figure = new_figure(8.4, 4.0)
    axes = figure.subplots()
    series = (("paper", AMBER, [paper_value(id, f"{key}.agreement.float32")
                                for id, key, _ in PAIRS]),
              (FLOAT32_NAME, ORANGE, [found.mean(id, f"{key}.agreement.float32")
                                      for id, key, _ in PAIRS]),
              (EXACT_NAME, BLUE, [found.mean(id, f"{key}.agreement.exact")
                                  for id, key, _ in PAIRS]))
    grouped_bars(axes, [label for _, _, label in PAIRS], series)
    legend_above(axes)
    axes.set(title="FGSM examples of the maxout network: the same class named", ylabel="agreement")
    return Drawing(
        figure, "Softmax names maxout's wrong class more often than RBF does: 54.6 against 16.0 %; "
        "where both compared models err, 84.6 against 54.3 %.",
        "In single precision " + ", ".join(
            f"{label.replace(chr(10), ' ')} {said(value)}"
            for (_, _, label), value in zip(PAIRS, series[1][2]))
        + ". The two groups at the left count all examples that fool the maxout network, the "
        "others only those that fool both compared models.")


def rubbish(found):
    """The classes that networks see in noise."""
    figure = new_figure(8.4, 3.6)
    for axes, (id, label, colour) in zip(figure.subplots(1, len(TOPS), sharey=True), TOPS):
        data = found.data(id)
        counts = data["counts"]
        axes.bar(range(len(counts)), percent([count / (sum(counts) or 1) for count in counts]),
                 color=colour)
        axes.set(title=f"{label}:\n{said(data.rate('rubbish_error'))} of noise is a digit",
                 xlabel="class", xticks=range(len(counts)))
        axes.grid(axis="x", visible=False)
    figure.axes[0].set_ylabel("share of the mistakes")
    figure.axes[0].yaxis.set_major_formatter("{x:g} %")
    return Drawing(
        figure, "Maxout with a softmax top sees a digit in 98.35 % of noise, with sigmoids in "
        "68 %, softmax regression in 59.8 %; 45.3 % of the naive maxout's are fives, none eights.",
        "10,000 samples of N(0, 1) at every pixel; a mistake is any class above one half.")
