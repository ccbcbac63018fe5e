"""The same step through torch.compile: attack, J and both terms of J~ each one compiled graph.

The mathematics and the fused optimizer are torch_eager's; what is compiled is listed below, and
what was tried besides: the update in a graph is slower than optim.SGD(fused=True), and so are masks
drawn in a graph. dynamic=False: one graph for one shape.
"""
import torch
import torch_eager

NAME = "torch.compile"
about = torch_eager.about


def build(theta, *, lr, momentum, max_norm, eps, alpha):
    """The step, on a copy of theta = net.parameters()."""
    torch.compiler.reset()       # graphs of nets built before: after eight it would stay eager
    return Step(theta, lr, momentum, max_norm, eps, alpha)


class Step(torch_eager.Step):
    """torch_eager's, its passes compiled."""

    def __init__(self, theta, *options):
        super().__init__(theta, *options)
        self.attack = torch.compile(self.attack, dynamic=False)
        self.clean = torch.compile(self.clean, dynamic=False)
        self.both_terms = torch.compile(self.both_terms, dynamic=False)
        self.labels = torch.compile(self.labels, dynamic=False)

    @staticmethod
    def largest(z):
        """Compiled, the backward of max is faster than amax's, which shares among ties."""
        return z.max(1).values
