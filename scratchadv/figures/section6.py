"""Section 6: adversarial training, its robustness, transfer, noise controls and capacity."""
from scratchadv.claims import CLAIMS
from scratchadv.figures.canvas import (
    AMBER, BLUE, GREEN, GREY, ORANGE, PURPLE, Drawing, grouped_bars, legend_above, new_figure,
    percent, percent_axis, said,
)


def paper_value(id, key):
    """The paper's value of a claim's quantity, or NaN."""
    values = [q.paper for q in CLAIMS[id].quantities if q.key == key and q.paper is not None]
    return values[0] if values else float("nan")


def training(found):
    """Clean and FGSM error along training, on J and on J~."""
    data = found.data("s6.objective")
    figure = new_figure(8.4, 3.9)
    left, right = figure.subplots(1, 2)
    for name, colour, label in (("naive", GREY, "trained on J"),
                                ("adversarial", GREEN, "trained on J~")):
        epoch = data[f"{name}_epoch"]
        left.plot(epoch, percent(data[f"{name}_clean_error"]), "o-", color=colour, label=label)
        for arithmetic, line, suffix in (("float32", "--", "single precision"),
                                         ("exact", "-", "exact sign")):
            right.plot(epoch, percent(data[f"{name}_error_{arithmetic}"]), "o" + line, color=colour,
                       label=f"{label}, {suffix}")
    left.set(title="clean digits", xlabel="epochs", ylabel=f"error, {data['split']}",
             ylim=(0, None))
    left.yaxis.set_major_formatter("{x:g} %")
    right.set(title="FGSM, eps .25", xlabel="epochs")
    percent_axis(right)
    left.legend()
    right.legend(fontsize=8.5, handlelength=3.5)
    end = percent([data["naive_error_float32"][-1], data["adversarial_error_float32"][-1]])
    return Drawing(
        figure, "J~ with alpha .5 and fresh examples at each step.",
        f"Where the curves end the FGSM error in single precision is {end[0]:.1f} % on J and "
        f"{end[1]:.1f} % on J~.")


BY_ATTACK = {                                    # what a result calls them, and the figure
    "FGSM float32": "FGSM, single precision", "FGSM exact": "FGSM, exact sign",
    "FGSM y predicted": "y predicted, exact", "transferred": "made on the other, exact"}


def robust(found):
    """Error under each attack, before and after adversarial training."""
    data = found.data("s6.robust")
    attacks = [BY_ATTACK.get(attack, attack) for attack in data["attacks"]]
    figure = new_figure(8.4, 4.0)
    axes = figure.subplots()
    grouped_bars(axes, [attack.replace(", ", ",\n") for attack in attacks],
                 [(model, colour, percent(errors)) for model, colour, errors
                  in zip(data["models"], (GREY, GREEN), data["errors"])])
    legend_above(axes)
    axes.set(title="error at eps .25, by attack", ylabel="error")
    return Drawing(
        figure, "FGSM error falls from 89.4 to 17.9 % with adversarial training.",
        f"{data['models'][1]}: " + ", ".join(
            f"{attack} {100 * error:.1f} %" for attack, error
            in zip(attacks, data["errors"][1]) if error is not None)
        + ". At the paper profile it has 1600 units a layer, at the laptop's 240, as the naive "
        "one has. What falls under FGSM and not under PGD-20 is robustness to one step, not to "
        "many small ones.")


def transfer(found):
    """Transferred error, both ways, in both arithmetics, beside the paper's."""
    ways = {"made on the original,\ntested on the new": "old_to_new",
            "made on the new,\ntested on the original": "new_to_old"}
    columns = [("paper", AMBER, [paper_value("s6.transfer", f"{way}.error.float32")
                                 for way in ways.values()])]
    for name, colour, variant in (("single precision", ORANGE, "float32"),
                                  ("exact sign", BLUE, "exact"), ("PGD-20", PURPLE, "pgd20")):
        columns.append((name, colour, [found.mean("s6.transfer", f"{way}.error.{variant}")
                                       for way in ways.values()]))
    figure = new_figure(6.8, 4.0)
    axes = figure.subplots()
    grouped_bars(axes, list(ways), columns)
    axes.set(title="transferred examples, eps .25", ylabel="error")
    legend_above(axes)
    old, new = columns[1][2]
    return Drawing(
        figure, "19.6 % of the examples made on the original fool the new network; 40.9 % of those "
        "made on the new network fool the original.",
        f"In single precision {said(old)} and {said(new)}" + (
            "." if None in (old, new) else
            f": {'the paper' if old < new else 'not the paper'}'s order."))


