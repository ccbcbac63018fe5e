"""Section 3: growth of a linear score with n, and the share fooled."""
from scratchadv.figures.canvas import (
    BLUE, GREY, ORANGE, Drawing, new_figure, percent, percent_axis,
)


def growth(found):
    """The score's growth per unit of m against n; the norms of eta against n."""
    data = found.data("s3.growth")
    n, eps = data["n"], data["eps"]
    m = [whole / (eps * size) for whole, size in zip(data["eps_m_n"], n)]
    figure = new_figure(8.4, 3.9)
    left, right = figure.subplots(1, 2)
    left.plot([0, max(n)], [0, eps * max(n)], color=GREY, label="eps n, the prediction")
    left.plot(n, [grown / mean for grown, mean in zip(data["growth"], m)], "o", color=BLUE,
              label="measured, eta = eps sign(w)")
    left.plot(n, [noise / mean for noise, mean in zip(data["noise"], m)], "s", color=ORANGE,
              label="eta = random signs, root mean square")
    left.set(title="growth of the score, per unit of m", xlabel="dimensions n",
             ylabel="(s(x + eta) - s(x)) / m")
    left.legend(loc="upper left")
    right.plot(n, data["l2_norm"], "s--", color=ORANGE, label="l2 norm: like eps sqrt(n)")
    right.plot(n, data["max_norm"], "o-", color=BLUE, label="max norm: eps, whatever n")
    right.set(title="size of the perturbation eta", xlabel="dimensions n", ylabel="norm of eta",
              ylim=(0, None))
    right.legend(loc="upper left")
    ratio = data["growth"][-1] / data["growth"][0]
    per_m = ratio * m[0] / m[-1]
    return Drawing(
        figure, "A perturbation too small to see in any one dimension adds up: the score grows by "
        "eps m n while the max norm of eta stays eps.",
        f"From n = {n[0]:g} to {n[-1]:g} the growth rises {ratio:.0f}-fold, from "
        f"{data['growth'][0]:.3g} to {data['growth'][-1]:.3g}, per unit of m {per_m:.0f}-fold, "
        f"while the max norm stays {eps:g}.")


def dimension(found):
    """Share of fooled digits against n at the same eps, m and margin."""
    data = found.data("s3.dimension")
    fooled = percent(data["fooled"])
    figure = new_figure(6.2, 3.8)
    axes = figure.subplots()
    axes.plot(data["n"], fooled, "o-", color=BLUE, label="same m, same margins")
    axes.plot(data["n"], percent(data["as_trained"]), "s--", color=ORANGE,
              label="as trained: m and margins their own")
    axes.legend(loc="upper left")
    axes.set_xscale("log")
    axes.set_xticks(data["n"], [f"{size:g}" for size in data["n"]])
    axes.minorticks_off()
    axes.set(title=f"eps {data['eps']:.3g} and more dimensions; m {data['m']:.3g} where it is held",
             xlabel="dimensions n (log scale)", ylabel="share fooled")
    percent_axis(axes)
    return Drawing(
        figure, "A linear model has adversarial examples once its input has enough dimensions.",
        f"The share fooled goes from {fooled[0]:.1f} % at n = {data['n'][0]:g} to "
        f"{fooled[-1]:.1f} % at n = {data['n'][-1]:g}.")
