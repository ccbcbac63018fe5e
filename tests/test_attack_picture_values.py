"""`scratchadv attack`: what it prints and draws is what its options ask for, number by number."""
import numpy as np
import pytest
from matplotlib.colors import to_rgba
from pictures import a_network, command_options, digit, figure_of, saved, texts

from scratchadv import attack_picture, datasets
from scratchadv.attack_picture import drawing, image_file
from scratchadv.attacks import fgsm, round_to_8_bits
from scratchadv.metrics import outcome


@pytest.fixture
def net(rng):
    return a_network(rng)


@pytest.fixture
def options(rng, tmp_path, net, monkeypatch):
    return command_options(rng, tmp_path, monkeypatch, net)


def said_of(net, x):
    label, sure = outcome(net, x)
    return f"{label[0]} with confidence {drawing.percent(sure[0])}"


@pytest.mark.parametrize("change, attack", [
    ({}, {}), (dict(digit=7, eps=.01), dict(eps=.01)), (dict(norm="2", eps=.5),
                                                        dict(norm=2, eps=.5)),
    (dict(norm="1", eps=.9), dict(norm=1, eps=.9)),
    (dict(clip=True), dict(clip_min=0, clip_max=1)),
    (dict(direction="float32"), dict(direction="float32")),
    (dict(target=9), dict(targeted=True)), (dict(label=3), {})])
def test_the_command_attacks_the_digit_as_it_is_told(options, net, monkeypatch, change, attack):
    drawn = []
    monkeypatch.setattr(attack_picture, "draw", lambda *given, **named: drawn.append(given))
    vars(options).update(change)
    test = datasets.load_mnist()[1]
    x = test.x[options.digit:options.digit + 1]
    y = test.y[options.digit] if options.label is None else options.label
    aimed_at = y if options.target is None else options.target
    x_adv = fgsm(net, x, [aimed_at], **dict(eps=.25) | attack)
    lines = attack_picture.run(options).splitlines()
    before, after, rounded = (line.partition("  ")[2].strip() for line in lines[1:4])
    assert (before, after) == (said_of(net, x), said_of(net, x_adv))
    assert rounded == said_of(net, round_to_8_bits(x_adv))
    _, x_drawn, y_drawn, x_adv_drawn, path = drawn[0]
    np.testing.assert_array_equal(x_drawn, x)
    np.testing.assert_array_equal(x_adv_drawn, x_adv)
    assert (y_drawn, path) == (y, options.out)


def test_single_precision_and_the_exact_sign_go_different_ways_where_the_network_is_sure(
        options, net, monkeypatch):
    drawn = []
    monkeypatch.setattr(attack_picture, "draw", lambda *given, **named: drawn.append(given))
    net.parameters()["layer0.W"][...] *= 10
    net.save(options.network)
    options.label = int(net.predict(datasets.load_mnist()[1].x[4:5])[0])
    for options.direction in ("exact", "float32"):
        attack_picture.run(options)
    assert not np.array_equal(drawn[0][3], drawn[1][3])


def test_without_a_file_the_named_network_is_taken(options, net, monkeypatch):
    asked = []
    monkeypatch.setattr(attack_picture.Lab, "network",
                        lambda self, name: asked.append((self.profile, name)) or net)
    options.network, options.model = None, "maxout"
    assert attack_picture.run(options).splitlines()[0].endswith("seen by the maxout network")
    assert asked == [("laptop", "maxout")]


@pytest.mark.parametrize("y", [None, 3])
def test_bars_are_coloured_by_what_is_predicted_and_framed_by_what_is_true(rng, net, y):
    x = digit(rng).reshape(1, -1)
    x_adv = fgsm(net, x, eps=.25)
    charts = [axes for axes in figure_of(net, x, y, x_adv).axes if len(axes.patches) == 10]
    for axes, picture in zip(charts, (x, x_adv)):
        predicted = net.predict(picture)[0]
        wanted = (drawing.UNKNOWN if y is None else
                  drawing.RIGHT if predicted == y else drawing.WRONG)
        for c, bar in enumerate(axes.patches):
            colour = wanted if c == predicted else drawing.OTHER
            assert bar.get_facecolor() == to_rgba(colour)
            assert bar.get_edgecolor() == to_rgba("black" if c == y else "none")
        bold = [label.get_weight() == "bold" for label in axes.get_xticklabels()]
        assert bold == [c == y for c in range(10)]


def test_a_title_is_blue_where_the_network_is_right_and_red_where_it_is_wrong(rng, net):
    x = digit(rng).reshape(1, -1)
    y = net.predict(x)[0]
    titles = [axes.title for axes in figure_of(net, x, y, fgsm(net, x, eps=.25)).axes
              if axes.title.get_text().startswith(("before", "after"))]
    assert [title.get_color() for title in titles] == [drawing.RIGHT, drawing.WRONG]


def test_pixels_moved_shades_and_the_bold_class_are_told(rng, net):
    x = digit(rng).reshape(1, -1)
    x_adv = x.copy()
    x_adv[0, :196] -= .5                                  # a quarter of the pixels
    said = texts(figure_of(net, x, 3, x_adv))
    assert "pixels moved  25%" in said and "in bold: the true class" in said
    assert f"black is {x_adv.min():.3g}, white is 1" in said
    assert "in bold" not in texts(figure_of(net, x, None, x_adv))


@pytest.mark.parametrize("shape, rows, columns", [
    ((28, 14), (10, 19), (13, 14)), ((14, 28), (12, 13), (10, 19))])
def test_a_picture_that_is_no_square_is_put_in_the_middle_of_one(tmp_path, shape, rows, columns):
    picture, (H, W) = np.zeros(shape), shape
    picture[(slice(10, 20), slice(6, 8)) if H > W else (slice(5, 7), slice(10, 20))] = 1
    x, done = image_file.load_image(saved(tmp_path / "oblong.png", picture))
    inked = np.argwhere(x.reshape(28, 28) > .5)
    assert (inked[:, 0].min(), inked[:, 0].max()) == rows
    assert (inked[:, 1].min(), inked[:, 1].max()) == columns
    assert done == [f"resized from {W} x {H} to 28 x 28 pixels"]
