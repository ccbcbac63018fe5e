"""An RBF network is fooled too, but it does not claim to be sure.

    softmax:  p = softmax(x W + b): of ten classes one always has a tenth or more
    RBF:      p_c = exp(-(x - mu_c)' diag(beta_c) (x - mu_c)), a detector for each class: far from
              all ten centres it says that no class is present                          [sec. 7, E6]

Look at: how sure they are of the FGSM examples that they misread (orange): softmax regression as
sure as of clean digits (blue), the RBF network hardly at all. And at the price, the width of the
blue: the RBF network is not sure of many clean digits either, and it misreads more of them.

Run: python demos/rbf_confidence.py [--out FILE.png]
"""
import sys

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scratchadv import attacks, datasets, metrics, models, objectives, optim, training
from scratchadv.figures.canvas import BLUE, ORANGE
from scratchadv.progress import Progress

from picture import picture_path

out = picture_path(__doc__, "rbf_confidence.png")

EPS, BINS, rng = .25, np.linspace(0, 100, 21), np.random.default_rng(0)
train, test = datasets.load_mnist()
centres = np.stack([train.x[train.y == c].mean(axis=0) for c in range(10)])
SOFTMAX = models.softmax_regression(rng=rng), optim.SGD(lr=.1), 3
RBF = models.rbf_network(centres=centres, rng=rng), optim.Adam(lr=2e-3), 8
matplotlib.rc("font", size=16)
figure = Figure(figsize=(11, 5.2), layout="constrained")
panels = figure.subplots(1, 2, sharey=True)
rows = ["                      error              mean confidence",
        "                      clean    FGSM      clean  FGSM, misread"]
for axes, name, recipe in zip(panels, ("softmax regression", "RBF network"), (SOFTMAX, RBF)):
    net, optimizer, epochs = recipe
    training.fit(net, train, objective=objectives.clean, epochs=epochs, rng=rng, batch_size=200,
                 optimizer=optimizer, progress=Progress(sys.stderr))
    x_adv = attacks.fgsm(net, test.x, test.y, eps=EPS)
    p, p_adv = (100 * net.probabilities(x).max(axis=1) for x in (test.x, x_adv))
    misread = net.predict(x_adv) != test.y
    rows.append(f"{name:18} {metrics.error(net, *test):8.1%} {misread.mean():7.1%} "
                f"{p.mean():9.1f}% {p_adv[misread].mean():13.1f}%")
    for sure, label, style in ((p, "clean digits", dict(color=BLUE, fill=True, alpha=.5)),
                               (p_adv[misread], "FGSM, misread", dict(color=ORANGE, lw=4))):
        axes.stairs(100 * np.histogram(sure, BINS)[0] / len(sure), BINS, label=label, **style)
    axes.set(title=name, xlabel="confidence in %")
print(*rows, sep="\n")
panels[0].set_ylabel("share of the digits in %")
panels[1].legend(frameon=False)
figure.savefig(out, dpi=150)
print("picture:", out)
