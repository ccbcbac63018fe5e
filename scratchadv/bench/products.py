"""The bare dense matrix products that a computation by definition cannot do without.

N examples, D inputs, M units, K pieces. Nothing else is counted: no masks, no maximum, no update.
Where clean and adversarial examples go through the same weights they are one batch of 2N.
"""
import numpy as np

from scratchadv.network import ROWS


def training(net, N):
    """{kind: function}: the products of one training step on N examples."""
    one, two = matrices(net, N), matrices(net, 2 * N)

    def adversarial():
        forward_and_grad_x(one)                        # the clean term, down to the pixels
        forward_and_grad_h(one)                        # the adversarial term
        grads(two)                                     # dJ~/dW of both

    def clean_probe():
        forward_and_grad_x(one)                        # the attack
        forward_and_grads(two)                         # both terms

    return {"clean": lambda: forward_and_grads(one), "adversarial": adversarial,
            "clean_probe": clean_probe}


def attack(net, N):
    """A function: the products of FGSM on N examples, ROWS at a time as Network does it."""
    parts = [matrices(net, rows) for rows in _parts(N)]
    return lambda: [forward_and_grad_x(part) for part in parts] and None


def evaluation(net, N):
    """A function: the products of the scores of N examples."""
    parts = [matrices(net, rows) for rows in _parts(N)]
    return lambda: [forward(part) for part in parts] and None


def forward(layers):
    """z = x W of every layer."""
    for x, W, _ in layers:
        x @ W


def forward_and_grad_x(layers):
    """And grad_x = grad_z W'."""
    for x, W, grad_z in layers:
        x @ W
        grad_z @ W.T


def forward_and_grad_h(layers):
    """The same but for the first layer's grad_x: its input is data."""
    x, W, _ = layers[0]
    x @ W
    forward_and_grad_x(layers[1:])


def forward_and_grads(layers):
    """And grad_W."""
    forward_and_grad_h(layers)
    grads(layers)


def grads(layers):
    """grad_W = x' grad_z."""
    for x, _, grad_z in layers:
        grad_z.T @ x


def matrices(net, N):
    """x (N, D), W (D, outputs), grad_z (N, outputs) of each layer, laid out as there."""
    rng, for_each = np.random.default_rng(0), []
    for name, W in net.parameters().items():
        if name.endswith(".W"):
            W = W.reshape(len(W), -1)
            x, grad_z = (rng.random((N, width)).astype(W.dtype) for width in W.shape)
            for_each.append((x, W, grad_z))
    return for_each


def _parts(N):
    return [min(ROWS, N - start) for start in range(0, N, ROWS)]
