"""`scratchadv attack`: the picture, and the command that draws it."""
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from pictures import SIDE, a_network, command_options, digit, figure_of, saved, texts

from scratchadv import attack_picture, models
from scratchadv.attack_picture import drawing
from scratchadv.attacks import fgsm


@pytest.fixture
def net(rng):
    return a_network(rng)


@pytest.fixture
def logistic(rng):
    net = models.logistic_regression(784, rng=rng)
    net.parameters()["layer0.W"][...] = rng.standard_normal((784, 1))
    return net


def test_the_titles_name_prediction_and_confidence(rng, net):
    x = digit(rng).reshape(1, -1).astype(np.float32)
    x_adv = fgsm(net, x, eps=.25)
    said = texts(figure_of(net, x, None, x_adv))
    for when, picture in (("before", x), ("after", x_adv)):
        sure = drawing.percent(net.probabilities(picture).max())
        assert f"{when}: {net.predict(picture)[0]}, confidence {sure}" in said


def test_eta_is_read_off_the_bar_below_it_and_its_size_is_stated(rng, net):
    x = digit(rng).reshape(1, -1)
    figure = figure_of(net, x, 3, fgsm(net, x, eps=.25))
    said = texts(figure)
    assert "eta, in the colours below" in said and "amplified" not in said
    assert "largest |eta|  0.25" in said and "l2norm(eta)  7" in said
    shown, = (axes.images[0] for axes in figure.axes
              if axes.images and axes.images[0].get_cmap().name == "coolwarm")
    assert_allclose(shown.colorbar.ax.get_xlim(), (-.25, .25), rtol=1e-6)


def test_title_and_attack_stand_on_top_and_long_ones_end_in_dots(rng, net):
    x = digit(rng).reshape(1, -1)
    figure = drawing._figure(net, x, 3, x, ("a " * 99, "eps 1, target: class 4"), None)
    title, how = (text.get_text() for text in figure.texts)
    assert title.endswith("a ...") and len(title) <= 80 and how == "eps 1, target: class 4"


def test_the_bars_are_the_probabilities_before_and_after(rng, net):
    x = digit(rng).reshape(1, -1)
    x_adv = fgsm(net, x, eps=.25)
    charts = [axes for axes in figure_of(net, x, 3, x_adv).axes if len(axes.patches) == 10]
    for axes, picture in zip(charts, (x, x_adv), strict=True):
        heights = [bar.get_height() for bar in axes.patches]
        assert_allclose(heights, net.probabilities(picture)[0])


def test_before_and_after_are_drawn_on_one_scale_of_grey(rng, net):
    x = digit(rng).reshape(1, -1)
    x_adv = fgsm(net, x, eps=.25)
    images = [axes.images[0] for axes in figure_of(net, x, 3, x_adv).axes
              if axes.images and axes.images[0].get_cmap().name == "gray"]
    assert [shown.get_clim() for shown in images] == [(x_adv.min(), x_adv.max())] * 2


def test_a_logistic_net_has_two_bars_the_right_way_round(rng, logistic):
    x = digit(rng).reshape(1, -1)
    figure = figure_of(logistic, x, logistic.predict(x)[0], x, names=("three", "seven"))
    bars = [[bar.get_height() for bar in axes.patches] for axes in figure.axes
            if len(axes.patches) == 2]
    p = logistic.probabilities(x)[0]
    assert_allclose(bars, [[1 - p, p]] * 2)
    assert f"before: {'seven' if p > .5 else 'three'}, confidence" in texts(figure)


@pytest.mark.parametrize("share, text", [(0, "0%"), (.1234, "12.34%"), (.99995, "over 99.99%"),
                                         (1, "100%"), (1e-9, "under 0.01%"), (.5, "50%")])
def test_what_is_not_certain_is_not_rounded_to_certainty(share, text):
    assert drawing.percent(share) == text


@pytest.mark.parametrize("name, start", [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"),
                                         ("a.PDF", b"%PDF")])
