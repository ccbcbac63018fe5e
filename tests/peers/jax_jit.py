"""The same maxout training step in JAX: one jitted function, its buffers donated.

Tuned as its own users would for a CPU. theta, velocities and key go into the jitted step and come
out of it in the same memory (donate_argnums). Masks are drawn inside, from 16 random bits an entry.
The clean and the adversarial examples go through the net as one batch of 2N. W is stored as rows,
one a piece, pieces outermost; the maximum is taken by its argmax, so that its gradient is a scatter
(jnp.max would share it among ties, at the cost of two more passes). XLA's threads, one a core.

N examples, D inputs, M units, K pieces, C classes.
"""
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)            # for the check in float64; float32 stays so

NAME = "JAX jit"
KEEP, SCALE = (.8, .5, .5), (1, 2, 2)                # of the inputs of the three layers
ROWS = 1000                                          # examples a pass in attack and evaluation


def about():
    """For the foot of the table."""
    return f"jax {jax.__version__}"


def scores(theta, x, masks=None):
    """x: (N, D) -> s: (N, C).  theta: ((W, b), ...), each W (K, M, D), or (C, D) at the top."""
    for i, (W, b) in enumerate(theta):
        x = x if masks is None else x * masks[i]
        x = x @ W.reshape(-1, W.shape[-1]).T + b.reshape(-1)                    # (N, K*M)
        if W.ndim == 3:
            z = x.reshape(len(x), *b.shape)                                     # (N, K, M)
            winner = jax.lax.argmax(z, 1, jnp.int32)[:, None]
            x = jnp.take_along_axis(z, winner, 1)[:, 0]                         # (N, M)
    return x


def clean(theta, x, y, masks=None):
    """J(theta, x, y)"""
    log_p = jax.nn.log_softmax(scores(theta, x, masks))
    return -jnp.take_along_axis(log_p, y[:, None], 1).mean()


def attack(theta, x, y, eps):
    """x~ = x + eps sign(grad_x J), without dropout."""
    return x + eps * jnp.sign(jax.grad(clean, argnums=1)(theta, x, y))


def adversarial(theta, x, y, masks, eps, alpha):
    """J~, the attack made under the masks of both terms: two passes.  -> J~, its gradients"""
    J, (grads, grad_x) = jax.value_and_grad(clean, argnums=(0, 1))(theta, x, y, masks)
    J_adv, grads_adv = jax.value_and_grad(clean)(theta, x + eps * jnp.sign(grad_x), y, masks)
    return jax.tree.map(lambda one, other: alpha * one + (1 - alpha) * other,
                        (J, grads), (J_adv, grads_adv))


def clean_probe(theta, x, y, masks, eps, alpha):
    """J~ = alpha J(theta, x, y) + (1 - alpha) J(theta, x~, y), both under the same masks."""
    x_adv = attack(jax.lax.stop_gradient(theta), x, y, eps)
    s = scores(theta, jnp.concatenate([x, x_adv]), [jnp.concatenate([m, m]) for m in masks])
    log_p = jax.nn.log_softmax(s).reshape(2, *y.shape, -1)
    J, J_adv = -jnp.take_along_axis(log_p, y[None, :, None], 2).mean((1, 2))
    return alpha * J + (1 - alpha) * J_adv


def draw_masks(key, theta, N):
    """Dropout masks of N examples, for the input of each layer."""
    bits = [jax.random.bits(k, (N, W.shape[-1]), jnp.uint16)
            for k, (W, _) in zip(jax.random.split(key, len(theta)), theta)]
    return [jnp.where(b < round(keep * 2 ** 16), W.dtype.type(scale), 0)
            for b, (W, _), keep, scale in zip(bits, theta, KEEP, SCALE)]


@partial(jax.jit, static_argnames=("kind", "lr", "momentum", "max_norm", "eps", "alpha"),
         donate_argnames=("theta", "velocity", "key"))
