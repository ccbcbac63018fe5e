"""The steps that change parameters in place: momentum with max norm, and Adam.

`update_*` write into their first arguments. W, (D, M) or (D, M, K), has the incoming weights of one
output, or of one linear piece, along axis 0; our models lay each out as a row in memory, and the
velocities inherit that layout.  D inputs, M units, K pieces.
"""
import numpy as np

from scratchadv import checks, memory
from scratchadv.kernels import twin


def update_momentum(theta, velocity, grad, lr, momentum):
    """v <- momentum v - lr grad, then theta <- theta + v: classical momentum, v the velocity."""
    velocity *= momentum
    velocity -= lr * grad
    theta += velocity


def update_max_norm(W, limit):
    """Where a single piece's incoming weights have an L2 norm above `limit`, scale them down to it.

    W: (D, M) or (D, M, K).  [pylearn2's max column norm]
    """
    norm = np.sqrt(np.square(W).sum(axis=0))          # (M,) or (M, K): per piece, not per unit
    above = norm > limit
    W[:, above] *= limit / norm[above]


@twin("update")
def update_momentum_max_norm(W, velocity, grad, lr, momentum, limit):
    """The two updates above, one after the other.  limit: np.inf for no limit."""
    update_momentum(W, velocity, grad, lr, momentum)
    update_max_norm(W, limit)


def update_adam(theta, mean, square, grad, lr, beta1, beta2, eps, t):
    """Step t = 1, 2, ... of Adam (Kingma and Ba 2015, algorithm 1).

    mean, square: the running first and second moments of grad.
    """
    mean *= beta1
    mean += (1 - beta1) * grad
    square *= beta2
    square += (1 - beta2) * np.square(grad)
    mean_hat, square_hat = mean / (1 - beta1 ** t), square / (1 - beta2 ** t)
    theta -= lr * mean_hat / (np.sqrt(square_hat) + eps)


class SGD:
    """Stochastic gradient descent by the recipe of pylearn2's maxout scripts, the paper's basis.

    lr is divided by `decay` after every update, but not below lr_floor. Momentum rises linearly
    from `momentum` in epoch 1 to `final_momentum` in epoch `momentum_epochs` (1 is as 2). max_norm:
    the L2 limit on every piece of every W after every update; None is no limit. lr_floor None:
    1e-6, or lr where that is lower. The defaults are pylearn2's, and so is max_norm=1.9365 for
    MNIST; the paper names no value of its own.
    ValueError: a hyperparameter out of its range.
    """

    def __init__(self, *, lr=.1, decay=1.000004, lr_floor=None, momentum=.5, final_momentum=.7,
                 momentum_epochs=250, max_norm=None):
        self.lr = self.first_lr = checks.check_number(lr, "lr", low=0)
        self.decay = checks.check_number(decay, "decay", low=1)
        floor = min(1e-6, self.lr) if lr_floor is None else lr_floor
        self.lr_floor = checks.check_number(floor, "lr_floor", low=0, high=self.lr)
        self.first_momentum = checks.check_number(momentum, "momentum", low=0, high=1)
        self.final_momentum = checks.check_number(final_momentum, "final_momentum",
                                                  low=0, high=1)
        self.momentum_epochs = checks.check_count(momentum_epochs, "momentum_epochs")
        self.max_norm = max_norm
        if max_norm is not None:
            self.max_norm = checks.check_number(max_norm, "max_norm", low=0)
        self.epoch = 1
        self.velocity = {}

    @property
    def momentum(self):
        """The momentum of the running epoch."""
        risen = min(1, (self.epoch - 1) / max(1, self.momentum_epochs - 1))
        return self.first_momentum + risen * (self.final_momentum - self.first_momentum)

    def start(self, parameters):
        """Begin at epoch 1 with the first lr and velocity 0.  parameters: {name: array}"""
        _check_arrays(parameters, "parameters", "net.parameters()")
        self.lr, self.epoch = self.first_lr, 1
        self.velocity = {name: memory.zeros_like(theta) for name, theta in parameters.items()}

    def update(self, parameters, grads):
        """One step, in place: parameters move against grads, both {name: array}.

        ValueError: before `start`, or grads of other names or shapes.
        """
        _check_update(parameters, grads, self.velocity)
        limit = np.inf if self.max_norm is None else self.max_norm
        for name, theta in parameters.items():
            step = theta, self.velocity[name], grads[name], self.lr, self.momentum
            if name.endswith(".W"):
                update_momentum_max_norm(*step, limit)
            else:
                update_momentum(*step)
        self.end_update()

    def end_update(self):
        """Go on to the next update's lr."""
        self.lr = max(self.lr / self.decay, self.lr_floor)

    def end_epoch(self):
        """Go on to the next epoch's momentum."""
        self.epoch += 1

    def state(self):
        """-> arrays {name: copy}, numbers {name: number}: all that `restore` needs to go on."""
        return _copies(velocity=self.velocity), {"lr": self.lr, "epoch": self.epoch}

    def restore(self, arrays, numbers):
        """Take up a `state`, after `start`.  ValueError where it belongs to other parameters."""
        _fill(arrays, velocity=self.velocity)
        self.lr, self.epoch = numbers["lr"], numbers["epoch"]


