"""Adversarial training: two networks alike in all but the objective, and three tests of both.

    J~(theta, x, y) = alpha J(theta, x, y) + (1 - alpha) J(theta, x + eta, y),   alpha = .5
    eta = eps sign(grad_x J(theta, x, y)), made afresh from the weights of each step   [sec. 6, E5]

Look at: the error on FGSM falls far, as the paper says. Then at PGD, a test that the paper does not
have: 20 small steps in place of a large one, within the same eps of x, and both networks fail. What
was learned here is resistance to FGSM. It has a price, too: compare the errors on clean digits.

Run: python demos/adversarial_training.py [--out FILE.png]
"""
import sys
from functools import partial

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scratchadv import attacks, datasets, metrics, models, objectives, optim, training
from scratchadv.figures.canvas import GREEN, GREY
from scratchadv.progress import Progress

from picture import picture_path

out = picture_path(__doc__, "adversarial_training.png")

EPS, DIGITS = .25, 1000                                       # eps: sec. 4 to 6
train, (x, y) = datasets.load_mnist()
x, y = x[:DIGITS], y[:DIGITS]
errors = {}
for name, objective in (("trained on J", objectives.clean),
                        ("trained on J~", partial(objectives.adversarial, alpha=.5, eps=EPS))):
    rng = np.random.default_rng(0)                            # the same start, the same order
    net = models.mlp(units=(100,), rng=rng)
    training.fit(net, (train.x[:15_000], train.y[:15_000]), objective=objective, epochs=10, rng=rng,
                 optimizer=optim.SGD(lr=.1), progress=Progress(sys.stderr))
    tests = x, attacks.fgsm(net, x, y, eps=EPS), attacks.pgd(net, x, y, eps=EPS, steps=20, rng=rng)
    errors[name] = [100 * metrics.error(net, x_test, y) for x_test in tests]

print(f"error on {DIGITS} test digits, eps .25    clean    FGSM  PGD-20")
for name, row in errors.items():
    print(f"{name:34}" + "".join(f"{error:7.1f}%" for error in row))

matplotlib.rc("font", size=17)
figure = Figure(figsize=(10, 5.5), layout="constrained")
axes = figure.subplots()
for k, (name, colour, hatch) in enumerate(zip(errors, (GREY, GREEN), ("", "//"))):
    bars = axes.bar(np.arange(3) + .42 * (k - .5), errors[name], .4, color=colour, hatch=hatch,
                    edgecolor="white", label=name)
    axes.bar_label(bars, fmt="%.1f", padding=3)
axes.set_xticks(range(3), ["clean", "FGSM\none step", "PGD\n20 steps"])
axes.set(ylabel="error in %", ylim=(0, 112), yticks=range(0, 101, 25),
         title=f"{DIGITS} test digits, eps {EPS}")
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False, loc="upper left")
figure.savefig(out, dpi=150)
print("picture:", out)
