"""Layers as a network holds them: a pair bound to its parameters, and dropout, which takes a mask.

Nothing is remembered between calls: forward returns the cache that backward takes.
"""
import numpy as np

from scratchadv import checks, memory
from scratchadv.layers import dropout


class Layer:
    """A pair with its parameters theta, {name: array} in the order of forward's arguments."""

    def __init__(self, kind, forward, backward, *, grad_x=None, along=None, theta=None):
        self.kind, self.pair = kind, (forward, backward)
        self.starts_linear = along is not None       # its products serve every eps: see `along`
        self.theta = theta or {}
        self._forward, self._backward, self._grad_x = forward, backward, grad_x
        self._along = along

    def forward(self, x, mask=None):
        """-> out, cache.  ValueError: a mask, which dropout alone takes."""
        if mask is not None:
            raise ValueError("masks must be None at every layer but dropout, got one at a layer of "
                             f"the kind {self.kind}; draw_masks makes them")
        return self._forward(x, *self.theta.values())

    def along(self, x, eta):
        """The outputs at x + eps eta as a function of eps, for a layer that starts linear."""
        return self._along(x, eta, *self.theta.values())

    def grad_x(self, grad_out, cache):
        """The gradient at the layer's input alone; of a pair without a grad_x, from backward."""
        if self._grad_x is None:
            return self.backward(grad_out, cache)[0]
        return self._grad_x(grad_out, cache)

    def backward(self, grad_out, cache):
        """-> grad_x, {name: gradient}.  ValueError: fewer gradients than parameters, or more."""
        returned = self._backward(grad_out, cache)
        if not self.theta:
            return returned, {}
        grads = returned[1:] if isinstance(returned, (tuple, list)) else ()
        if len(grads) != len(self.theta):
            raise ValueError(f"backward of the layer {self.kind} must return grad_x and then "
                             f"a gradient each of {', '.join(self.theta)}, got grad_x and "
                             f"{len(grads)} more")
        return returned[0], dict(zip(self.theta, grads))

    def astype(self, dtype):
        """A layer that computes the same, with a copy of the parameters in another dtype."""
        return Layer(self.kind, self._forward, self._backward, grad_x=self._grad_x,
                     along=self._along, theta={name: memory.astype(array, dtype)
                                               for name, array in self.theta.items()})


class Dropout:
    """Dropout of a layer's input of the given width: the identity wherever no mask is passed."""

    kind = "dropout"
    pair = dropout.dropout_forward, dropout.dropout_backward
    theta = {}

    def __init__(self, width, *, keep, scale):
        self.width = checks.check_count(width, "width")
        self.keep = checks.check_number(keep, "keep", low=0, high=1)
        self.scale = checks.check_number(scale, "scale", low=0)

    def mask(self, rng, N, dtype):
        """A mask for N examples.  -> (N, width)"""
        return dropout.dropout_mask(rng, (N, self.width), self.keep, self.scale, dtype)

    def forward(self, x, mask=None):
        """-> out, cache.  ValueError: a mask of another shape than x."""
        if mask is None:
            return x, None
        if np.shape(mask) != x.shape:
            raise ValueError(f"masks must have an entry for each input, here of shape {x.shape}, "
                             f"got {np.shape(mask)}; draw_masks(rng, N) makes them for N examples")
        return dropout.dropout_forward(x, mask)

    def grad_x(self, grad_out, cache):
        """The gradient at the layer's input."""
        return grad_out if cache is None else dropout.dropout_backward(grad_out, cache)

    def backward(self, grad_out, cache):
        """-> grad_x, {}."""
        return self.grad_x(grad_out, cache), {}

    def astype(self, dtype):
        """Itself: there is nothing to copy."""
        return self
