"""Results of random numbers, and what a figure has drawn of them.

A figure that takes one array for another, or a caption one number, differs then.
"""
from dataclasses import replace

import numpy as np
from matplotlib import style
from report_folders import made_up

from scratchadv.figures import FIGURES
from scratchadv.figures.canvas import STYLE
from scratchadv.figures.found import Found

ALONG = {"n", "eps", "epoch", "angle", "s", "fgsm_s", "margin", "margin_edges", "softmax_eps",
         "naive_epoch", "adversarial_epoch", "dot_edges", "edges", "gap_edges", "rates",
         "best_rate", "image_eps"}               # what stands along an axis, and is read off there
SIGNED = {"weights", "naive_filters", "adversarial_filters", "example_sign_float32",
          "example_sign_exact"}                  # made up at random, and of both signs


def random_results():
    """{id: [Result of seed 0, of seed 1]}: random but for what stands along an axis."""
    rng = np.random.default_rng(5)
    return {id: [replace(run, measured={key: dict(entry, value=rng.uniform(.05, .95))
                                        for key, entry in run.measured.items()},
                         data={name: _random(name, value, rng)
                               for name, value in run.data.items()}) for run in runs]
            for id, runs in made_up(seeds=(0, 1)).items()}


def _random(name, value, rng):
    """A list, as it comes from a file, its floats and counts random; text, flags and None stay."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list):
        return [_random(name, each, rng) for each in value]
    if name.endswith("counts"):
        return int(rng.integers(1, 1000))
    kept = name in ALONG | SIGNED or not isinstance(value, float)
    return value if kept else rng.uniform(.05, .95)


def mean(id, key):
    """Of both seeds, in percent."""
    return 50 * sum(run.measured[key]["value"] for run in RESULTS[id])


def figure_named(name):
    """That figure of the report."""
    return next(figure for figure in FIGURES if figure.name == name)


def draw(name, results=None):
    """-> the Drawing of that figure in the style of the report, of RESULTS if not of others."""
    results = results or RESULTS
    with style.context(["default", STYLE]):
        return figure_named(name).draw(Found(results))


def drawn(axes):
    """{label: numbers} of lines, steps and bars; those without a label by their place."""
    found = {_label(line): line.get_ydata() for line in axes.lines}
    found |= {_label(patch): patch.get_data().values for patch in axes.patches
              if hasattr(patch, "get_data")}
    for bars in axes.containers:
        across = bars.orientation == "horizontal"
        found[_label(bars)] = [bar.get_width() if across else bar.get_height() for bar in bars]
    return {label: np.asarray(numbers, float) for label, numbers in found.items()}


def _label(artist):
    return str(artist.get_label())


RESULTS = random_results()
