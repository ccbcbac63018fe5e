"""Assignment 4: adversarial training.  N=5 examples, D=7 inputs, M=4 units, K=3 pieces, C=3."""
import numpy as np

from scratchadv import models
from scratchadv.coursework.assignments.noise import (fair, kept_dtype, not_written, seeded, signs,
                                                     uniform)
from scratchadv.coursework.checks import close, same_dtype, untouched
from scratchadv.coursework.tasks import Part, Task, both, held_out, public
from scratchadv.coursework.wire import Remote, Seed
from scratchadv.losses.softmax import softmax_cross_entropy_backward, softmax_cross_entropy_forward

TITLE = "adversarial training"
N, D, M, K, C = 5, 7, 4, 3, 3


# -- inputs

def trained(rng, net):
    """The net with weights of a usual size, as if it were trained."""
    for theta in net.parameters().values():
        theta[...] = rng.normal(size=theta.shape)
    return net


def objective(n=N, dropout=False, dtype=np.float64):
    """A maxout network of one layer, asked through net.loss_and_grads, with masks or without."""
    def make(rng):
        net = trained(rng, models.maxout_network(D, (M,), K, C, rng=rng, dtype=dtype))
        masks = net.draw_masks(rng, n) if dropout else None
        return {"net": Remote(net, ("loss_and_grads",)), "masks": masks,
                "x": rng.uniform(size=(n, D)).astype(dtype), "y": rng.integers(0, C, n),
                "alpha": float(rng.uniform(.15, .35)), "eps": float(rng.uniform(.1, .3))}
    return make


def loss_and_grads(theta, x, y):
    """J, grad_x and the gradients of softmax regression."""
    J, cache = softmax_cross_entropy_forward(x @ theta["W"] + theta["b"], y)
    grad_s = softmax_cross_entropy_backward(1.0, cache)
    return J, grad_s @ theta["W"].T, {"W": x.T @ grad_s, "b": grad_s.sum(axis=0)}


def descent(steps):
    """Parameters of a softmax regression, and as many batches."""
    def make(rng):
        batches = [(rng.uniform(size=(N, D)), rng.integers(0, C, N)) for _ in range(steps)]
        return {"loss_and_grads": Remote(loss_and_grads), "batches": batches,
                "theta": {"W": rng.normal(size=(D, C)), "b": rng.normal(size=C)},
                "alpha": float(rng.uniform(.15, .35)), "eps": float(rng.uniform(.2, .4)),
                "lr": float(rng.uniform(.5, 1)), "momentum": float(rng.uniform(.6, .9))}
    return make


def step(shape=(D, M), dtype=np.float64):
    """Parameters, their velocity and gradient."""
    def make(rng):
        theta, velocity, grad = (rng.normal(size=shape).astype(dtype) for _ in range(3))
        return {"theta": theta, "velocity": velocity, "grad": grad,
                "lr": float(rng.uniform(.1, .3)), "momentum": float(rng.uniform(.5, .9))}
    return make


def momenta(rng):
    """A schedule of a few epochs."""
    return {"first": float(rng.uniform(.2, .5)), "final": float(rng.uniform(.7, .9)),
            "last_epoch": int(rng.integers(5, 9))}


def rates(rng):
    """A learning rate and its decay."""
    return {"lr": float(rng.uniform(.1, 1)), "decay": float(rng.uniform(1.01, 1.05)),
            "floor": 1e-3}


def weights(shape, dtype=np.float64, limit=None):
    """Weights of which about half are too long, none by rounding; limit: or as short as that."""
    def make(rng):
        W = rng.normal(size=shape).astype(dtype)
        norms = np.sort(np.linalg.norm(W, axis=0), axis=None)
        middle = len(norms) // 2
        return {"W": W, "limit": limit or float(norms[middle - 1:middle + 1].mean())}
    return make


def with_zeros(rng):
    """Weights, those of one piece all 0."""
    inputs = weights((D, M, K))(rng)
    inputs["W"][:, rng.integers(M), rng.integers(K)] = 0
    return inputs


def pixels(n=400, d=300, dtype=np.float64):
    """Digits and an eps; three seeds for chance, two of them alike."""
    def make(rng):
        seed = int(rng.integers(1, 1000))
        return {"x": rng.uniform(size=(n, d)).astype(dtype), "eps": float(rng.uniform(.1, .3)),
                "rng": Seed(seed), "same": Seed(seed), "other": Seed(seed + 1)}
    return make


