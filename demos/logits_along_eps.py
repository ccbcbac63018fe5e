"""Figure 4: walk along the attack's direction, far out on both sides, and read the ten logits.

    s(eps) = scores at x + eps sign(grad_x J(theta, x, y)),   eps from -10 to 10    [sec. 8, fig. 4]

Look at: straight lines, with kinks where one piece of a maxout unit takes over from another. The
four is a four in a thin band (blue); the wrong classes are no pockets but regions without an end.

Run: python demos/logits_along_eps.py [--out FILE.png]
"""
import sys

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scratchadv import datasets, models, objectives, optim, training
from scratchadv.figures.canvas import BLACK, CYCLE, SKY
from scratchadv.progress import Progress

from picture import picture_path

out = picture_path(__doc__, "logits_along_eps.png")

rng = np.random.default_rng(0)
train, test = datasets.load_mnist()
net = models.maxout_network(units=(80, 80), pieces=4, init=.05, rng=rng)
training.fit(net, (train.x[:10_000], train.y[:10_000]), objective=objectives.clean, epochs=8,
             rng=rng, optimizer=optim.SGD(decay=1.0003, momentum_epochs=8, max_norm=1.9365),
             progress=Progress(sys.stderr))

four = np.flatnonzero((test.y == 4) & (net.predict(test.x) == 4))[:1]
x, y = test.x[four].astype(np.float64), test.y[four]          # kinks, not rounding
direction = np.sign(net.attack_direction(x, y))               # (1, 784)
eps = np.linspace(-10, 10, 10_001)
s = net.scores(x + eps[:, None] * direction)                  # (10001, 10)
label = s.argmax(axis=1)
lost = eps[label != 4]                                        # where it is read as something else
low, high = lost[lost < 0].max(initial=eps[0]), lost[lost > 0].min(initial=eps[-1])
bent = np.abs(np.diff(s, 2, axis=0)).max(axis=1) > 1e-9 * np.abs(s).max()
print(f"test digit {four[0]}, a 4, is read as a 4 from eps {low:.2f} to {high:.2f}")
print(f"{bent.mean():.1%} of {len(bent):,} points have a bend beside them, all else is straight")
print(f"at eps 10 the logit of 4 is {s[-1, 4]:.0f}, that of {label[-1]} is {s[-1].max():.0f}")

matplotlib.rc("font", size=16)
figure = Figure(figsize=(12, 7), layout="constrained")
top, bottom = figure.subfigures(2, 1, height_ratios=(1, 2.6))
for axes, e in zip(top.subplots(1, 7), (-10, -1, -.25, 0, .25, 1, 10)):
    axes.imshow((x + e * direction).reshape(28, 28), cmap="gray_r")
    axes.set(xticks=[], yticks=[], title=f"eps {e}\na {net.predict(x + e * direction)[0]}")
axes = bottom.subplots()
axes.axvspan(low, high, color=SKY, alpha=.6, label="read as a 4")
for c, colour, line in zip(np.unique(label), CYCLE, ("-.", "--", ":", "-.", "--", ":")):
    style = dict(color=BLACK, lw=5) if c == 4 else dict(color=colour, lw=4, ls=line)
    axes.plot(eps, s[:, c], label=f"logit of {c}", **style)
axes.plot(eps, s, color="#B0B0B0", lw=1.5, zorder=1, label=["other logits", *["_"] * 9])
axes.set(xlabel="eps", ylabel="logit", xlim=(-10, 10), xticks=range(-10, 11, 5))
axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, .5))
figure.savefig(out, dpi=150)
print("picture:", out)
