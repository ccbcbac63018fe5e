"""Assignment 3: maxout and backpropagation.  N=5 examples, D=7 inputs, M=4 units, K=3 pieces."""
import numpy as np

from scratchadv.coursework.assignments import backpropagation as our
from scratchadv.coursework.checks import close, fast, untouched
from scratchadv.coursework.tasks import Part, Task, both, held_out, public, standard

TITLE = "maxout and backpropagation"
GRADIENTS = ("grad_x", "grad_W", "grad_b")
INPUTS = ("grad_0", "grad_1", "grad_2", "grad_3", "grad_4")
THETAS = ("grad_W", "grad_a", "grad_c", "grad_V")

AFFINE = f"{our.AFFINE}\n{our.AFFINE_BACK}"
AFFINE_TWICE = f"{our.AFFINE}\naffine_forward(x2, W2, b)\n{our.AFFINE_BACK}"
MAX = f"{our.MAX}\n{our.MAX_BACK}"
MAXOUT = f"{our.MAXOUT}\n{our.MAXOUT_BACK}"
MAXOUT_TWICE = f"{our.MAXOUT}\nmaxout_forward(x2, W2, b)\n{our.MAXOUT_BACK}"
DROPOUT = f"{our.DROPOUT}\n{our.DROPOUT_BACK}"
DROPOUT_TWICE = f"{our.DROPOUT}\ndropout_forward(x2, mask2)\n{our.DROPOUT_BACK}"
CHAIN = our.LAYERS + our.CHAIN_BACK
CHAIN_TWICE = f"{our.LAYERS}\nchain_forward(x2, layers){our.CHAIN_BACK}"

FIELDS = (*both("v of shape (5, 7)", our.field(5, 7)),
          held_out("v of shape (7, 4, 3)", our.field(7, 4, 3)))
AFFINES = both("N=5, D=7, M=4", our.affine())
PIECES = both("N=5, M=4, K=3", our.pieces())
TIES = both("pieces that tie", our.tied_pieces)
MAXOUTS = both("N=5, D=7, M=4, K=3", our.maxout())
MASKED = both("N=5, D=7, a scale of 2", our.masked())
DRAWN = (*both("keep .5, scale 2", our.drawn(.5, 2)), *both("keep .8, scale 1", our.drawn(.8, 1)),
         held_out("keep .9, scale 3", our.drawn(.9, 3)))
CHAINS = (public("all layers of width 4", our.chain(widths=(4, 4, 4))),
          *both("widths 7, 4, 3", our.chain()))
RIGHT = both("right gradients", our.directions())

