"""The machine behind fused: a network as rows of pieces, room for its passes, a team of threads.

N examples, D inputs, M units, K pieces, C classes, T threads.
"""
import numpy as np

from scratchadv import memory
from scratchadv.fused import chain
from scratchadv.fused.rows import LOSSES
from scratchadv.kernels.columns import gathered_width, used_columns
from scratchadv.kernels.jit import piece_rows
from scratchadv.kernels.sparse import INDEX, Kept
from scratchadv.kernels.team import team
from scratchadv.kernels.update import Rates
from scratchadv.layers.dropout import below, random_words

TERMS = 2                                         # the most that an objective here has
MOST_LANES = 16                                   # of any vector: rows are filled up to whole ones


class Machine:
    """Steps of one network with one optimizer.  Both are changed in place, as optim does."""

    def __init__(self, net, optimizer):
        self.net, self.optimizer = net, optimizer
        theta, velocity = net.parameters(), optimizer.velocity
        *layers, self.top = [_weights(theta, velocity, f"layer{i}")
                             for i in range(len(theta) // 2)]
        self.layers = tuple(layers)
        self.dropout = [layer for layer in net.layers if layer.kind == "dropout"]
        self.below = np.array([below(layer.keep) for layer in self.dropout])
        self.scales = np.array([layer.scale for layer in self.dropout], net.dtype)
        self.spaces, self.space = {}, None        # by the size of batch and team; the one in use
        self.room = memory.empty(len(layers[0].W) * (net.n_inputs + MOST_LANES), net.dtype)

    def start(self, x, rng, *, draws=1):
        """Begin a step on the batch x (N, D), under the dropout masks that net.draw_masks draws.

        draws: 1, the same masks for both terms of J, or 2, drawn one after the other.
        """
        size = len(x), team().T
        if size not in self.spaces:
            self.spaces[size] = Space(self, len(x))
        self.space = self.spaces[size]
        self.space.x, self.space.narrow = x, self._narrow(x)
        shapes = [(len(x), layer.width) for layer in self.dropout]
        self.space.words = [tuple(random_words(rng, shape) for shape in shapes)
                            for _ in range(draws)]
        team().run(self._prepare)

    def _prepare(self, t):
        if self.space.narrow is not None:
            chain.gather_weights(self.layers, self.space.narrow, t, team().T)
        self.space.shares[t].draw_masks()

    def _narrow(self, x):
        """Room for the columns of x that are used; None where all are.  -> chain.Narrow"""
        columns = used_columns(x)
        if not len(columns):
            return None
        width, rows = gathered_width(columns, x), len(self.layers[0].W)
        return chain.Narrow(columns, self.space.room[:len(x) * width].reshape(len(x), width),
                            self.room[:rows * width].reshape(rows, width))

    def run(self, passes):
        """passes(share) on every thread's share of the batch."""
        team().run(lambda t: passes(self.space.shares[t]))

    def inside(self, k):
        """After the first term of J, of all examples: h_k, kept whole, and grad_{h_k} J.  0: after
        Share.grad_x(0)."""
        space = self.space
        return (space.whole[k - 1], space.terms[0].g[k - 1]) if k else (space.x, space.grad_x)

    def update(self, weights):
        """End the step with what the passes left.  weights: the factor of each term of J.  -> J"""
        space, optimizer, T = self.space, self.optimizer, team().T
        done = space.upto(len(weights))
        limit = np.inf if optimizer.max_norm is None else optimizer.max_norm
        rates = Rates.of(self.net.dtype, optimizer.lr, optimizer.momentum, limit)
        masks = tuple(map(space.masks_of, range(TERMS)))
        team().run(lambda t: chain.update(self.layers, self.top, masks, done, rates, t, T))
        optimizer.end_update()
        return float(weights @ done.J.reshape(len(weights), -1).mean(axis=1))


def _weights(theta, velocity, name):
    """The live arrays of a layer, seen a piece a row.  -> chain.Weights"""
    return chain.Weights(*(
        _pieces(arrays[f"{name}.W"]) if kind == "W" else np.atleast_2d(arrays[f"{name}.b"])
        for arrays in (theta, velocity) for kind in "Wb"))


def _pieces(W):
    rows = piece_rows(W)
    assert np.may_share_memory(rows, W)           # models lay a piece out as a row
    return rows


class Space:
    """Room for the passes of N examples, and how the threads share them out."""

    def __init__(self, machine, N):
        T, dtype = team().T, machine.net.dtype
        widths = [len(layer.b) for layer in machine.layers]
        D, C = machine.net.n_inputs, machine.net.n_classes
        edges = [N * t // T for t in range(T + 1)]
        longest = max(b - a for a, b in zip(edges, edges[1:]))
        self.x = self.narrow = self.words = None             # of the step under way
        self.N, self.done = N, _pass(TERMS * N, D, widths, C, dtype)
        self.whole = tuple(memory.zeros((N, M), dtype) for M in widths)      # h before dropout
        self.terms = [_rows(self.done, term * N, term * N + N) for term in range(TERMS)]
        self.probe, self.x_adv, self.grad_x = (_pass(N, D, widths, C, dtype),
                                               *(memory.zeros((N, D), dtype) for _ in range(2)))
        self.room = memory.empty(N * (D + MOST_LANES), dtype)
        *self.masks, self.every = (
            chain.Masks(np.ones((N, D), dtype), tuple(np.ones((N, M), dtype) for M in widths),
                        _kept(T, widths, longest)) for _ in range(TERMS + 1))
        self.shares = [Share(machine, self, t, *edges[t:t + 2]) for t in range(T)]
        for t, (a, b) in enumerate(zip(edges, edges[1:])):
            chain.list_masks(self.every, t, a, b)

    def narrow_of(self, x):
        """That of the digits themselves; any other x may use all columns."""
        return self.narrow if x is self.x else None

    def masks_of(self, term):
        """Those under which that term is computed: its own if they were drawn."""
        return self.masks[min(term, len(self.words) - 1)]

    def upto(self, terms):
        """The rows of the first so many terms.  -> chain.Pass"""
        return _rows(self.done, 0, terms * self.N)


class Share:
    """One thread's examples, a to b - 1, and what can be done with them.  It fills their rows."""

    def __init__(self, machine, space, t, a, b):
        self.machine, self.space, self.place = machine, space, (t, a, b)
        self.loss = LOSSES[machine.net.loss_function.name]
        self.net = machine.layers, machine.top

    def draw_masks(self):
        """Dropout masks for what follows, from the words of Machine.start."""
        machine, space = self.machine, self.space
        for words, masks in zip(space.words, space.masks):
            chain.draw_masks(words, machine.below, machine.scales, masks, *self.place)

    def direction(self, x, y):
        """Network.quick_direction.  -> (N, D)"""
        return self._direction(x, y, self.loss.direction)

    def float32_direction(self, x, y):
        """Network.float32_direction, of a network in float32.  -> (N, D)"""
        return self._direction(x, y, self.loss.float32)

    def _direction(self, x, y, rows):
        space = self.space
        chain.direction(x, space.narrow_of(x), y, rows, *self.net, space.every, space.probe,
                        space.grad_x, *self.place)
        return space.grad_x

    def loss_and_grads(self, term, x, y, weight, *, whole=(), etas=None):
        """The passes of one term of J, under dropout, its gradients times weight / N.

        whole: of which h_k all is wanted, k > 0.  etas: {k: what is added to h_k}.
        """
        space, number = self.space, x.dtype.type
        inside = chain.Inside(space.every.kept, {k: space.whole[k - 1] for k in whole if k},
                              etas or {})
        chain.loss_and_grads(x, space.narrow_of(x), y, self.loss.loss_and_grad,
                             number(weight / space.N), *self.net,
                             space.masks_of(term), space.terms[term], *self.place, inside)

    def weigh(self, term, weight):
        """The gradients of that term times weight."""
        done = self.space.terms[term]
        chain.weigh(done, done.s.dtype.type(weight), *self.place[1:])

    def grad_x(self, term):
        """The gradient of that term at the input.  -> (N, D)"""
        space = self.space
        chain.grad_x(self.machine.layers, space.masks_of(term), space.terms[term], space.grad_x,
                     *self.place[1:])
        return space.grad_x

    def sign_step(self, x, g, eps):
        """x + eps sign(g).  -> (N, D)"""
        chain.sign_step(x, g, x.dtype.type(eps), self.space.x_adv, *self.place[1:])
        return self.space.x_adv


def _pass(N, D, widths, C, dtype):
    """chain.Pass of N examples, all 0."""
    def each(dtype):
        return tuple(memory.zeros((N, M), dtype) for M in widths)
    return chain.Pass(memory.zeros((N, D), dtype), each(dtype), each(INDEX), each(dtype),
                      memory.zeros((N, C), dtype), memory.zeros((N, C), dtype), np.zeros(N))


def _rows(done, a, b):
    """The rows a to b - 1 of a Pass."""
    return chain.Pass(*(tuple(array[a:b] for array in field) if isinstance(field, tuple)
                        else field[a:b] for field in done))


def _kept(T, widths, longest):
    return tuple(Kept(np.zeros((T, M, longest + 1), INDEX), np.zeros((T, M), INDEX))
                 for M in widths)