def step(theta, velocity, key, x, y, masks, *, kind, lr, momentum, max_norm, eps, alpha):
    """v <- momentum v - lr grad, theta <- theta + v, max norm for every row of W.  -> all, J"""
    if masks is None:
        key, now = jax.random.split(key)
        masks = draw_masks(now, theta, len(x))
    if kind == "adversarial":
        J, grads = adversarial(theta, x, y, masks, eps, alpha)
    else:
        objective = clean if kind == "clean" else partial(clean_probe, eps=eps, alpha=alpha)
        J, grads = jax.value_and_grad(objective)(theta, x, y, masks)
    velocity = jax.tree.map(lambda v, grad: momentum * v - lr * grad, velocity, grads)
    theta = jax.tree.map(jnp.add, theta, velocity)

    def shortened(W):
        return W * jnp.minimum(1, max_norm / jnp.linalg.norm(W, axis=-1, keepdims=True))

    return [(shortened(W), b) for W, b in theta], velocity, key, J


@jax.jit
def labels(theta, x):
    return scores(theta, x).argmax(1)


fgsm = jax.jit(attack)


# -- what the bench calls, with NumPy arrays

def build(theta, **options):
    """The step, on a copy of theta = net.parameters()."""
    return Step(theta, options)


class Step:
    """Holds what goes into the jitted step and comes out of it."""

    def __init__(self, theta, options):
        self.names, self.options = list(theta), options
        arrays = [jnp.array(np.ascontiguousarray(array.T)) for array in theta.values()]
        self.theta = list(zip(arrays[::2], arrays[1::2]))
        self.velocity = jax.tree.map(jnp.zeros_like, self.theta)
        self.key = jax.random.key(0)

    def step(self, kind, x, y, masks=None):
        """kind: "clean", "adversarial" or "clean_probe".  masks: None to draw them inside.  -> J"""
        self.theta, self.velocity, self.key, J = step(
            self.theta, self.velocity, self.key, x, y, masks, kind=kind, **self.options)
        return float(J)

    def fgsm(self, x, y, eps):
        """x: (N, D) -> x~: (N, D)"""
        return np.concatenate([fgsm(self.theta, x[i:i + ROWS], y[i:i + ROWS], eps)
                               for i in range(0, len(x), ROWS)])

    def predict(self, x):
        """x: (N, D) -> labels: (N,)"""
        return np.concatenate([labels(self.theta, x[i:i + ROWS]) for i in range(0, len(x), ROWS)])

    def parameters(self):
        """-> {name: array}, in the shapes of net.parameters()."""
        return {name: np.asarray(array).T
                for name, array in zip(self.names, jax.tree.leaves(self.theta))}

    def products(self, N):
        """{kind: function that runs a step's matrix products and nothing else}."""
        Ws = [jnp.array(W.reshape(-1, W.shape[-1])) for W, _ in self.theta]      # (K*M, D), copies
        one, two = ([(jnp.ones((n, W.shape[1]), W.dtype), jnp.ones((n, len(W)), W.dtype), W)
                     for W in Ws] for n in (N, 2 * N))
        return {"clean": lambda: jax.block_until_ready(passes(one)),
                "adversarial": lambda: jax.block_until_ready((passes(one), first_grad_x(one),
                                                              passes(one))),
                "clean_probe": lambda: jax.block_until_ready((probe(one), passes(two)))}


@jax.jit
def passes(layers):
    """Forward, the gradient of every W, and of the input of every layer but the first."""
    return ([(x @ W.T, grad_z.T @ x) for x, grad_z, W in layers],
            [grad_z @ W for _, grad_z, W in layers[1:]])


@jax.jit
def first_grad_x(layers):
    """The gradient at the pixels."""
    _, grad_z, W = layers[0]
    return grad_z @ W


@jax.jit
def probe(layers):
    """Forward, and the gradient of the input of every layer."""
    return [(x @ W.T, grad_z @ W) for x, grad_z, W in layers]