def test_the_picture_is_written_as_its_ending_says(rng, tmp_path, net, name, start):
    x = digit(rng).reshape(1, -1)
    attack_picture.draw(net, x, 3, fgsm(net, x, eps=.25), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name], "a temporary file was left"


def test_an_attack_that_changes_nothing_is_drawn_too(rng, tmp_path, net):
    x = digit(rng).reshape(1, -1)
    attack_picture.draw(net, x, None, x, tmp_path / "a.png")


@pytest.mark.parametrize("change, message", [
    (dict(path="a.txt"), "the ending of path must be one of"),
    (dict(x=np.zeros((2, 784))), "x must be one square image"),
    (dict(x_adv=np.zeros((1, 783))), "x_adv must have shape"),
    (dict(names=("a", "b")), "names must hold 10 names, one a class, got 2")])
def test_draw_refuses_what_it_cannot_draw(tmp_path, net, change, message):
    given = dict(x=np.zeros((1, 784)), y=3, x_adv=np.zeros((1, 784)), path="a.png", names=None)
    given.update(change)
    with pytest.raises(ValueError, match=message):
        attack_picture.draw(net, given["x"], given["y"], given["x_adv"], tmp_path / given["path"],
                            names=given["names"])
    assert list(tmp_path.iterdir()) == []


# -- the command

@pytest.fixture
def options(rng, tmp_path, net, monkeypatch):
    return command_options(rng, tmp_path, monkeypatch, net)


def test_the_command_draws_a_test_digit_and_says_what_the_net_said(options):
    said = attack_picture.run(options)
    assert options.out.exists()
    assert said.startswith("test digit 4, a 4, seen by the network of net.npz\nbefore ")
    assert said.endswith("out.png")


def test_the_command_says_that_clipping_comes_before_rounding(options):
    assert "\nafter, clipped to [0, 1] and rounded to 8 bits  " in attack_picture.run(options)


@pytest.mark.parametrize("change, words", [
    ({}, "eps 0.25 in the max norm, target: any other class"),
    (dict(norm="2", eps=3., target=9), "eps 3 in the l2 norm, target: class 9"),
    (dict(norm="1", clip=True), "eps 0.25 in the l1 norm, target: any other class, clipped to "
                                "[0, 1]"),
    (dict(direction="float32"), "eps 0.25 in the max norm, target: any other class, sign in single "
                                "precision")])
def test_the_picture_says_what_was_asked_of_the_attack(options, monkeypatch, change, words):
    drawn = {}
    monkeypatch.setattr(attack_picture, "draw", lambda *_, **named: drawn.update(named))
    vars(options).update(change)
    attack_picture.run(options)
    assert drawn["how"] == words


def test_the_line_below_the_title_is_in_the_file(options):
    options.out = options.out.with_suffix(".svg")
    attack_picture.run(options)
    assert "<!-- eps 0.25 in the max norm, target: any other class -->" in options.out.read_text()


@pytest.mark.parametrize("given", [True, False])
def test_a_target_where_the_attack_would_start_is_refused_with_and_without_a_label(
        rng, tmp_path, options, net, given):
    options.image = saved(tmp_path / "mine.npy", digit(rng))
    x = attack_picture.load_image(options.image)[0]
    predicted = int(net.predict(x)[0])
    options.target, options.label = predicted, predicted if given else None
    with pytest.raises(ValueError, match="--target must be another class than the "
                       f"{'true' if given else 'predicted'} one, got {predicted} for both"):
        attack_picture.run(options)
    assert not options.out.exists()


def test_a_target_that_is_predicted_by_mistake_is_attacked_where_a_label_says_so(
        rng, tmp_path, options, net):
    options.image = saved(tmp_path / "mine.npy", digit(rng))
    options.target = int(net.predict(attack_picture.load_image(options.image)[0])[0])
    options.label = (options.target + 1) % 10
    attack_picture.run(options)


def test_the_command_takes_a_picture_of_one_s_own(rng, tmp_path, options):
    options.image = saved(tmp_path / "mine.png", 1 - digit(rng))
    said = attack_picture.run(options).splitlines()
    assert said[0].startswith("mine.png, seen by") and "inverted" in said[1]


