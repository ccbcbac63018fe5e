"""Network chains layers, each a pair bound to its parameters, and a loss.

Nothing is remembered between calls: forward returns the caches that backward takes, so the clean
pass and the adversarial pass of one training step can go through the same weights without getting
into each other's way.

N examples, D inputs, C classes. grad_inputs[k] is the gradient of J at the input of layer k of all
layers, dropout and activations counted; grad_inputs[0] is grad_x, from which the paper's attack is
made. (A pass that starts at layer k has a list that starts there.)
"""
import numbers

import numpy as np

from scratchadv import checks, files
from scratchadv.layers.bound import Dropout, Layer

__all__ = ["Network", "Layer", "Dropout"]

ROWS = 1000      # examples a pass in evaluation: activations stay in the cache, memory stays small


class Network:
    """A chain of layers with a loss at its end.

    layers: each a Layer or Dropout.  loss_function: a losses.Loss.
    n_inputs: D.  n_classes: C, or None for labels in {-1, +1}.
    spec: what models.load needs to build the same chain again, ready for JSON.

    Methods that take x, (N, D), or y, (N,), raise ValueError where these do not fit; forward and
    the two backward passes are the chain itself, and look at nothing but `start` and masks.
    """

    def __init__(self, layers, loss_function, *, n_inputs, n_classes, spec):
        self.layers, self.loss_function = list(layers), loss_function
        self.n_inputs, self.n_classes, self.spec = n_inputs, n_classes, spec

    # -- parameters

    def parameters(self):
        """{"layer0.W": array, ...}: the live arrays; layers with parameters count from 0."""
        return {f"layer{i}.{name}": array
                for i, layer in enumerate(layer for layer in self.layers if layer.theta)
                for name, array in layer.theta.items()}

    @property
    def dtype(self):
        """The parameters' dtype. A computation's dtype is that of parameters and input together."""
        return next(iter(self.parameters().values())).dtype

    def save(self, path):
        """Write the parameters and the spec to a .npz, atomically.  models.load reads it."""
        files.save_arrays(path, self.parameters(), self.spec, kind="network")

    # -- the two passes

    def forward(self, x, masks=None, *, start=0):
        """Forward from layer `start` to the scores.  x: the input of that layer -> s, caches.

        Layers are counted as in `layers`, dropout and activations too.
        """
        last = len(self.layers)
        if not isinstance(start, numbers.Integral) or isinstance(start, bool) or not (
                0 <= start <= last):
            raise ValueError(f"start must be the number of a layer, 0 to {last - 1}, or {last} to "
                             f"pass all of them by, got {start!r}")
        masks, caches = self.check_masks(masks), []
        for layer, mask in zip(self.layers[start:], masks[start:]):
            x, cache = layer.forward(x, mask)
            caches.append((layer, cache))
        return x, caches

    def backward(self, grad_s, caches):
        """Backward through the layers that forward ran.  -> grad_inputs, {name: gradient}."""
        grad_inputs, grads = [grad_s], []
        for layer, cache in reversed(caches):
            grad_x, grad_theta = layer.backward(grad_inputs[0], cache)
            grad_inputs.insert(0, grad_x)
            grads = [*grad_theta.values(), *grads]
        names = list(self.parameters())
        return grad_inputs[:-1], dict(zip(names[len(names) - len(grads):], grads))

    def backward_to_input(self, grad_s, caches):
        """grad_x alone, from the same caches: what an attack needs."""
        for layer, cache in reversed(caches):
            grad_s = layer.grad_x(grad_s, cache)
        return grad_s

    def draw_masks(self, rng, N):
        """Dropout masks for N examples, one entry a layer, for the passes that share them."""
        rng, N = checks.check_rng(rng), checks.check_count(N, "N")
        return tuple(layer.mask(rng, N, self.dtype) if layer.kind == "dropout" else None
                     for layer in self.layers)

    def check_masks(self, masks):
        """masks, or for None a None for each layer.  ValueError: not one entry for each layer."""
        if masks is None:
            return (None,) * len(self.layers)
        count = len(masks) if isinstance(masks, (tuple, list)) else checks.describe(masks)
        if count != len(self.layers):
            raise ValueError(f"masks must have one entry for each of the {len(self.layers)} "
                             f"layers, got {count}; draw_masks makes them")
        return masks

    # -- what the model says

    def scores(self, x):
        """s, the logits.  x: (N, D) finite -> (N, C), or (N,) for labels in {-1, +1}.

        ValueError: wrong x.
        """
        x = checks.check_inputs(x, self.n_inputs)
        return _in_chunks(lambda x: self.forward(x)[0], x)

    def scores_along(self, x, eta, eps_values):
        """The scores at x + eps eta for every eps; the first layer's products serve all of them.

        x, eta: (N, D), eps_values: E numbers -> (E, N, C), or (E, N) for labels in {-1, +1}.
        ValueError: wrong x, eta or eps_values.
        """
        x = checks.check_inputs(x, self.n_inputs)
        eta = checks.check_inputs(eta, self.n_inputs, "eta", pixels=False)
        if len(eta) != len(x):
            raise ValueError(f"eta must have shape {x.shape} as x has, got {eta.shape}")
        eps_values = checks.check_numbers(eps_values, "eps_values")
        first = next(i for i, layer in enumerate(self.layers) if layer.kind != "dropout")
        if not self.layers[first].starts_linear:
            return np.stack([self.scores(x + eps * eta) for eps in eps_values])

        def rows(x, eta):
            out = self.layers[first].along(x, eta)
            return np.stack([self.forward(out(eps), start=first + 1)[0] for eps in eps_values],
                            axis=1)
        return np.moveaxis(_in_chunks(rows, x, eta), 1, 0)

    def probabilities(self, x):
        """p.  (N, C), or (N,) = P(y=+1).  Softmax rows sum to 1; sigmoid and RBF rows need not."""
        return self.loss_function.probabilities(self.scores(x))

    def predict(self, x):
        """Labels as in y: (N,) class numbers, or -1 (at s = 0 too) and +1.

        ValueError: wrong x; scores that are NaN, which no label would tell.
        """
        return self.loss_function.predict(checks.check_scores(self.scores(x)))

    # -- the loss and its gradients

    def loss(self, x, y):
        """J(theta, x, y), the mean over the examples, without dropout."""
        x, y = self.check(x, y)
        return self.loss_function.forward(self.scores(x), y)[0]

    def loss_and_grads(self, x, y, rng=None, *, masks=None):
        """J, grad_x (of the mean: 1/N included), {name: gradient}, from one backward pass.

        rng draws dropout masks; masks are masks drawn before; with neither there is no dropout.
        ValueError: wrong x or y, or both rng and masks.
        """
        x, y = self.check(x, y)
        if rng is not None:
            if masks is not None:
                raise ValueError("rng and masks exclude each other: pass one of them")
            masks = self.draw_masks(rng, len(x))
        s, caches = self.forward(x, masks)
        J, loss_cache = self.loss_function.forward(s, y)
        grad_inputs, grads = self.backward(self.loss_function.backward(1.0, loss_cache), caches)
        return J, grad_inputs[0], grads

    def grad_x(self, x, y):
        """The true gradient of J in x, as finite differences see it, without dropout.  -> (N, D)"""
        x, y = self.check(x, y)
        s, caches = self.forward(x)
        _, loss_cache = self.loss_function.forward(s, y)
        return self.backward_to_input(self.loss_function.backward(1.0, loss_cache), caches)

    def attack_direction(self, x, y):
        """c grad_x, c > 0 per row, with the right signs at any confidence.  -> (N, D), x's dtype

        Computed in float64: in float32 two pieces or two scores of a row tie within rounding once
        in some thousand digits, and the gradient is that of the wrong one. What a sigmoid inside
        the net passes on is inexact near 36 and nothing above.  [sec. 4; docs/precision.md]
        """
        return self._direction(self.loss_function.direction, np.float64, x, y)

    def quick_direction(self, x, y):
        """attack_direction in the net's own dtype, at float32 half the cost: for many steps."""
        return self._direction(self.loss_function.direction, self.dtype, x, y)

    def float32_direction(self, x, y):
        """c grad_x in single precision, as in the paper: p - onehot(y) rounds where p_y nears 1."""
        return self._direction(self.loss_function.float32, np.float32, x, y)

    def _direction(self, direction, dtype, x, y):
        x, y = self.check(x, y)
        net = self if self.dtype == dtype else self.astype(dtype)

        def rows(x, y):
            s, caches = net.forward(x.astype(dtype, copy=False))
            g = net.backward_to_input(direction(s, y), caches)
            if g.itemsize > x.itemsize:
                g = _with_rows_near_1(g)
            return g.astype(x.dtype, copy=False)
        return _in_chunks(rows, x, y)

    # -- inside the network, for attacks on hidden layers [sec. 6]

    def layer_inputs(self, x):
        """The input of every layer, a list; [0] is x.  `forward(h, start=k)` goes on from [k]."""
        x = checks.check_inputs(x, self.n_inputs)
        inputs = []
        for layer in self.layers:
            inputs.append(x)
            x, _ = layer.forward(x)
        return inputs

    def grad_layer_inputs(self, x, y):
        """The gradient of J at the input of every layer, a list; [0] is grad_x."""
        x, y = self.check(x, y)
        s, caches = self.forward(x)
        _, loss_cache = self.loss_function.forward(s, y)
        return self.backward(self.loss_function.backward(1.0, loss_cache), caches)[0]

    # -- helpers

    def astype(self, dtype):
        """A copy with parameters of another dtype."""
        dtype = checks.check_dtype(dtype)
        layers = [layer.astype(dtype) for layer in self.layers]
        arguments = {**self.spec.get("arguments", {}), "dtype": dtype.name}
        return Network(layers, self.loss_function, n_inputs=self.n_inputs,
                       n_classes=self.n_classes, spec={**self.spec, "arguments": arguments})

    def copy(self):
        """A copy that shares no parameters."""
        return self.astype(self.dtype)

    def check(self, x, y):
        """x (N, D) and y (N,) as loss_and_grads takes them.  -> x, y; ValueError otherwise."""
        x = checks.check_inputs(x, self.n_inputs)
        return x, checks.check_targets(y, len(x), self.n_classes)


def _with_rows_near_1(g):
    """g, each row divided by its largest entry: in a narrower dtype tiny ones would be 0."""
    largest = np.abs(g).max(axis=1, keepdims=True)            # (N, 1)
    return np.divide(g, largest, out=np.zeros_like(g), where=largest != 0)     # NaN stays NaN


def _in_chunks(f, *arrays):
    """f on ROWS examples at a time, joined: for functions of each row alone."""
    N = len(arrays[0])
    if N <= ROWS:
        return f(*arrays)
    return np.concatenate([f(*(a[i:i + ROWS] for a in arrays)) for i in range(0, N, ROWS)])
