"""A maxout network learns to read digits, by the recipe that the paper builds on.

    h_m = max over k of (x.W_mk + b_mk): a unit is the largest of its K linear pieces    [sec. 4, 6]

Dropout on the input and on both hidden layers, momentum that rises, a learning rate that falls, and
max norm: no piece's incoming weights grow longer than 1.9365. The recipe is pylearn2's, shortened:
a smaller network (two layers of 80 units of 4 pieces, for 240 of 5), fewer digits and epochs, wider
initial weights, and a learning rate that falls and a momentum that rises sooner.

Look at: left, the error on digits it does not train on. Right, one trained unit on the straight way
from a seven to a two, and beyond: four lines and the largest of them. Networks of such units are
piecewise linear in x, which to the paper is why one straight step, FGSM, fools them.

Run: python demos/train_maxout.py [--out FILE.png]
"""
import sys

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scratchadv import datasets, metrics, models, objectives, optim, training
from scratchadv.figures.canvas import BLACK, BLUE, GREEN, ORANGE, PURPLE
from scratchadv.progress import Progress

from picture import picture_path

out = picture_path(__doc__, "train_maxout.png")

EPOCHS, rng = 8, np.random.default_rng(0)
train, test = datasets.load_mnist()
net = models.maxout_network(units=(80, 80), pieces=4, init=.05, rng=rng)
some, others = slice(10_000), slice(50_000, 52_000)
history = training.fit(
    net, (train.x[some], train.y[some]), valid=(train.x[others], train.y[others]), epochs=EPOCHS,
    objective=objectives.clean, rng=rng, progress=Progress(sys.stderr),
    optimizer=optim.SGD(lr=.1, decay=1.0003, momentum_epochs=EPOCHS, max_norm=1.9365))
error = metrics.error(net, *test)
low, high = metrics.wilson_interval(round(error * len(test.y)), len(test.y))
print(f"test error {error:.2%}, 95% interval {low:.2%} to {high:.2%}")

W, b = net.parameters()["layer0.W"], net.parameters()["layer0.b"]         # (784, M, K), (M, K)
t = np.linspace(-1, 2, 301)                                               # 0: a seven, 1: a two
x = test.x[0] + t[:, None] * (test.x[1] - test.x[0])                      # (301, 784)
z = np.einsum("nd,dmk->nmk", x, W) + b                                    # (301, M, K)
m = np.diff(z.argmax(axis=2), axis=0).astype(bool).sum(axis=0).argmax()   # most changes of piece

matplotlib.rc("font", size=15)
figure = Figure(figsize=(12, 5), layout="constrained")
left, right = figure.subplots(1, 2)
left.plot(history.epoch, 100 * np.array(history.error), "o-", color=BLUE, lw=3, ms=9)
left.set(xlabel="epoch", ylabel="error in %", ylim=(0, None), title="error on 2,000 other digits")
right.plot(t, z[:, m].max(axis=1), color=BLACK, lw=7, alpha=.35, label="the unit: their max")
for k, (colour, line) in enumerate(zip((BLUE, ORANGE, GREEN, PURPLE), ("-", "--", "-.", ":"))):
    right.plot(t, z[:, m, k], line, color=colour, lw=2.5, label=f"piece {k}")
right.set(xticks=[0, 1], xticklabels=["seven", "two"], title=f"value of unit {m}, first layer")
right.legend(frameon=False)
figure.savefig(out, dpi=150)
print("picture:", out)