def noise_controls(found):
    """FGSM error after training on clean digits, on noise and on adversarial examples."""
    rows = [("clean digits", "s4.maxout", ""), ("random signs", "s6.noise.sign", ""),
            ("uniform noise", "s6.noise.uniform", ""),
            ("FGSM\n(paper: 1600 units)", "s6.objective", "adversarial.")]
    rows = [row for row in rows if found.has(row[1])]
    papers = {"s6.objective": "s6.robust"}       # where the paper's number stands: of 1600 units
    columns = [("paper", AMBER, [paper_value(papers.get(id, id), f"{who}error.float32")
                                 for _, id, who in rows])]
    for name, colour, variant in (("single precision", ORANGE, "float32"),
                                  ("exact sign", BLUE, "exact")):
        columns.append((name, colour, [found.mean(id, f"{who}error.{variant}")
                                       for _, id, who in rows]))
    figure = new_figure(7.4, 4.0)
    axes = figure.subplots()
    grouped_bars(axes, [name for name, _, _ in rows], columns)
    axes.set(title="FGSM error, eps .25, by what the network was trained on", ylabel="error")
    legend_above(axes)
    return Drawing(
        figure, "Training on noise of the same size hardly helps: 86.2 and 90.4 % error.",
        "FGSM error with the exact sign, by training: " + ", ".join(
            f"{name.partition(chr(10))[0]} {said(value)}"
            for (name, _, _), value in zip(rows, columns[2][2]))
        + f". {found.seeds(*(id for _, id, _ in rows))}")


def noise_dot(found):
    """Distribution of w.noise against what FGSM reaches."""
    data = found.data("s6.noise.dot")
    figure = new_figure(7.4, 3.8)
    axes = figure.subplots()
    for name, colour, label in (("sign", ORANGE, "random signs"),
                                ("uniform", BLUE, "uniform noise")):
        total = sum(data[f"{name}_counts"])
        axes.stairs([count / total for count in data[f"{name}_counts"]], data["dot_edges"],
                    color=colour, fill=True, alpha=0.35)
        axes.stairs([count / total for count in data[f"{name}_counts"]], data["dot_edges"],
                    color=colour, linewidth=1.6, label=label)
    axes.axvline(data["fgsm_dot"], color=GREEN, linewidth=2.5, label="FGSM: eps l1norm(w)")
    axes.set(title="how far noise of max norm eps moves a score", ylabel="share of draws",
             xlabel="w.noise, in units of eps l2norm(w)")
    axes.legend(loc="upper center")
    return Drawing(
        figure, "Zero-mean noise has an expected dot product of zero with any reference vector.",
        f"The draws lie around 0 within a few eps l2norm(w); FGSM stands at "
        f"{data['fgsm_dot']:.1f} of them.")


def capacity(found):
    """Clean and FGSM error of each model, before and after adversarial training."""
    data = found.data("s6.capacity")
    figure = new_figure(8.4, 4.0)
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.7))
    grouped_bars(left, data["models"], [("before", GREY, percent(data["before_clean"])),
                                        ("after", GREEN, percent(data["after_clean"]))])
    high = max(percent(data["before_clean"]) + percent(data["after_clean"]))
    left.set(title="clean error", ylabel="error", ylim=(0, 1.25 * max(high, 1.0)))
    left.yaxis.set_major_locator(_few_ticks())
    grouped_bars(right, data["models"], [("before", GREY, percent(data["before_fgsm"])),
                                         ("after", GREEN, percent(data["after_fgsm"])),
                                         ("after, exact sign", BLUE, percent(data["after_exact"])),
                                         ("after, PGD-20", PURPLE, percent(data["after_pgd"]))])
    right.set_title("FGSM error, eps .25")
    legend_above(right)
    return Drawing(
        figure, "Linear models lack the capacity to resist; only structures with a hidden layer "
        "should be trained to.",
        "FGSM error before and after, clean error before and after: " + "; ".join(
            f"{model} {fgsm:.0f} to {fgsm_after:.0f} %, {clean:.1f} to {clean_after:.1f} %"
            for model, fgsm, fgsm_after, clean, clean_after in zip(
                data["models"], *(percent(data[name]) for name in (
                    "before_fgsm", "after_fgsm", "before_clean", "after_clean")))) + ".")


def _few_ticks():
    from matplotlib.ticker import MaxNLocator
    return MaxNLocator(5)
