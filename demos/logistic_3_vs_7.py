"""Figure 2: one sign image, added or taken away, flips the prediction for nearly all.

    P(y = 1 | x) = sigma(w.x + b),  y = -1 for a three, +1 for a seven:   grad_x J points along -y w
    eta = eps sign(grad_x J) = -y eps sign(w): one for all threes, its negative for all sevens

FGSM is exact here: for a linear score no other eta within eps does more harm.  [sec. 5]

Look at: the sign of the weights, inside every adversarial digit. You still read them, and the model
takes them for the other one. The paper has 1.6% error on the clean digits and 99% on these.

Run: python demos/logistic_3_vs_7.py [--out FILE.png]
"""
import sys

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scratchadv import attacks, datasets, metrics, models, objectives, optim, training
from scratchadv.progress import Progress

from picture import picture_path

out = picture_path(__doc__, "logistic_3_vs_7.png")

EPS, rng = .25, np.random.default_rng(0)                      # eps: fig. 2
train, test = datasets.threes_vs_sevens()
net = models.logistic_regression(784, rng=rng)
training.fit(net, train, objective=objectives.clean, epochs=20, rng=rng,
             optimizer=optim.SGD(lr=.05), progress=Progress(sys.stderr))

w = net.parameters()["layer0.W"][:, 0]                        # (784,)
limit = np.abs(w).max()
x_adv = attacks.fgsm(net, test.x, test.y, eps=EPS)            # not clipped, as in the paper
clean, adversarial = metrics.error(net, *test), metrics.error(net, x_adv, test.y)
print(f"error on {len(test.y)} clean test digits   {clean:6.1%}  (paper 1.6%)")
print(f"error on their FGSM, eps .25      {adversarial:6.1%}  (paper 99%)")
distance = np.abs(x_adv - (test.x - test.y[:, None] * EPS * np.sign(w))).max()
print(f"FGSM's x~ and x - y eps sign(w) differ by {distance:.0e} at most")


def tiles(x):
    """16 digits as one picture.  x: (16, 784) -> (112, 112)"""
    return x.reshape(4, 4, 28, 28).swapaxes(1, 2).reshape(112, 112)


matplotlib.rc("font", size=16)
figure = Figure(figsize=(13, 3.75), layout="constrained")
places = figure.subplots(1, 4, subplot_kw=dict(xticks=[], yticks=[]))
panels = (("w: orange +, purple -", w.reshape(28, 28), "PuOr_r", -limit, limit),
          ("sign(w)", np.sign(w).reshape(28, 28), "PuOr_r", -1.4, 1.4),
          (f"clean: {clean:.1%} error", tiles(test.x[:16]), "gray_r", -EPS, 1 + EPS),
          (f"FGSM: {adversarial:.1%} error", tiles(x_adv[:16]), "gray_r", -EPS, 1 + EPS))
for axes, (title, image, colours, low, high) in zip(places, panels):
    axes.imshow(image, cmap=colours, vmin=low, vmax=high)
    axes.set_title(title, pad=10)
figure.savefig(out, dpi=150, bbox_inches="tight")
print("picture:", out)
