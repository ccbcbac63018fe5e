"""Pairs: name_forward(x, *theta) -> out, cache and name_backward(grad_out, cache) -> grad_x, *grad_theta.

Nothing is remembered between calls and no argument is modified. Gradients come back in the order in which the
arguments went in. `name_grad_x` is the input gradient alone, for attacks, which need no other.
"""
