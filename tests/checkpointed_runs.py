"""Runs with a checkpoint, and what interrupts them."""
from functools import partial

import numpy as np

from scratchadv import models, objectives, optim, training

N, D, M, K, C = 50, 7, 4, 3, 6
OPTIMIZERS = {"SGD": partial(optim.SGD, lr=.2, decay=1.01, momentum_epochs=4, max_norm=1.5),
              "Adam": partial(optim.Adam, lr=.01)}


class Ended:
    """All that a run leaves behind."""

    def __init__(self, path=None, *, epochs=5, optimizer="SGD", generator=np.random.PCG64, seed=0,
                 objective=objectives.adversarial, batch_size=20, init=.5, scale=1, top="softmax",
                 shift=0, **options):
        rng = np.random.Generator(generator(seed))
        net = models.maxout_network(D, (M,), K, C, rng=rng, init=init, top=top, dtype=np.float64)
        x = scale * rng.random((N, D))
        y = (x[:, :C].argmax(axis=1) + shift) % C
        if isinstance(optimizer, str):
            optimizer = OPTIMIZERS[optimizer]()
        options.setdefault("valid", (x, y))
        self.history = training.fit(net, (x, y), objective=objective, epochs=epochs, rng=rng,
                                    optimizer=optimizer, batch_size=batch_size, checkpoint=path,
                                    **options)
        slots, self.numbers = optimizer.state()
        self.arrays = {name: array.tobytes()
                       for name, array in {**net.parameters(), **slots}.items()}
        self.draws = rng.random(100).tolist()

    def __eq__(self, other):
        return vars(self) == vars(other)


def interrupt_after(monkeypatch, steps, optimizer="SGD"):
    """Let the optimizer make so many steps, then interrupt."""
    kind, left = type(OPTIMIZERS[optimizer]()), [steps]
    last = "end_update" if kind is optim.SGD else "update"   # what every step calls
    step = getattr(kind, last)

    def interrupted(self, *args):
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        step(self, *args)

    monkeypatch.setattr(kind, last, interrupted)
