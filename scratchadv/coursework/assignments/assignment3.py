"""Assignment 3: maxout and backpropagation.  N=5 examples, D=7 inputs, M=4 units, K=3 pieces."""
import numpy as np

from scratchadv.coursework.assignments.assignment3_inputs import (
    CHAIN, FAIR_MASK, NET, PAIR, SAME_SEED, affine, args, chain, dropped, evaluations, field, fair,
    mask_of, maxout, nearly_0, network, pieces, same_seed, tied_maxout, tied_pieces,
)
from scratchadv.coursework.checks import close, fast, same_dtype, untouched
from scratchadv.coursework.tasks import Part, Task, both, held_out, public

TITLE = "maxout and backpropagation"
N, D, M, K = 5, 7, 4, 3