def columns(rng):
    """Weight vectors, one a column."""
    return {"W": rng.normal(size=(D, M)) / 3, "eps": float(rng.uniform(.1, .3))}


def two_networks(alike=False, right=True):
    """Two softmax regressions that resemble each other, or the same twice; labels, often theirs."""
    def make(rng):
        one, other = (models.softmax_regression(D, C, rng=rng, dtype=np.float64) for _ in "ab")
        trained(rng, one)
        for name, theta in other.parameters().items():
            theta[...] = one.parameters()[name] + .7 * rng.normal(size=theta.shape)
        x = rng.uniform(size=(97, D))
        y = np.where(rng.random(97) < .8, one.predict(x), rng.integers(0, C, 97))
        calls = ("attack_direction", "predict")
        return {"source": Remote(one, calls), "target": Remote(one if alike else other, calls),
                "x": x, "y": y if right else rng.integers(0, C, 97), "eps": .1}
    return make


# -- programs

OBJECTIVE = "J, grads = adversarial(net, x, y, masks, alpha=alpha, eps=eps)"
GRADIENTS = (f"{OBJECTIVE}\ngrad_W, grad_b, grad_top = (grads[name] for name in "
             "('layer0.W', 'layer0.b', 'layer1.W'))")
GRADS = ("grad_W", "grad_b", "grad_top")
STEP = "update_momentum(theta, velocity, grad, lr, momentum)"
STEPS = "for _ in range(3):\n    " + STEP
MOMENTA = ("m = np.array([momentum_at(t, first=first, final=final, last_epoch=last_epoch) "
           "for t in {}])")
RATES = "rates = np.array([lr_after(t, lr=lr, decay=decay, floor=floor) for t in {}])"
DESCENT = ("theta = adversarial_descent(loss_and_grads, theta, batches, alpha=alpha, eps=eps, "
           "lr=lr, momentum=momentum)\nW, b = theta['W'], theta['b']")
PROJECT = "update_max_norm(W, limit)"
NOISE = ("before = x.copy()\nx_adv = {}_noise(x, eps=eps, rng=rng)\n"
         "u = (x_adv - before) / eps")
SEEDED = ("u, same_u, other_u = ((sign_noise(x.copy(), eps=eps, rng=r)"
          " + uniform_noise(x.copy(), eps=eps, rng=r) - 2 * x) / eps for r in (rng, same, other))")
BOTH_NOISES = ("before = x.copy()\nx_adv = sign_noise(x, eps=eps, rng=rng)\n"
               "x_adv = uniform_noise(x_adv, eps=eps, rng=other)\nu = (x_adv - before) / eps")
CHANGES = "largest, sign, uniform = score_changes(W, eps)"
TRANSFER = "error = transfer_error(source, target, x, y, eps=eps)"

CLEAN = both(f"N={N} examples, no dropout", objective())
MASKED = both("dropout masks", objective(dropout=True))
WEIGHTS = both(f"D={D} inputs, M={M} units", step())
FLAT, PIECES = (both("an affine layer, W (D, M)", weights((D, M))),
                both("a maxout layer, W (D, M, K)", weights((D, M, K))))
IMAGES = both("400 images of 300 pixels", pixels())
NETWORKS = both("two networks that resemble each other", two_networks())

