"""Section 7: how sure RBF and softmax are; RBF by SGD. Figure 4: logits along eps."""
from scratchadv.figures.canvas import (
    CYCLE, GREEN, GREY, ORANGE, PURPLE, SKY, Drawing, new_figure, percent, percent_axis, said,
    show_digit,
)

LINES = ("-", "--", "-.", ":")


def confidence(found):
    """Histograms of confidence: clean digits, and FGSM examples that are misclassified."""
    data = found.data("s7.rbf")
    edges = [100 * edge for edge in data["edges"]]
    figure = new_figure(8.4, 4.0)
    panels = figure.subplots(1, len(data["models"]), squeeze=False, sharey=True)[0]
    for k, (axes, model) in enumerate(zip(panels, data["models"])):
        for counts, colour, label, filled in (
                (data["clean_counts"][k], SKY, "clean digits", True),
                (data["mistake_counts"][k], ORANGE, "FGSM examples, misclassified", False)):
            total = sum(counts) or 1
            axes.stairs([count / total for count in counts], edges, color=colour, fill=filled,
                        linewidth=2, label=label)
        axes.set(title=model, xlabel="confidence of the prediction")
        percent_axis(axes, "x")
    panels[0].set_ylabel("share of examples")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return Drawing(
        figure, "RBF: confidence 60.6 % on clean digits and 1.2 % on its mistakes; linear models "
        "are sure of both.",
        "Mean confidence of the RBF network: "
        f"{said(data.rate('clean_confidence'))} on clean digits, "
        f"{said(data.rate('confidence.float32'))} on the FGSM examples that it gets "
        "wrong.")


def deep(found):
    """Training error against the learning rate, and validation loss along training at the best."""
    data = found.data("s7.deep")
    figure = new_figure(8.4, 3.9)
    left, right = figure.subplots(1, 2)
    at_best = []
    for k, (kind, colour) in enumerate(zip(data["kinds"], (GREY, ORANGE, PURPLE))):
        rates, errors = data["rates"][k], percent(data["train_error"][k])
        at_best.append(errors[list(rates).index(data["best_rate"][k])])
        left.plot(rates, errors, "o-", color=colour, label=kind)
        left.plot(data["best_rate"][k], at_best[k], "o", color=colour, markersize=12,
                  fillstyle="none")
        along = data["valid_loss"][k]
        right.plot(range(1, len(along) + 1), along, color=colour, label=kind)
    left.set(title="training digits", xlabel="learning rate (ring: lowest validation loss)",
             ylabel="error", xscale="log", ylim=(0, None))
    left.xaxis.set_major_formatter("{x:g}")
    left.yaxis.set_major_formatter("{x:g} %")
    right.set(title="validation digits, at that rate", xlabel="epochs", ylabel="loss J, in nats",
              ylim=(0, None))
    left.legend()
    return Drawing(
        figure, "Deep or strongly quadratic RBF models had a high training error with SGD.",
        "Training error, each at the learning rate of its lowest validation loss: " + ", ".join(
            f"{kind} {error:.1f} %" for kind, error in zip(data["kinds"], at_best)) + ".")


def trace(found):
    """Figure 4: the ten logits along eps, with the digit at some eps above."""
    data = found.data("fig4.trace")
    figure = new_figure(8.4, 5.6)
    top, bottom = figure.subfigures(2, 1, height_ratios=(1, 2.8))
    places = top.subplots(1, len(data["images"]))
    for axes, pixels, eps, seen in zip(places, data["images"], data["image_eps"],
                                       data["image_class"]):
        right = seen == data["label"]
        show_digit(axes, pixels, title=f"eps {eps:g}\nseen as {seen}", low=min(pixels),
                   high=max(pixels), frame=GREEN if right else ORANGE)
    _logits(bottom.subplots(), data)
    ends = [max(data["scores"][0]), max(data["scores"][-1])]
    return Drawing(
        figure, "Figure 4: the logits are piecewise linear in eps; wrong classes are stable over "
        "wide regions, the right one is named only in a thin band.",
        f"A test {data['label']}: green frames are right, orange wrong. The largest logit reaches "
        f"{ends[0]:.0f} at eps {data['eps'][0]:g} and {ends[1]:.0f} at eps {data['eps'][-1]:g}.")


def _logits(axes, data):
    for k, scores in enumerate(zip(*data["scores"])):
        own = k == data["label"]
        axes.plot(data["eps"], scores, color="#111111" if own else CYCLE[k % 7],
                  linewidth=2.8 if own else 1.4, linestyle="-" if own else LINES[k % 4],
                  label=f"{k}, its class" if own else str(k))
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set(xlabel="eps, along eps sign(grad_x J)", ylabel="logit",
             title="the argument of the softmax for each class")
    axes.legend(title="class", loc="center left", bbox_to_anchor=(1.0, 0.5))
