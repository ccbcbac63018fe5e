"""Appendix A: one step from noise towards a class, figure 5 on MNIST; a network trained on noise.
"""
from scratchadv.figures.canvas import (
    GREEN, GREY, PURPLE, SKY, Drawing, mosaic, new_figure, percent, percent_axis,
)

SHADES = 3.0                                     # black and white at this many standard deviations


def fooling(found):
    """Noise after the step, a row a class, framed where it fools; the share that does."""
    data = found.data("sA.fooling_mnist")
    C, shown = len(data["sign"]), len(data["images"]) // len(data["sign"])
    figure = new_figure(8.8, 5.8)
    left, right = figure.subplots(1, 2, width_ratios=(1.55, 1))
    framed = [k for k, fools in enumerate(data["fools"]) if fools]
    mosaic(left, data["images"], shown, "gray", -SHADES, SHADES, framed)
    side = left.get_ylim()[0] / C
    left.set_yticks([side * (c + .5) for c in range(C)], range(C))
    left.set(title="noise after the step, by its class", ylabel="class of the step")
    for shift, key, colour, label in ((-.28, "before", GREY, "noise itself"),
                                      (0, "gradient", SKY, "gradient"),
                                      (.28, "sign", PURPLE, "gradient sign")):
        right.barh([c + shift for c in range(C)], percent(data[key]), height=.26, color=colour,
                   label=label)
    right.set_yticks(range(C))
    right.set(title="seen with more than one half", ylim=(C - .5, -.5))
    right.grid(axis="y", visible=False)
    percent_axis(right, "x")
    figure.legend(*right.get_legend_handles_labels(), loc="outside upper right", ncols=3)
    return Drawing(
        figure, "Figure 5 is made on CIFAR: noise after one step that raises the probability of "
        "airplane, framed where the network then sees one with more than one half.",
        f"{len(framed)} of the {len(data['images'])} shown fool the network. Mean over the "
        f"classes: {_mean(data, 'before')} before the step, {_mean(data, 'sign')} after that "
        f"along the sign, {_mean(data, 'gradient')} after one of the same length along the "
        "gradient.")


def _mean(data, key):
    return f"{sum(percent(data[key])) / len(data[key]):.1f} %"


def trained(found):
    """How often a class is seen along the step, by what the network was trained on."""
    data = found.data("sA.trained")
    figure = new_figure(6.8, 3.9)
    axes = figure.subplots()
    for key, colour, label in (("naive", GREY, "digits alone"),
                               ("trained", GREEN, "digits and noise")):
        axes.plot(data["eps"], percent(data[key]), color=colour, label=label)
    axes.axvline(data["judged_eps"], color="#111111", linewidth=1, linestyle=":")
    axes.set(title="any class above one half, by what the network was trained on",
             xlabel=f"eps of one FGSM step from noise (dotted: {data['judged_eps']:g})",
             ylabel="share of noise samples")
    percent_axis(axes)
    axes.legend()
    most, at = max(zip(data["trained"], data["eps"]), key=lambda point: point[0])
    half = [eps for eps, share in zip(data["eps"], data["trained"]) if share >= .5]
    return Drawing(
        figure, "A network trained to 0 % error on Gaussian rubbish is still vulnerable to "
        "rubbish made by a fast gradient sign step from a Gaussian sample.",
        f"Trained on noise, the network sees a class in {100 * data['trained'][0]:.1f} % of it; "
        + (f"a step of eps {half[0]:g} is the first after which half of the samples fool it."
           if half else f"at most, after a step of eps {at:g}, {100 * most:.1f} % of the samples "
                        "fool it."))
