"""Section 5 and figure 2: the adversarial logistic loss, L1 decay, and 3 against 7."""
from scratchadv.figures.canvas import (
    BLACK, BLUE, GREEN, GREY, ORANGE, SKY, Drawing, mosaic, new_figure, show_signed,
)


def loss(found):
    """Clean loss, our closed form, the printed one and the loss at the FGSM point, both labels."""
    data = found.data("s5.loss")
    figure = new_figure(8.4, 4.0)
    panels = figure.subplots(1, 2, sharey=True)
    for axes, label, name in zip(panels, ("positive", "negative"), ("y = +1", "y = -1")):
        axes.plot(data["s"], data[f"clean_{label}"], color=GREY, label="clean: zeta(-ys)")
        axes.plot(data["s"], data[f"ours_{label}"], color=BLUE,
                  label="closed form: zeta(eps l1norm(w) - ys)")
        axes.plot(data["s"], data[f"printed_{label}"], "--", color=ORANGE,
                  label="as printed: zeta(y(eps l1norm(w) - s))")
        axes.plot(data["fgsm_s"], data[f"fgsm_{label}"], "o", color=BLACK, markersize=5,
                  label="loss at the FGSM point")
        axes.plot(data["fgsm_s"], data[f"corners_{label}"], "o", color=GREEN, markersize=10,
                  fillstyle="none", label="largest loss over all corners")
        axes.set(title=name, xlabel="score s = w.x + b")
    panels[0].set_ylabel("loss, nats")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return Drawing(
        figure, "Adversarial training of logistic regression has a closed form, printed as "
        "zeta(y(eps l1norm(w) - w.x - b)).", _slip_in_words(data))


def _slip_in_words(data):
    below = all(a <= b for a, b in zip(data["printed_negative"], data["clean_negative"]))
    slip = "lies below even the clean loss" if below else "misses them"
    apart = max(abs(a - b) for label in ("positive", "negative")
                for a, b in zip(data[f"fgsm_{label}"], data[f"corners_{label}"]))
    return (f"FGSM and brute force over the corners {_apart_in_words(apart)}. With the l1 "
            "norm outside the y our form meets them for both labels; for y = -1 the printed one "
            f"{slip}.")


def _apart_in_words(apart):
    """The curves are kept to 7 digits."""
    return f"differ by at most {apart:.1g}" if apart else "agree to the 7 digits that are kept"


def vs_l1(found):
    """The push on l1norm(w) against the margin; L1's pessimism for softmax."""
    data = found.data("s5.vs_l1")
    figure = new_figure(8.4, 4.0)
    left, right = figure.subplots(1, 2)
    _push(left, data)
    right.plot(data["softmax_eps"], data["softmax_loss_l1"], "--", color=ORANGE,
               label="each class its own worst eta")
    right.plot(data["softmax_eps"], data["softmax_loss_fgsm"], color=BLUE,
               label="one eta: loss at FGSM")
    right.set(title="softmax regression, ten classes", xlabel="eps", ylabel="mean loss, nats",
              ylim=(0, None))
    right.legend(loc="upper left")
    return Drawing(
        figure, "The adversarial penalty fades once the margin is large; L1 decay never does. For "
        "softmax L1 is more pessimistic still, since no one eta aligns with every class.",
        f"Left: the push of adversarial training goes from {data['adversarial_push'][0]:.2f} to "
        f"{data['adversarial_push'][-1]:.2f} as the margin grows. Right, at eps "
        f"{data['softmax_eps'][-1]:g}: {data['softmax_loss_l1'][-1]:.1f} nats if every class had "
        f"its own eta, {data['softmax_loss_fgsm'][-1]:.1f} at FGSM.")


def _push(axes, data):
    """How hard each example pulls on l1norm(w), over a histogram of the margins."""
    edges, counts = data["margin_edges"], data["margin_counts"]
    most = max(counts) or 1
    axes.bar(edges[:-1], [0.6 * count / most for count in counts], align="edge", color=SKY,
             width=[b - a for a, b in zip(edges, edges[1:])], alpha=0.45,
             label="training examples (scaled)")
    axes.axhline(1, color=ORANGE, linestyle="--", label="L1 decay")
    axes.plot(data["margin"], data["adversarial_push"], color=BLUE, label="adversarial training")
    axes.set(title="push on l1norm(w), per unit of eps", xlabel="margin y(w.x + b)",
             ylabel="push", ylim=(0, 1.45))
    axes.legend(loc="upper right", fontsize=8.5)


def logistic(found):
    """Figure 2: weights, sign of weights, clean digits, adversarial digits."""
    data = found.data("fig2.logistic")
    figure = new_figure(8.6, 2.6)
    panels = figure.subplots(1, 4)
    columns = round(len(data["clean"]) ** 0.5)
    wrong = [k for k, fooled in enumerate(data["adversarial_wrong"]) if fooled]
    show_signed(panels[0], data["weights"])
    show_signed(panels[1], [(w > 0) - (w < 0) for w in data["weights"]], 1)
    mosaic(panels[2], data["clean"], columns, "gray_r", 0, 1)
    mosaic(panels[3], data["adversarial"], columns, "gray_r", -0.25, 1.25, wrong)
    for axes, title in zip(panels, ("weights", "sign of the weights", "clean", "FGSM, eps .25")):
        axes.set_title(title, fontsize=10, loc="center")
    return Drawing(
        figure, "Figure 2: FGSM on logistic regression, 3 against 7: 1.6 % error on clean digits, "
        "99 % on these.",
        f"{len(wrong)} of the {len(data['clean'])} digits shown are misclassified after the step "
        "(orange frames), by adding or subtracting one and the same sign image.")
