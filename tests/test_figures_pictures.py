"""That frames, pictures and names along the axes belong to what is drawn there: random results."""
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from random_results import RESULTS, draw, mean

from scratchadv.claims import CLAIMS
from scratchadv.figures.canvas import BLUE, GREEN, GREY, ORANGE, signed_colours


def names(axes, which="x"):
    """The names of places along an axis, on one line."""
    ticks = axes.get_xticklabels() if which == "x" else axes.get_yticklabels()
    return [tick.get_text().replace("\n", " ") for tick in ticks]


def picture(axes):
    return np.ma.filled(axes.images[0].get_array(), np.nan)


def frames(axes):
    """Places of the framed pictures of a mosaic, (column, row)."""
    return {(round(patch.get_x() // 31), round(patch.get_y() // 31))
            for patch in axes.patches if isinstance(patch, Rectangle)}


@pytest.mark.parametrize("figure, panel, expected", [
    ("s6.robust", 0, ["clean", "FGSM, single precision", "FGSM, exact sign", "y predicted, exact",
                      "made on the other, exact", "PGD-20"]),
    ("s6.transfer", 0, ["made on the original, tested on the new",
                        "made on the new, tested on the original"]),
    ("s6.noise", 0, ["clean digits", "random signs", "uniform noise", "FGSM (paper: 1600 units)"]),
    ("s6.capacity", 0, RESULTS["s6.capacity"][0].data["models"]),
    ("s6.capacity", 1, RESULTS["s6.capacity"][0].data["models"]),
    ("s6.differentiable", 0, RESULTS["s6.differentiable"][0].data["models"]),
    ("s5.l1_maxout", 0, RESULTS["s5.l1_maxout"][0].data["networks"]),
    ("s8.agreement", 0, ["softmax names maxout's class", "RBF names maxout's class",
                         "softmax, maxout both wrong", "RBF, maxout both wrong",
                         "RBF, softmax both wrong"])])
def test_bars_are_named_in_the_order_of_their_numbers(figure, panel, expected):
    assert names(draw(figure).figure.axes[panel]) == expected


def test_dumbbells_join_the_two_errors_of_each_model():
    data, axes = RESULTS["s4.precision"][0].data, draw("s4.precision").figure.axes[0]
    assert names(axes, "y") == data["models"]
    ends = {to_hex(each.get_facecolor()[0]).upper(): each.get_offsets()[:, 0]
            for each in axes.collections if len(each.get_offsets()) == len(data["models"])}
    np.testing.assert_allclose(ends[ORANGE], 100 * np.array(data["error_float32"]))
    np.testing.assert_allclose(ends[BLUE], 100 * np.array(data["error_exact"]))


def test_figure_2_shows_weights_their_signs_and_frames_what_is_misread():
    data, figure = RESULTS["fig2.logistic"][0].data, draw("fig2.logistic").figure
    weights = np.reshape(data["weights"], (28, 28))
    np.testing.assert_array_equal(picture(figure.axes[0]), weights)
    np.testing.assert_array_equal(picture(figure.axes[1]), np.sign(weights))
    for axes, images in zip(figure.axes[2:], (data["clean"], data["adversarial"])):
        np.testing.assert_array_equal(picture(axes)[2:30, 33:61], np.reshape(images[1], (28, 28)))
    assert not frames(figure.axes[2])
    assert frames(figure.axes[3]) == {(k % 3, k // 3) for k, wrong in enumerate(
        data["adversarial_wrong"]) if wrong}


def test_one_digit_shows_either_sign_with_what_it_is_seen_as():
    run = RESULTS["s4.precision"][0]
    data = dict(run.data, example_label=7, example_class_float32=5, example_class_exact=2,
                example_gap=19.4)
    figure = draw("s4.precision.example", {"s4.precision": [replace(run, data=data)]}).figure
    shown = ["example_x", "example_sign_float32", "example_sign_exact"]
    titles = [axes.get_title() for axes in figure.axes]
    for axes, name in zip(figure.axes, shown):
        np.testing.assert_array_equal(picture(axes), np.reshape(data[name], (28, 28)))
    assert titles == ["a 7, logit gap 19.4", "sign, single precision\nseen as 5 after it",
                      "exact sign\nseen as 2 after it", "pixels where they differ"]
    assert (picture(figure.axes[3]) == (picture(figure.axes[1]) != picture(figure.axes[2]))).all()


def test_figure_3_shows_the_filters_of_either_network():
    data, figure = RESULTS["fig3.filters"][0].data, draw("fig3.filters").figure
    for axes, name in zip(figure.axes, ("naive", "adversarial")):
        own = np.reshape(data[f"{name}_filters"][1], (28, 28))
        np.testing.assert_allclose(picture(axes)[2:30, 33:61], own / abs(own).max())
        assert axes.get_title().startswith(name)


def test_figure_4_frames_what_is_seen_as_itself_in_green():
    data, figure = RESULTS["fig4.trace"][0].data, draw("fig4.trace").figure
    places = figure.axes[:len(data["images"])]
    for axes, pixels, eps, seen in zip(places, data["images"], data["image_eps"],
                                       data["image_class"]):
        np.testing.assert_array_equal(picture(axes), np.reshape(pixels, (28, 28)))
        assert axes.get_title() == f"eps {eps:g}\nseen as {seen}"
        frame = {to_hex(spine.get_edgecolor()).upper() for spine in axes.spines.values()}
        assert frame == {GREEN if seen == data["label"] else ORANGE}


def test_noise_is_framed_where_it_fools_in_the_row_of_its_class():
    data, figure = RESULTS["sA.fooling_mnist"][0].data, draw("sA.fooling_mnist").figure
    assert frames(figure.axes[0]) == {(k % 2, k // 2) for k, fools in enumerate(data["fools"])
                                      if fools}
    assert names(figure.axes[0], "y") == [str(c) for c in range(10)]


@pytest.mark.parametrize("figure, panel, naive, trained", [
    ("s6.objective", 0, "trained on J", "trained on J~"),
    ("fig3.filters", 2, "naive", "adversarial"),
    ("s6.robust", 0, "naive", "adversarially trained"), ("s6.capacity", 0, "before", "after"),
    ("sA.trained", 0, "digits alone", "digits and noise")])
def test_the_naive_network_is_grey_and_the_trained_one_green(figure, panel, naive, trained):
    axes = draw(figure).figure.axes[panel]
    colours = {text.get_text(): to_hex(_colour(mark)).upper() for legend in (
        axes.get_legend(), *axes.figure.legends) if legend for mark, text in zip(
            legend.legend_handles, legend.get_texts())}
    assert (colours[naive], colours[trained]) == (GREY, GREEN)


def _colour(mark):
    return mark.get_facecolor() if isinstance(mark, Rectangle) else mark.get_color()


def test_signed_numbers_are_orange_above_zero_and_blue_below():
    colours = signed_colours()
    assert [to_hex(colours(share)).upper() for share in (0., 1.)] == [BLUE, ORANGE]


def test_filters_are_compared_with_mass_that_is_even():
    lines = draw("fig3.filters").figure.axes[2].lines
    assert [list(line.get_xdata()) for line in lines] == [[6.25, 6.25]]


@pytest.mark.parametrize("figure, panel, key", [
    ("s4.rotation", 0, "judged_angle"), ("s6.noise.dot", 0, "fgsm_dot"),
    ("sA.trained", 0, "judged_eps")])
def test_an_upright_line_stands_at_its_number(figure, panel, key):
    number = RESULTS[figure][0].data[key]
    lines = draw(figure).figure.axes[panel].lines
    assert [number, number] in [list(line.get_xdata()) for line in lines]


def test_the_glance_counts_the_rates_within_their_bands_and_marks_papers_values():
    drawing = draw("glance")
    judged = [(claim.id, q) for claim in CLAIMS.values() for q in claim.quantities
              if claim.built and q.paper is not None and q.mark == "P" and q.unit == "%"]
    inside = [q.rule.holds(mean(id, q.key)) for id, q in judged]
    assert drawing.seen.startswith(f"{sum(inside)} of {len(inside)} measured rates")
    ticks = [line.get_xdata()[0] for axes in drawing.figure.axes for line in axes.lines
             if line.get_label() == "paper"]
    assert sorted(ticks) == sorted(q.paper for _, q in judged)