TASKS = (
    Task(
        "4.1", "The adversarial objective",
        ("coursework.originals_training.adversarial",),
        parts=(
            Part("forward", 2, OBJECTIVE, ("J",), CLEAN),
            Part("gradients", 3, GRADIENTS, GRADS, CLEAN),
            Part("dropout", 2, GRADIENTS, ("J", *GRADS), MASKED),
            Part("batch of one", 1, GRADIENTS, ("J", *GRADS),
                 both("a batch of one", objective(n=1))),
            Part("arguments not modified", 1, OBJECTIVE, ("J",), CLEAN, untouched()),
            Part("dtype kept", 1, GRADIENTS, GRADS,
                 both("a network in float32", objective(dtype=np.float32)), same_dtype()))),
    Task(
        "4.2", "Momentum",
        ("optim.update_momentum",),
        docs={"update_momentum":
              "One step of classical momentum, written into theta and velocity.\n\n"
              "theta, velocity, grad: arrays of one shape; lr, momentum: numbers. velocity is\n"
              "what is added to theta."},
        parts=(
            Part("one step", 2, STEP, ("theta", "velocity"), WEIGHTS),
            Part("several steps", 2, STEPS, ("theta", "velocity"), (
                *WEIGHTS, held_out("a maxout layer, W (D, M, K)", step((D, M, K))))),
            Part("arguments not modified", 1, STEP, ("theta", "velocity"), WEIGHTS, untouched()),
            Part("dtype kept", 1, STEP, ("theta", "velocity"),
                 both("parameters in float32", step(dtype=np.float32)), same_dtype()))),
    Task(
        "4.3", "What changes from step to step",
        ("coursework.originals_training.momentum_at", "coursework.originals_training.lr_after"),
        parts=(
            Part("momentum rises", 2, MOMENTA.format("range(1, last_epoch + 1)"), ("m",),
                 both("up to the last epoch", momenta)),
            Part("momentum stays", 1, MOMENTA.format("range(1, 3 * last_epoch)"), ("m",),
                 both("epochs after the last", momenta)),
            Part("learning rate", 2, RATES.format("(0, 1, 2, 7, 20)"), ("rates",),
                 both("up to 20 updates", rates)),
            Part("learning rate stays", 1, RATES.format("(0, 100, 300, 1000)"), ("rates",),
                 both("up to 1,000 updates", rates)))),
    Task(
        "4.4", "Max norm",
        ("optim.update_max_norm",),
        docs={"update_max_norm":
              "Bring the incoming weights of every output, or of every single piece, back to the\n"
              "nearest point whose L2 norm is at most `limit`; written into W.\n\n"
              "W: (D, M) of an affine layer or (D, M, K) of a maxout layer."},
        parts=(
            Part("of each output", 2, PROJECT, ("W",), FLAT),
            Part("of each piece", 2, PROJECT, ("W",), PIECES),
            Part("within the limit", 1, PROJECT, ("W",),
                 both("a limit that nothing exceeds", weights((D, M, K), limit=100.)),
                 close(rtol=1e-12, atol=0)),
            Part("stability", 1, PROJECT, ("W",), both("a piece of zeros", with_zeros)),
            Part("dtype kept", 1, PROJECT, ("W",),
                 both("weights in float32", weights((D, M, K), np.float32)), same_dtype()))),
    Task(
        "4.5", "Fresh examples at every step",
        ("coursework.originals_training.adversarial_descent",), needs=("4.2",),
        parts=(
            Part("one step", 2, DESCENT, ("W", "b"), both("a single batch", descent(1))),
            Part("several steps", 4, DESCENT, ("W", "b"), (
                *both("four batches", descent(4)), held_out("two batches", descent(2)))),
            Part("arguments not modified", 1, DESCENT, ("W", "b"),
                 both("four batches", descent(4)), untouched()))),
    Task(
        "4.6", "The controls: noise of the same size",
        ("coursework.originals_training.sign_noise", "coursework.originals_training.uniform_noise"),
        parts=(
            Part("signs", 2, NOISE.format("sign"), ("u",), IMAGES, fair(signs)),
            Part("uniform", 2, NOISE.format("uniform"), ("u",), IMAGES, fair(uniform)),
            Part("seeds", 1, SEEDED, ("u", "same_u", "other_u"), IMAGES, seeded),
            Part("arguments not modified", 1, BOTH_NOISES, ("u", "x_adv"), IMAGES, not_written),
            Part("dtype kept", 1, BOTH_NOISES, ("u", "x_adv"),
                 both("images in float32", pixels(40, 30, np.float32)), kept_dtype))),
    Task(
        "4.7", "How far noise moves a score",
        ("coursework.originals_training.score_changes",),
        parts=(
            Part("largest", 1, CHANGES, ("largest",), both(f"D={D}, M={M}", columns)),
            Part("sign noise", 2, CHANGES, ("sign",), both(f"D={D}, M={M}", columns)),
            Part("uniform noise", 2, CHANGES, ("uniform",), both(f"D={D}, M={M}", columns)))),
    Task(
        "4.8", "Transfer",
        ("coursework.originals_training.transfer_error",),
        parts=(
            Part("transferred", 3, TRANSFER, ("error",), NETWORKS),
            Part("source and target alike", 1, TRANSFER, ("error",),
                 both("one network twice", two_networks(alike=True))),
            Part("any labels", 1, TRANSFER, ("error",), (
                public("labels drawn by lot", two_networks(right=False)),
                held_out("labels drawn by lot", two_networks(right=False)))),
            Part("arguments not modified", 1, TRANSFER, ("error",), NETWORKS, untouched()))),
)