class Adam:
    """Adam, defaults of Kingma and Ba (2015).  Ours, for hidden sigmoids and for comparison.

    ValueError: a hyperparameter out of its range.
    """

    def __init__(self, *, lr=1e-3, beta1=.9, beta2=.999, eps=1e-8):
        self.lr = checks.check_number(lr, "lr", low=0)
        self.beta1 = _check_beta(beta1, "beta1")
        self.beta2 = _check_beta(beta2, "beta2")
        self.eps = checks.check_number(eps, "eps", low=1e-30)     # 0 / 0 where all grads are 0
        self.t = 0
        self._mean, self._square = {}, {}

    def start(self, parameters):
        """Begin with both moments 0.  parameters: {name: array}"""
        _check_arrays(parameters, "parameters", "net.parameters()")
        self.t = 0
        self._mean = {name: np.zeros_like(theta) for name, theta in parameters.items()}
        self._square = {name: np.zeros_like(theta) for name, theta in parameters.items()}

    def update(self, parameters, grads):
        """One step, in place: parameters move against grads, both {name: array}.

        ValueError: before `start`, or grads of other names or shapes.
        """
        _check_update(parameters, grads, self._mean)
        self.t += 1
        for name, theta in parameters.items():
            update_adam(theta, self._mean[name], self._square[name], grads[name],
                        self.lr, self.beta1, self.beta2, self.eps, self.t)

    def end_epoch(self):
        """Nothing of Adam's goes by epochs."""

    def state(self):
        """-> arrays {name: copy}, numbers {name: number}: all that `restore` needs to go on."""
        return _copies(mean=self._mean, square=self._square), {"t": self.t}

    def restore(self, arrays, numbers):
        """Take up a `state`, after `start`.  ValueError where it belongs to other parameters."""
        _fill(arrays, mean=self._mean, square=self._square)
        self.t = numbers["t"]


def _check_update(parameters, grads, started):
    """Nothing must broadcast, and nothing be missing half way through."""
    _check_arrays(parameters, "parameters", "net.parameters()")
    _check_arrays(grads, "grads", "the third result of net.loss_and_grads(x, y)")
    here, there = ({name: array.shape for name, array in arrays.items()}
                   for arrays in (parameters, started))
    if here != there:
        raise ValueError("parameters must be those that the optimizer was started with: call "
                         f"start(parameters) once before update; got {here}, started with "
                         f"{there or 'none'}")
    for name, theta in parameters.items():
        if np.shape(grads.get(name)) != theta.shape:
            raise ValueError(f"grads must have an array of shape {theta.shape} for {name}, got "
                             f"{np.shape(grads[name]) if name in grads else 'none'}")
        if not isinstance(grads[name], np.ndarray) or grads[name].dtype.kind not in "fiu":
            raise ValueError(f"grads must be arrays of real numbers, got "
                             f"{checks.describe(grads[name])} for {name}")


def _check_arrays(arrays, name, example):
    if not isinstance(arrays, dict):
        raise ValueError(f"{name} must be {{name: array}}, such as {example}, got "
                         f"{type(arrays).__name__}")


def _check_beta(value, name):
    if checks.check_number(value, name, low=0, high=1) == 1:
        raise ValueError(f"{name} must be below 1, got {value!r}; at 1 its running mean stays 0")
    return float(value)


def _copies(**groups):
    """{"velocity.layer0.W": copy, ...} of the arrays in groups."""
    return {name: array.copy(order="K") for name, array in _joined(groups).items()}


def _fill(source, **groups):
    """The reverse, into the arrays that stand there, so that their memory layout stays."""
    own = _joined(groups)
    wanted = {name: (array.shape, array.dtype.name) for name, array in own.items()}
    found = {name: (array.shape, array.dtype.name) for name, array in source.items()}
    if wanted != found:
        odd = min(name for name, _ in wanted.items() ^ found.items())
        raise ValueError(f"the optimizer's state must fit its parameters: {odd} must be "
                         f"{wanted.get(odd)}, got {found.get(odd)}; "
                         "call start(parameters) of the same model before restore")
    for name, array in own.items():
        array[...] = source[name]


def _joined(groups):
    return {f"{group}.{name}": array
            for group, arrays in groups.items() for name, array in arrays.items()}
