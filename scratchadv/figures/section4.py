"""Section 4: FGSM on every model, error against eps, and rotation towards the gradient."""
from scratchadv.figures.canvas import (
    BLUE, EXACT, EXACT_NAME, FLOAT32, FLOAT32_NAME, GREEN, GREY, ORANGE, Drawing, new_figure,
    percent, percent_axis,
)


def eps_curves(found):
    """One panel a model: untargeted error in both arithmetics, targeted success, against eps."""
    data = found.data("s4.eps_curves")
    rows = -(-len(data["models"]) // 2)
    figure = new_figure(8.4, 2.6 * rows + 0.4)
    panels = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).ravel()
    for k, (axes, model) in enumerate(zip(panels, data["models"])):
        axes.plot(data["eps"], percent(data["untargeted_float32"][k]), label=FLOAT32_NAME,
                  **FLOAT32)
        axes.plot(data["eps"], percent(data["untargeted_exact"][k]), label=EXACT_NAME, **EXACT)
        if data["targeted_exact"][k] is not None:
            axes.plot(data["eps"], percent(data["targeted_exact"][k]), ":", color=GREEN, marker="^",
                      markersize=4.5, label="targeted: lands in the chosen class")
        axes.axvline(0.25, color=GREY, linewidth=0.8)
        axes.set_title(model)
        axes.label_outer()
    _label_grid(figure, panels, len(data["models"]))
    return Drawing(
        figure, "FGSM at eps .25 (thin line). From the lecture: a targeted step hits the chosen "
        "class less often than the untargeted one fools.",
        "Green is the share that lands in the class chosen beforehand. " + _at_quarter(data))


def _at_quarter(data):
    """The maxout's numbers at the eps nearest .25, in words."""
    k = data["models"].index("maxout")
    at = min(range(len(data["eps"])), key=lambda place: abs(data["eps"][place] - 0.25))
    curves = [data[name][k] for name in ("untargeted_exact", "untargeted_float32",
                                         "targeted_exact")]
    exact, single, hit = percent([curve[at] for curve in curves])
    return (f"On maxout at eps {data['eps'][at]:g}: error {exact:.1f} % with the exact sign, "
            f"{single:.1f} % in single precision; the chosen class is hit in {hit:.1f} %.")


def _label_grid(figure, panels, used):
    percent_axis(panels[0])
    for axes in panels[max(0, used - 2):used]:
        axes.set_xlabel("eps (pixels lie in [0, 1])")
        axes.xaxis.set_tick_params(labelbottom=True)
    for axes in panels[:used:2]:
        axes.set_ylabel("error or success")
    lines = {}
    for axes in panels[:used]:
        for line, name in zip(*axes.get_legend_handles_labels()):
            lines.setdefault(name, line)
    if used < len(panels):
        panels[-1].set_axis_off()
        panels[-1].legend(lines.values(), lines.keys(), loc="center", fontsize=10)
    else:
        figure.legend(lines.values(), lines.keys(), loc="outside upper center", ncols=3)


def rotation(found):
    """Error and length of the step against the angle of rotation."""
    data = found.data("s4.rotation")
    figure = new_figure(6.4, 5.2)
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    top.plot(data["angle"], percent(data["error_float32"]), label=FLOAT32_NAME, **FLOAT32)
    top.plot(data["angle"], percent(data["error_exact"]), label="exact gradient", **EXACT)
    top.axhline(100 * data["fgsm_error"], color=GREY, linewidth=1, label="FGSM, eps .25")
    top.set(title="error after rotating x towards the gradient", ylabel="error")
    percent_axis(top)
    figure.legend(*top.get_legend_handles_labels(), loc="outside upper center", ncols=3)
    bottom.plot(data["angle"], data["l2_share"], "o-", color=BLUE, markersize=4.5)
    bottom.axhline(0.5, color=ORANGE, linewidth=1, linestyle="--")
    bottom.annotate("half of FGSM's length", (data["angle"][0], 0.5), xytext=(0, 3),
                    textcoords="offset points", ha="left", color=ORANGE, fontsize=9)
    bottom.set(title="l2 length of the step, over FGSM's", xlabel="angle, degrees",
               ylabel="share", ylim=(0, None))
    for axes in (top, bottom):
        axes.axvline(data["judged_angle"], color=GREEN, linewidth=1)
    return Drawing(
        figure, "Rotating x by a small angle towards the gradient also reliably fools.",
        f"Judged at {data['judged_angle']:g} degrees (green line): "
        f"{data.rate('error.float32'):.1f} % are misclassified in single precision, "
        f"{data.rate('error.exact'):.1f} % along the exact gradient, by a step of "
        f"{data.measured('step.l2_share'):.2f} times FGSM's l2 length.")
