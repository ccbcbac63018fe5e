"""Figure 3: first-layer filters, naive and adversarially trained."""
from scratchadv.figures.canvas import GREEN, GREY, Drawing, mosaic, new_figure, signed_colours


def filters(found):
    """48 filters of either network side by side, and the share of L1 mass in a 7x7 window."""
    data = found.data("fig3.filters")
    figure = new_figure(8.6, 7.4)
    top, bottom = figure.subfigures(2, 1, height_ratios=(2.6, 1))
    for axes, name in zip(top.subplots(1, 2), ("naive", "adversarial")):
        mosaic(axes, [_to_unit(weights) for weights in data[f"{name}_filters"]], 6,
               signed_colours(), -1, 1)
        axes.set_title(f"{name}: {len(data[f'{name}_filters'])} filters", loc="center")
    axes = bottom.subplots()
    shares = {name: data[f"{name}_shares"] for name in ("naive", "adversarial")}
    highest = max(max(values) for values in shares.values())
    edges = [highest * k / 50 for k in range(51)]
    for (name, values), colour in zip(shares.items(), (GREY, GREEN)):
        axes.hist([100 * value for value in values], [100 * edge for edge in edges], color=colour,
                  alpha=0.6, label=name)
    axes.axvline(100 * 49 / 784, color="#111111", linewidth=1, linestyle=":")
    axes.set(title="share of a filter's L1 mass in its best 7x7 window (dotted: if it were even)",
             xlabel="share of L1 mass", ylabel="filters")
    axes.xaxis.set_major_formatter("{x:g} %")
    axes.legend()
    means = [100 * sum(values) / len(values) for values in shares.values()]
    return Drawing(
        figure, "Figure 3: filters of the adversarially trained network are markedly more "
        "localised and interpretable.",
        f"On average {means[0]:.1f} % of a naive filter's L1 mass lies in its best 7x7 window, and "
        f"{means[1]:.1f} % of an adversarially trained one's. Each filter has its own scale.")


def _to_unit(weights):
    largest = max(abs(weight) for weight in weights) or 1.0
    return [weight / largest for weight in weights]
