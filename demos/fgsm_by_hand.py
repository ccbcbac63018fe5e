"""The fast gradient sign method by hand: a few lines of NumPy, on softmax regression.

    x~ = x + eta,   eta = eps sign(grad_x J(theta, x, y))    [sec. 4, E2]

Softmax regression is shallow enough to write its gradient down: dJ/ds = p - onehot(y) for the
scores s = x W + b, so grad_x J = (p - onehot(y)) W'. A factor such as 1/N leaves its sign alone.

Look at: the sign image, -1 (purple) and +1 (orange). Where no training digit has ink the weights
are still their random start, and so are the signs: see the border. Elsewhere it is no noise: it
takes ink from the strokes of the digit and puts it where another class has its own.

Run: python demos/fgsm_by_hand.py [--out FILE.png]
"""
import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scratchadv import attacks, datasets, models, objectives, optim, training

from picture import picture_path


def fgsm_by_hand(x, y, W, b, eps):
    """x: (N, D), y: (N,), W: (D, C), b: (C,) -> x~: (N, D)"""
    s = x @ W + b                                             # (N, C)
    p = np.exp(s - s.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)                      # softmax
    grad_s = p - np.eye(len(b))[y]
    grad_x = grad_s @ W.T                                     # (N, D)
    eta = eps * np.sign(grad_x)
    return x + eta


out = picture_path(__doc__, "fgsm_by_hand.png")

EPS, rng = .25, np.random.default_rng(0)                      # eps: sec. 4
train, (x, y) = datasets.load_mnist()
net = models.softmax_regression(rng=rng)
training.fit(net, train, objective=objectives.clean, epochs=3, rng=rng, optimizer=optim.SGD(lr=.1))
net, x = net.astype(np.float64), x.astype(np.float64)
x_adv = fgsm_by_hand(x, y, *net.parameters().values(), eps=EPS)
differ = np.abs(x_adv - attacks.fgsm(net, x, y, eps=EPS)) > 1e-12
p, p_adv = net.probabilities(x), net.probabilities(x_adv)
print(f"error on 10,000 clean test digits    {np.mean(p.argmax(axis=1) != y):6.1%}")
print(f"error on their FGSM by hand, eps .25 {np.mean(p_adv.argmax(axis=1) != y):6.1%}")
print(f"pixels where attacks.fgsm differs: {differ.sum()} of {differ.size:,}")

matplotlib.rc("font", size=18)
figure = Figure(figsize=(11, 4.3), layout="constrained")
places = figure.subplots(1, 3, subplot_kw=dict(xticks=[], yticks=[]))
panels = ((x[0], f"x: a {p[0].argmax()}, {p[0].max():.1%}", "gray_r", -EPS, 1 + EPS),
          (np.sign(x_adv[0] - x[0]), "+ .25 sign(grad_x J)", "PuOr_r", -1.4, 1.4),
          (x_adv[0], f"= x~: a {p_adv[0].argmax()}, {p_adv[0].max():.1%}", "gray_r", -EPS, 1 + EPS))
for axes, (image, title, colours, low, high) in zip(places, panels):
    axes.imshow(image.reshape(28, 28), cmap=colours, vmin=low, vmax=high)
    axes.set_title(title, pad=12)
places[1].set_xlabel("orange +.25, purple -.25")
figure.savefig(out, dpi=150, bbox_inches="tight")
print("picture:", out)
