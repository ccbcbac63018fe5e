"""Pairs: a forward and a backward function for each kind of layer.

    name_forward(x, *theta)           -> out, cache
    name_backward(grad_out, cache)    -> grad_x, *grad_theta
    name_grad_x(grad_out, cache)      -> grad_x alone, for attacks, which need no other gradient

Nothing is remembered between calls and no argument is modified. Gradients come back in the order
in which the arguments went in.
"""
