"""Section 6: the networks of 1600 units, as early stopping saw them."""
from scratchadv.figures.canvas import GREEN, GREY, Drawing, new_figure, percent

ABOVE = 4                                        # times the lowest error: where the frame ends


def along(found):
    """What early stopping watched on the validation digits, epoch by epoch."""
    data = found.data("s6.1600.adv")
    figure = new_figure(8.4, 3.6)
    panels = figure.subplots(1, 2)
    best_of = []
    for axes, name, J, colour, seen in zip(
            panels, ("naive", "adversarial"), ("J", "J~"), (GREY, GREEN),
            ("clean error", "error on adversarial examples")):
        epoch, error = data[f"{name}_epoch"], percent(data[f"{name}_error"])
        best = error.index(min(error))
        axes.plot(epoch, error, color=colour)
        axes.plot(epoch[best], error[best], "o", color=colour)
        axes.annotate(f"{error[best]:.2f} % at epoch {epoch[best]}", (epoch[best], error[best]),
                      xytext=(0, -18), textcoords="offset points", ha="right")
        axes.set(title=f"trained on {J}: {seen}", xlabel="epochs",
                 ylim=(0, min(max(error), ABOVE * error[best])))
        axes.yaxis.set_major_formatter("{x:g} %")
        best_of.append(f"{epoch[best]} of {len(epoch)} on {J}")
    panels[0].set_ylabel("10,000 validation digits")
    return Drawing(
        figure, "Early stopping on the error on adversarial examples of the validation set, then "
        "training on all 60,000 digits for as many epochs.",
        "The best epochs were, by the error shown, " + " and ".join(best_of)
        + f". Errors above {ABOVE} times the lowest are not shown.")
