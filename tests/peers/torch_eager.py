"""The maxout training step in PyTorch, eager: autograd and a fused optimizer.

Tuned as its own users would for a CPU. PyTorch's threads, one a core. The attack asks for the
gradient in x alone. The clean and the adversarial examples go through the net as one batch of 2N,
so that its weights are read once. Masks come from PyTorch's generator. optim.SGD(fused=True) takes
momentum and step in one pass over theta; max norm rescales only the rows that are too long. x and y
are NumPy's memory, not copies. Pieces stand outermost in the rows of W: their maximum is then a
vector operation. (At an exact tie amax shares the gradient, where ours gives it to the first.)

N examples, D inputs, M units, K pieces, C classes.
"""
import numpy as np
import torch
from torch.nn.functional import cross_entropy, linear

NAME = "torch eager"
KEEP, SCALE = (.8, .5, .5), (1, 2, 2)                # of the inputs of the three layers
ROWS = 1000                                          # examples a pass in attack and evaluation


def about():
    """For the foot of the table."""
    return f"torch {torch.__version__}, {torch.get_num_threads()} threads"


def build(theta, *, lr, momentum, max_norm, eps, alpha):
    """The step, on a copy of theta = net.parameters()."""
    return Step(theta, lr, momentum, max_norm, eps, alpha)


class Step:
    """theta: W (K, M, D) and b (K, M) a layer, (C, D) and (C,) at the top; `..._step` changes it.
    """

    def __init__(self, theta, lr, momentum, max_norm, eps, alpha):
        self.names = list(theta)
        self.theta = [torch.tensor(np.ascontiguousarray(array.T)).requires_grad_()
                      for array in theta.values()]
        self.sgd = torch.optim.SGD(self.theta, lr=lr, momentum=momentum, fused=True)
        self.max_norm, self.eps, self.alpha = max_norm, eps, alpha

    # -- the mathematics

    def scores(self, x, masks=None):
        """x: (N, D) -> s: (N, C).  masks: of the input of each layer, or None: no dropout."""
        for i, (W, b) in enumerate(zip(self.theta[::2], self.theta[1::2])):
            x = x if masks is None else x * masks[i]
            x = linear(x, W.flatten(0, -2), b.flatten())                        # (N, K*M)
            if W.ndim == 3:
                x = self.largest(x.view(len(x), *b.shape))                      # (N, M)
        return x

    @staticmethod
    def largest(z):
        """h = max_k z_k.  z: (N, K, M) -> h: (N, M)"""
        return z.amax(1)

    def attack(self, x, y, eps):
        """x~ = x + eps sign(grad_x J), without dropout."""
        grad_x = torch.func.grad(lambda x: cross_entropy(self.scores(x), y))(x)
        return x + eps * grad_x.sign()

    def labels(self, x):
        """x: (N, D) -> the label of the largest score, (N,)"""
        return self.scores(x).argmax(1)

    def clean(self, x, y, masks):
        """J(theta, x, y)"""
        return cross_entropy(self.scores(x, masks), y)

    def both_terms(self, x, x_adv, y, masks):
        """J~ = alpha J(theta, x, y) + (1 - alpha) J(theta, x~, y), both under the same masks."""
        s = self.scores(torch.cat([x, x_adv]), [mask.repeat(2, 1) for mask in masks])
        J, J_adv = (cross_entropy(half, y) for half in s.chunk(2))
        return self.alpha * J + (1 - self.alpha) * J_adv

    def gradients(self, kind, x, y, masks):
        """Of the objective, into theta's grad.  -> J"""
        if kind == "adversarial":                    # two passes; the first gives grad_x as well
            x = x.clone().requires_grad_()
            J = self.clean(x, y, masks) * self.alpha
            J.backward()
            x_adv = x.detach() + self.eps * x.grad.sign()
            J_adv = self.clean(x_adv, y, masks) * (1 - self.alpha)
            J_adv.backward()
            return J + J_adv
        if kind == "clean_probe":
            with torch.no_grad():                    # theta is not differentiated in the attack
                x_adv = self.attack(x, y, self.eps)
            J = self.both_terms(x, x_adv, y, masks)
        else:
            J = self.clean(x, y, masks)
        J.backward()
        return J

    def update(self):
        """v <- momentum v - lr grad, theta <- theta + v, max norm for every row of W."""
        self.sgd.step()
        with torch.no_grad():
            for W in self.theta[::2]:
                W = W.view(-1, W.shape[-1])
                norm = torch.linalg.vector_norm(W, dim=1)
                above = (norm > self.max_norm).nonzero()[:, 0]
                if len(above):
                    W[above] *= (self.max_norm / norm[above])[:, None]

    def draw_masks(self, N):
        """Dropout masks of N examples, for the input of each layer."""
        return [torch.rand(N, W.shape[-1], dtype=W.dtype).lt_(keep).mul_(scale)
                for W, keep, scale in zip(self.theta[::2], KEEP, SCALE)]

    # -- what the bench calls, with NumPy arrays

    def step(self, kind, x, y, masks=None):
        """kind: "clean", "adversarial" or "clean_probe".  masks: None to draw them inside.  -> J"""
        x, y = tensors(x, y)
        masks = self.draw_masks(len(x)) if masks is None else tensors(*masks)
        self.sgd.zero_grad()
        J = self.gradients(kind, x, y, masks)
        self.update()
        return float(J.detach())

    @torch.no_grad()
    def fgsm(self, x, y, eps):
        """x: (N, D) -> x~: (N, D)"""
        x, y = tensors(x, y)
        return torch.cat([self.attack(*pair, eps)
                          for pair in zip(x.split(ROWS), y.split(ROWS))]).numpy()

    @torch.no_grad()
    def predict(self, x):
        """x: (N, D) -> labels: (N,)"""
        return torch.cat([self.labels(rows) for rows in torch.from_numpy(x).split(ROWS)]).numpy()

    def parameters(self):
        """-> {name: array}, in the shapes of net.parameters()."""
        return {name: array.detach().numpy().T for name, array in zip(self.names, self.theta)}

    def products(self, N):
        """{kind: function that runs a step's matrix products and nothing else}."""
        Ws = [W.detach().flatten(0, -2) for W in self.theta[::2]]               # (K*M, D)
        one, two = ([(torch.rand(n, W.shape[1]).to(W), torch.rand(n, len(W)).to(W), W)
                     for W in Ws] for n in (N, 2 * N))

        def passes(layers):
            for x, grad_z, W in layers:
                linear(x, W), grad_z.T @ x
            for _, grad_z, W in layers[1:]:
                grad_z @ W

        def probe():
            for x, grad_z, W in one:
                linear(x, W), grad_z @ W

        def adversarial():
            passes(one), one[0][1] @ one[0][2]       # and grad_x
            passes(one)

        return {"clean": lambda: passes(one), "adversarial": adversarial,
                "clean_probe": lambda: (probe(), passes(two)) and None}


def tensors(*arrays):
    """The same memory, as tensors."""
    return [torch.from_numpy(array) for array in arrays]
