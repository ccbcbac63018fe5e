"""Section 5: L1 decay on a maxout network's first layer, against training on J~."""
from scratchadv.figures.canvas import (
    AMBER, BLUE, GREEN, GREY, ORANGE, PURPLE, Drawing, bar_labels, new_figure, percent,
)

COLOURS = (GREY, ORANGE, PURPLE, AMBER, GREEN)
STUCK = 5.0                                      # percent  [sec. 5]


def l1_maxout(found):
    """Training and test error of each network, and its validation error along training."""
    data = found.data("s5.l1_maxout")
    names = data["networks"]
    figure = new_figure(8.6, 4.2)
    left, right = figure.subplots(1, 2, width_ratios=(1.2, 1))
    for shift, label, colour, key in ((-.2, "training digits", GREY, "train_error"),
                                      (.2, "test digits", BLUE, "clean_error")):
        values = percent(data[key])
        bars = left.bar([k + shift for k in range(len(names))], values, width=.38, color=colour,
                        label=label)
        bar_labels(left, bars, values)
    left.axhline(STUCK, color="#111111", linewidth=1, linestyle=":")
    left.set_xticks(range(len(names)), [name.replace(" ", "\n") for name in names])
    left.set(title="error after training (dotted: 5 %)", ylabel="error",
             ylim=(0, 1.3 * max(STUCK, *percent(data["train_error"] + data["clean_error"]))))
    left.yaxis.set_major_formatter("{x:g} %")
    left.grid(axis="x", visible=False)
    left.legend()
    for name, errors, colour in zip(names, data["valid_error"], COLOURS):
        right.plot(range(1, len(errors) + 1), percent(errors), "o-", color=colour, label=name)
    right.set(title="validation digits", xlabel="epochs", ylabel="error", yscale="log")
    right.yaxis.set_major_formatter("{x:g} %")
    right.yaxis.set_minor_formatter("{x:g} %")
    right.tick_params(which="minor", labelsize=7)
    right.legend()
    return Drawing(
        figure, "L1 decay of .0025 on the first layer was too large, stuck above 5 % training "
        "error; smaller coefficients train but do not regularise.",
        "Training and test error: " + "; ".join(
            f"{name} {train:.1f} and {test:.1f} %" for name, train, test in zip(
                names, percent(data["train_error"]), percent(data["clean_error"]))) + ".")
