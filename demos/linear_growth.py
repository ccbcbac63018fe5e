"""Many small changes add up: no pixel moves by more than eps, the score by eps times m times n.

    w.(x + eta) = w.x + w.eta,   eta = eps sign(w):   w.eta = eps l1norm(w) = eps m n   [sec. 3, E1]

Three against seven, resampled to n = 49 ... 7056 pixels, a logistic regression trained at each n.
m is the mean absolute weight. The paper holds it, so we scale the weights of all to one m. Then the
growth is measured, not computed: the scores at x + eta less the scores at x.

Look at: the slopes, 1 for FGSM, 1/2 for random signs, 0 for the max norm. And at the dotted line:
trained on more pixels of one picture, m falls, and w.eta stays. The argument needs m to hold.

Run: python demos/linear_growth.py [--out FILE.png]
"""
import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scratchadv import attacks, datasets, models, objectives, optim, training
from scratchadv.figures.canvas import BLACK, BLUE, GREY, ORANGE

from picture import picture_path

out = picture_path(__doc__, "linear_growth.png")

EPS, M, SIDES = .25, .04, (7, 14, 28, 56, 84)
train, test = datasets.threes_vs_sevens()
rows = []
print("    n  m as trained  w.eta, m = .04  eps*m*n  random signs  max norm of eta")
for side in SIDES:
    n, rng = side ** 2, np.random.default_rng(0)
    net = models.logistic_regression(n, rng=rng)
    training.fit(net, (datasets.resample(train.x[:3000], side), train.y[:3000]), epochs=10, rng=rng,
                 objective=objectives.clean, optimizer=optim.SGD(lr=40 / n))    # |x|^2 grows like n
    net, x = net.astype(np.float64), datasets.resample(test.x[:1000], side).astype(np.float64)
    w = net.parameters()["layer0.W"]                          # (n, 1), the live array
    m = np.abs(w).mean()
    w *= M / m
    eta = EPS * np.sign(w[:, 0])
    grown = (net.scores(x + eta) - net.scores(x)).mean()
    noise = (net.scores(attacks.sign_noise(x, eps=EPS, rng=rng)) - net.scores(x)).std()
    rows.append((grown, noise, np.abs(eta).max(), EPS * m * n))
    print(f"{n:5} {m:13.4f} {grown:15.3f} {EPS * M * n:8.3f} {noise:13.3f} {rows[-1][2]:16.3f}")

matplotlib.rc("font", size=15)
figure = Figure(figsize=(9.5, 6), layout="constrained")
axes = figure.subplots()
lines = (("w.eta, FGSM: slope 1", BLUE, "o-"), ("w.eta, random signs: slope 1/2", ORANGE, "s--"),
         ("max norm of eta: slope 0", BLACK, "^-"), ("w.eta, FGSM, m not held", GREY, "D:"))
for (label, colour, line), values in zip(lines, zip(*rows)):
    axes.loglog(np.square(SIDES), values, line, color=colour, label=label, lw=3, ms=9)
axes.set_xticks(np.square(SIDES), np.square(SIDES))
axes.set_yticks([.1, 1, 10, 100], [".1", "1", "10", "100"])
axes.set(xlabel="number of pixels n (both axes logarithmic)",
         ylabel="change of the score, w.eta\n(black: change of a pixel)")
axes.legend(frameon=False)
figure.savefig(out, dpi=150)
print("picture:", out)
