"""Section 6: perturbed hidden layers, how large their activations become, and the errors."""
from scratchadv.figures.canvas import (
    GREEN, GREY, ORANGE, PURPLE, SKY, Drawing, bar_labels, grouped_bars, legend_above, new_figure,
    percent,
)


def hidden(found):
    """Activation sizes above, errors below, by what was perturbed in training."""
    data = found.data("s6.hidden")
    models = [model.replace(", ", "\n") for model in data["models"]]
    figure = new_figure(9.2, 7.0)
    top, bottom = figure.subfigures(2, 1, height_ratios=(1, 1.2))
    _sizes(top.subplots(), models, data)
    axes = bottom.subplots()
    grouped_bars(axes, models, [
        ("training digits", GREY, percent(data["train_error"])),
        ("test digits", GREEN, percent(data["clean_error"])),
        ("FGSM, single precision", ORANGE, percent(data["fgsm_error"]))])
    legend_above(axes)
    axes.set(title="error, FGSM at eps .25 on the input", ylabel="error")
    return Drawing(
        figure, "Unbounded units answer by growing; saturating ones do about as well as with the "
        "input; rotations regularise far less; the final hidden layer is best left alone.",
        "Root mean square of the first hidden layer, and clean test error: " + "; ".join(
            f"{model} {size:.2f}, {100 * error:.2f} %" for model, size, error
            in zip(data["models"], data["first_size"], data["clean_error"])) + ".")


def _sizes(axes, models, data):
    for place, label, colour, key in ((-0.2, "first hidden layer", SKY, "first_size"),
                                      (0.2, "final hidden layer", PURPLE, "final_size")):
        bars = axes.bar([k + place for k in range(len(models))], data[key], width=0.36,
                        color=colour, label=label)
        bar_labels(axes, bars, data[key], "{:.2f}")
    axes.set_xticks(range(len(models)), models)
    axes.set(title="root mean square of the activations on test digits, by what was perturbed",
             ylim=(0, 1.15 * max(data["first_size"] + data["final_size"])))
    axes.grid(axis="x", visible=False)
    legend_above(axes)