TASKS = (
    Task(
        "3.1", "Derivatives without calculus",
        ("coursework.originals_backpropagation.central_difference",),
        parts=(
            Part("central difference", 3, our.DIFFERENCE, ("grad",), FIELDS),
            Part("whole numbers", 1, our.DIFFERENCE, ("grad",),
                 both("v of whole numbers", our.field(5, 3, whole=True))),
            Part("two calls an entry", 1, "grad = central_difference(f, v, h)", ("grad",),
                 both("v of shape (5, 3)", our.counted), our.few_calls),
            Part("arguments not modified", 1, our.DIFFERENCE, ("grad",), FIELDS, untouched()))),
    Task(
        "3.2", "Affine",
        ("layers.affine.affine_forward", "layers.affine.affine_backward",
         "layers.affine.affine_grad_x"),
        docs={"affine_grad_x": "The input gradient alone, as an attack needs it.\n\n"
                               "grad_z: (N, M) -> grad_x: (N, D)."},
        parts=(
            Part("forward", 1, our.AFFINE, ("z",), AFFINES),
            Part("gradient of x", 1, AFFINE, ("grad_x",), AFFINES),
            Part("gradient of W", 2, AFFINE, ("grad_W",), AFFINES),
            Part("gradient of b", 1, AFFINE, ("grad_b",), AFFINES),
            Part("input gradient", 1, f"{our.AFFINE}\ngrad_x = affine_grad_x(grad_z, cache)",
                 ("grad_x",), AFFINES),
            Part("two passes", 1, AFFINE_TWICE, GRADIENTS,
                 both("another forward pass in between", our.affine())),
            *standard(AFFINE, ("z", *GRADIENTS), AFFINES, our.affine,
                      ("N=200, D=50, M=30", our.affine(200, 50, 30))))),
    Task(
        "3.3", "The largest piece, and ties",
        ("layers.maxout.max_pieces_forward", "layers.maxout.max_pieces_backward"),
        docs={"max_pieces_backward": "grad_h: (N, M) -> grad_z: (N, M, K).\n\n"
                                     "At an exact tie it is the first piece that has won."},
        parts=(
            Part("forward", 1, our.MAX, ("h",), PIECES),
            Part("gradient of z", 3, MAX, ("grad_z",), PIECES),
            Part("ties", 2, MAX, ("h", "grad_z"), TIES),
            *standard(MAX, ("h", "grad_z"), PIECES, our.pieces,
                      ("N=1,000, M=40, K=5", our.pieces(1000, 40, 5))))),
    Task(
        "3.4", "Maxout", ("layers.maxout.maxout_forward", "layers.maxout.maxout_backward"),
        needs=("3.2", "3.3"),
        parts=(
            Part("forward", 2, our.MAXOUT, ("h",), MAXOUTS),
            Part("gradient of x", 2, MAXOUT, ("grad_x",), MAXOUTS),
            Part("gradient of W", 2, MAXOUT, ("grad_W",), MAXOUTS),
            Part("gradient of b", 1, MAXOUT, ("grad_b",), MAXOUTS),
            Part("ties", 1, MAXOUT, GRADIENTS,
                 both("an example of zeros, and biases of 0", our.empty_image)),
            Part("two passes", 1, MAXOUT_TWICE, GRADIENTS,
                 both("another forward pass in between", our.maxout())),
            *standard(MAXOUT, ("h", *GRADIENTS), MAXOUTS, our.maxout,
                      ("N=200, D=50, M=30, K=5", our.maxout(200, 50, 30, 5))))),
    Task(
        "3.5", "Dropout",
        ("coursework.originals_backpropagation.dropout_mask", "layers.dropout.dropout_forward",
         "layers.dropout.dropout_backward"),
        docs={"dropout_backward": "grad_out: (N, D) -> grad_x: (N, D)."},
        parts=(
            Part("mask", 2, our.MASK, ("mask", "keep", "scale"), DRAWN, our.fair),
            Part("same seed", 1, our.MASKS, ("mask", "again", "later"),
                 both("keep .5", our.drawn(.5, 2, 20, 30)), our.repeatable),
            Part("dtype kept", 1, our.MASK, ("mask", "keep", "scale"),
                 both("a mask of float32", our.drawn(.5, 2, dtype=np.float32)), our.fair_dtype),
            Part("forward", 1, our.DROPOUT, ("out",), MASKED),
            Part("gradient of x", 2, DROPOUT, ("grad_x",), (
                *MASKED, held_out("a scale of 1", our.masked(scale=1.0)))),
            Part("two passes", 1, DROPOUT_TWICE, ("grad_x",),
                 both("another forward pass in between", our.masked())),
            Part("arguments not modified", 1, DROPOUT, ("out", "grad_x"), MASKED, untouched()),
            Part("speed", 1, DROPOUT, ("out", "grad_x"),
                 (public("N=1,000, D=300", our.masked(1000, 300)),), fast(), tries=3))),
    Task(
        "3.6", "The chain",
        ("coursework.originals_backpropagation.chain_forward",
         "coursework.originals_backpropagation.chain_backward"),
        parts=(
            Part("forward", 2, our.LAYERS, ("out",), CHAINS),
            Part("gradients at the inputs", 3, CHAIN, INPUTS, CHAINS),
            Part("gradients of theta", 2, CHAIN, THETAS, CHAINS),
            Part("two passes", 1, CHAIN_TWICE, (*INPUTS, *THETAS),
                 both("another forward pass in between", our.chain())),
            Part("arguments not modified", 1, CHAIN, ("grad_0",), CHAINS, untouched()),
            Part("a maxout network", 2, our.NET,
                 ("s", "grad_x", "grad_h", "grad_W", "grad_b", "grad_V", "grad_c"),
                 both("dropout, maxout, dropout, affine", our.network),
                 needs=("3.2", "3.4", "3.5")))),
    Task(
        "3.7", "The adjoint identity",
        ("coursework.originals_backpropagation.adjoint_error",),
        parts=(
            Part("right gradients", 2, our.ADJOINT, ("error",), RIGHT, our.nearly_0()),
            Part("wrong gradients", 3, our.ADJOINT, ("error",), (
                *both("one gradient twice too large", our.directions(2.0)),
                *both("one gradient with the wrong sign", our.directions(-1.0)),
                held_out("one gradient 1% too large", our.directions(1.01))),
                 close(rtol=1e-4)),
            Part("arguments not modified", 1, our.ADJOINT, ("error",),
                 both("one gradient twice too large", our.directions(2.0)),
                 untouched(rtol=1e-4)))),
)
