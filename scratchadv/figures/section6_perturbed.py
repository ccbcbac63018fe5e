"""Section 6: training through rotations and scaled gradients, beside training on FGSM."""
from scratchadv.figures.canvas import (
    BLUE, GREEN, ORANGE, PURPLE, Drawing, grouped_bars, legend_above, new_figure, percent,
)


def differentiable(found):
    """Clean and FGSM error by what the network was trained on."""
    data = found.data("s6.differentiable")
    figure = new_figure(8.4, 4.2)
    axes = figure.subplots()
    grouped_bars(axes, data["models"], [
        ("test digits", GREEN, percent(data["clean_error"])),
        ("FGSM, single precision", ORANGE, percent(data["fgsm_error"])),
        ("FGSM, exact sign", BLUE, percent(data["exact_error"])),
        ("PGD-20", PURPLE, percent(data["pgd_error"]))])
    legend_above(axes)
    axes.set(title="error, attacks at eps .25, by what the network was trained on", ylabel="error")
    return Drawing(
        figure, "Small rotations or the scaled gradient, through which the gradient flows, "
        "regularise not nearly as well as FGSM.",
        "Clean and FGSM error: " + "; ".join(
            f"{model} {100 * clean:.2f} %, {100 * fooled:.1f} %" for model, clean, fooled
            in zip(data["models"], data["clean_error"], data["fgsm_error"]))
        + ". Mean l2 norm of the perturbation, on the network trained on clean digits and on the "
        "one trained on it: " + "; ".join(
            f"{name} {naive:.1f}, {own:.1f}" for name, naive, own in zip(
                data["perturbations"], data["length_naive"], data["length_own"])) + ".")