def test_the_command_aims_at_a_target(options, net):
    options.target, options.eps = 9, 1.
    after = next(line for line in attack_picture.run(options).splitlines() if "after " in line)
    assert after.split()[1] == "9"


@pytest.mark.parametrize("norm", ["inf", "2", "1"])
def test_the_command_clips_in_every_norm(options, norm):
    options.norm, options.clip = norm, True
    attack_picture.run(options)


def test_a_three_or_a_seven_has_a_label_for_a_logistic_net_and_others_none(options, logistic):
    logistic.save(options.network)
    for options.digit, label in ((3, -1), (7, 1), (5, None)):
        assert attack_picture._example(options, logistic)[1] == label


@pytest.mark.parametrize("change, message", [
    (dict(digit=12), r"--digit must lie in 0..11, got 12"), (dict(digit=-1), "--digit must lie in"),
    (dict(target=10), r"--target must lie in 0..9, got 10$"),
    (dict(label=-1), r"--label must lie in 0..9, got -1$"),
    (dict(eps=-.1), "eps must be a finite number, 0 or more")])
def test_the_command_refuses_what_it_cannot_do_by_the_option_s_name(options, change, message):
    vars(options).update(change)
    with pytest.raises(ValueError, match=message):
        attack_picture.run(options)
    assert not options.out.exists()


@pytest.mark.parametrize("change, message", [
    (dict(digit=12), "--digit must lie in"), (dict(eps=-1), "--eps must be"),
    (dict(label=77), "--label must lie in"), (dict(target=12), "--target must lie in"),
    (dict(target=7, label=7), "--target must be another class than the true one"),
    (dict(image=Path("missing.png")), "missing.png"), (dict(out=Path("picture.txt")), "--out")])
def test_what_cannot_be_done_is_refused_before_a_network_is_trained(
        options, tmp_path, monkeypatch, change, message):
    monkeypatch.setattr(attack_picture, "Lab", None)
    vars(options).update(dict(network=None, networks=tmp_path / "networks", model="softmax"))
    vars(options).update(change)
    with pytest.raises((ValueError, OSError), match=message):
        attack_picture.run(options)


def test_a_label_that_a_logistic_net_does_not_have_is_refused(options, logistic):
    logistic.save(options.network)
    options.label = 3
    with pytest.raises(ValueError, match="--label must be -1 or .1, the labels of this network, g"):
        attack_picture.run(options)


def test_a_network_of_another_width_is_refused(rng, options):
    models.softmax_regression(100, rng=rng).save(options.network)
    with pytest.raises(ValueError, match="--network must take 784 inputs, as a digit has, got 100"):
        attack_picture.run(options)


def test_whatever_a_file_or_a_class_is_called_can_be_drawn(rng, net, tmp_path):
    x, names = digit(rng).reshape(1, -1), ["$x_$", "\udce9", "\u6570", *"3456789"]
    drawing.draw(net, x, np.array([3]), x, tmp_path / "out.png", title="$a_$ \udce9 \u5b57",
                 names=names)
    assert (tmp_path / "out.png").stat().st_size > 10_000


@pytest.mark.parametrize("y", [10, -1, [1, 2], "3"])
def test_a_label_that_the_network_does_not_have_is_refused(rng, net, tmp_path, y):
    x = digit(rng).reshape(1, -1)
    with pytest.raises(ValueError, match="y must "):
        drawing.draw(net, x, y, x, tmp_path / "out.png")


def test_images_drawn_are_those_handed_in(rng, net):
    x = digit(rng).reshape(1, -1)
    x_adv = fgsm(net, x, eps=.25)
    before, after, eta = sorted((axes.images[0] for axes in figure_of(net, x, 3, x_adv).axes
                                 if axes.images), key=lambda shown: shown.get_cmap().name != "gray")
    for shown, wanted in ((before, x), (after, x_adv), (eta, x_adv - x)):
        assert_array_equal(shown.get_array(), wanted.reshape(SIDE, SIDE))
