"""s4.precision: what single precision hides from the attack, and why. Our own finding."""
from scratchadv.figures.canvas import (
    BLUE, EXACT, EXACT_NAME, FLOAT32, FLOAT32_NAME, ORANGE, SKY, Drawing, new_figure, percent,
    percent_axis, show_digit, show_signed,
)

ROUNDS_TO_ONE = 16.6                       # 1 - exp(-16.6) is the last float32 below 1


def models(found):
    """FGSM error of every model in both arithmetics; the maxout's against training length."""
    data = found.data("s4.precision")
    figure = new_figure(8.6, 4.0)
    left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
    single, exact = percent(data["error_float32"]), percent(data["error_exact"])
    _dumbbells(left, data["models"], single, exact)
    right.plot(data["epoch"], percent(data["epoch_error_float32"]), label=FLOAT32_NAME, **FLOAT32)
    right.plot(data["epoch"], percent(data["epoch_error_exact"]), label=EXACT_NAME, **EXACT)
    right.set(title="the maxout as it trains", xlabel="epochs", ylabel="FGSM error, eps .25")
    right.yaxis.set_major_formatter("{x:g} %")
    figure.legend(*right.get_legend_handles_labels(), loc="outside upper center", ncols=2)
    gaps = {name: exact[k] - single[k] for k, name in enumerate(data["models"])}
    widest = max(gaps, key=gaps.get)
    k = data["models"].index(widest)
    return Drawing(
        figure, "One FGSM error for each model; of arithmetic it says nothing.",
        f"The same step on the same weights: the {widest} network's error is {single[k]:.1f} % in "
        f"single precision and {exact[k]:.1f} % with the exact sign.")


def _dumbbells(axes, names, single, exact):
    places = range(len(names))
    axes.hlines(places, single, exact, color="#C8C8C8", linewidth=4, zorder=1)
    axes.scatter(single, places, marker="s", s=48, color=ORANGE, zorder=3)
    axes.scatter(exact, places, marker="o", s=48, color=BLUE, zorder=2)
    for place in places:
        low, high = sorted([(single[place], ORANGE), (exact[place], BLUE)],
                           key=lambda end: end[0])
        for (value, colour), shift, side in ((low, -7, "right"), (high, 7, "left")):
            axes.annotate(f"{value:.1f}", (value, place), xytext=(shift, 0), fontsize=8.5,
                          textcoords="offset points", ha=side, va="center", color=colour)
    axes.set_yticks(places, names)
    axes.set(title="every model at eps .25", xlabel="FGSM error", ylim=(len(names) - 0.5, -0.5))
    percent_axis(axes, "x", low=-14, high=116)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.grid(axis="y", visible=False)


def gap(found):
    """Against the logit gap of the clean digit: how many there are, wrong signs, fooled."""
    data = found.data("s4.precision")
    edges = data["gap_edges"]
    middle = [(low + high) / 2 for low, high in zip(edges, edges[1:])]
    width = [high - low for low, high in zip(edges, edges[1:])]
    figure = new_figure(6.8, 6.6)
    top, centre, bottom = figure.subplots(3, 1, sharex=True, height_ratios=(2, 3, 3))
    top.bar(middle, data["gap_counts"], width=width, color=SKY, edgecolor="white", linewidth=0.8)
    top.set(title="test digits by how sure the network is", ylabel="digits")
    wrong = percent(data["gap_wrong_signs"])
    centre.plot(middle, wrong, **FLOAT32)
    centre.set(title="pixels pushed the wrong way, or not at all, in single precision",
               ylabel="share of pixels", ylim=(0, None))
    centre.yaxis.set_major_formatter("{x:g} %")
    bottom.plot(middle, percent(data["gap_fooled_float32"]), label=FLOAT32_NAME, **FLOAT32)
    bottom.plot(middle, percent(data["gap_fooled_exact"]), label=EXACT_NAME, **EXACT)
    bottom.set(title="digits fooled by FGSM, eps .25", ylabel="share fooled",
               xlabel="logit gap on the clean digit: score of its class less the next best\n"
                      f"({edges[-2]:g} and more in the last)")
    percent_axis(bottom)
    bottom.legend(loc="lower left")
    _mark_rounding(top, centre, bottom)
    return Drawing(figure, "Not in the paper.", _gap_in_words(data, wrong))


def _mark_rounding(*panels):
    for axes in panels:
        axes.axvline(ROUNDS_TO_ONE, color="#888888", linewidth=1, linestyle=":")
    panels[0].annotate("p_y rounds to 1", (ROUNDS_TO_ONE, 0.9), xytext=(4, 0), fontsize=9,
                       xycoords=("data", "axes fraction"), textcoords="offset points",
                       color="#555555")


def _gap_in_words(data, wrong):
    worst = max((value for value in wrong if value == value), default=0.0)
    surest = [pair for pair in zip(data["gap_fooled_float32"], data["gap_fooled_exact"])
              if None not in pair][-1]
    ends = percent(surest)
    return ("At a gap of about 17 single precision rounds p_y to 1 and the label's entry of "
            "p - onehot(y) to 0: the step loses the one direction that matters. Up to "
            f"{worst:.1f} % of the pixels get a wrong sign or none; of the surest digits "
            f"{ends[0]:.0f} % are fooled in single precision, {ends[1]:.0f} % by the exact sign.")


def example(found):
    """One very sure digit: the two sign images, and where they disagree."""
    data = found.data("s4.precision")
    single, exact = data["example_sign_float32"], data["example_sign_exact"]
    figure = new_figure(8.4, 2.6)
    panels = figure.subplots(1, 4)
    show_digit(panels[0], data["example_x"],
               title=f"a {data['example_label']}, logit gap {data['example_gap']:.1f}")
    show_signed(panels[1], single, 1,
                title=f"sign, single precision\nseen as {data['example_class_float32']} after it")
    show_signed(panels[2], exact, 1,
                title=f"exact sign\nseen as {data['example_class_exact']} after it")
    differs = [float(a != b) for a, b in zip(single, exact)]
    show_digit(panels[3], differs, title="pixels where they differ")
    share = 100 * sum(differs) / len(differs)
    return Drawing(
        figure, "Not in the paper.",
        f"On this digit {share:.0f} % of the pixels get another sign in single precision "
        "(orange: +eps, blue: -eps, white: no step).")
