"""Vectors as wide as the processor's registers, as values inside a kernel.

    s = s + g * load(A, i, d)

is one instruction for as many entries as a register holds, its lanes. Numba has no such values, and
left to itself the compiler keeps sums of this kind in memory. Each function here stands in NumPy,
which says what it does and serves under NUMBA_DISABLE_JIT=1, and right below as the LLVM code that
it is compiled to. A is a C-contiguous matrix; no index is checked.
"""
import inspect
import operator

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import lower_builtin, models, register_model, type_callable
from numba.np.arrayobj import make_array

from scratchadv.kernels.jit import vector_bits

BITS = vector_bits()
I32 = ir.IntType(32)


class Vector(types.Type):
    """The type of a vector: so many lanes of float32 or float64."""

    def __init__(self, dtype, lanes):
        self.dtype, self.lanes = dtype, lanes
        super().__init__(f"Vector({dtype} x {lanes})")

    @classmethod
    def of(cls, dtype):
        """That which fills a register."""
        return cls(dtype, BITS // dtype.bitwidth)

    @property
    def ir(self):
        """LLVM's name for it."""
        return ir.VectorType(ir.FloatType() if self.dtype == types.float32 else ir.DoubleType(),
                             self.lanes)

    @property
    def align(self):
        """Bytes: no more is promised than for one entry."""
        return self.dtype.bitwidth // 8


@register_model(Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager, vector):
        super().__init__(manager, vector, vector.ir)


def compiles(function, *kinds):
    """Decorate describe(*types) -> signature, code: what Numba makes of `function`.

    code(context, builder, signature, args) writes LLVM code and gives its value.  kinds: of types,
    where the function is not ours; describe gives None for types that it does not know.
    """
    kinds = kinds or [types.Any] * len(inspect.signature(function).parameters)

    def decorate(describe):
        @type_callable(function)
        def typing(context):
            def typer(*given):
                found = describe(*given)
                return found and found[0]
            typer.__signature__ = inspect.signature(function)
            return typer

        @lower_builtin(function, *kinds)
        def lowering(context, builder, signature, args):
            return describe(*signature.args)[1](context, builder, signature, args)
        return describe
    return decorate


# -- arithmetic: u + v, u * v; a product and a sum may become one instruction

@compiles(operator.add, Vector, Vector)
def _(u, v):
    def code(context, builder, signature, args):
        return builder.fadd(*args, flags=("contract",))
    return (u(u, v), code) if isinstance(u, Vector) and u == v else None


@compiles(operator.mul, Vector, Vector)
def _(u, v):
    def code(context, builder, signature, args):
        return builder.fmul(*args, flags=("contract",))
    return (u(u, v), code) if isinstance(u, Vector) and u == v else None


def lanes(A):
    """How many entries of A a vector holds."""
    return BITS // (8 * A.dtype.itemsize)


@compiles(lanes)
def _(A):
    def code(context, builder, signature, args):
        return context.get_constant(types.intp, BITS // A.dtype.bitwidth)
    return types.intp(A), code


def spread(number):
    """A vector of one number."""
    return np.full(BITS // (8 * number.itemsize), number)


@compiles(spread)
def _(number):
    vector = Vector.of(number)

    def code(context, builder, signature, args):
        nothing = ir.Constant(vector.ir, ir.Undefined)
        v = builder.insert_element(nothing, args[0], ir.Constant(I32, 0))
        return _shuffle(builder, v, nothing, [0] * vector.lanes)
    return vector(number), code


def _shuffle(builder, u, v, chosen):
    """The chosen lanes of u, 0 to L - 1, and v, L to 2L - 1."""
    return builder.shuffle_vector(u, v, ir.Constant(ir.VectorType(I32, len(chosen)), chosen))


# -- memory

def load(A, i, d):
    """The vector of the entries of row i from d on."""
    return A[i, d:d + lanes(A)].copy()


@compiles(load)
def _(A, i, d):
    vector = Vector.of(A.dtype)

    def code(context, builder, signature, args):
        return builder.load(_place(context, builder, signature, args, vector), align=vector.align)
    return vector(A, types.intp, types.intp), code


def store(A, i, d, v):
    """Write v there."""
    A[i, d:d + len(v)] = v


@compiles(store)
def _(A, i, d, v):
    def code(context, builder, signature, args):
        builder.store(args[3], _place(context, builder, signature, args, v), align=v.align)
        return context.get_dummy_value()
    return types.none(A, types.intp, types.intp, v), code


def add(A, i, d, v):
    """Add v to what is there."""
    A[i, d:d + len(v)] += v


@compiles(add)
def _(A, i, d, v):
    def code(context, builder, signature, args):
        place = _place(context, builder, signature, args, v)
        sums = builder.fadd(builder.load(place, align=v.align), args[3])
        builder.store(sums, place, align=v.align)
        return context.get_dummy_value()
    return types.none(A, types.intp, types.intp, v), code


def prefetch(A, i, d):
    """Ask for the line of the cache where entry d of row i lies, even past the row's end."""


@compiles(prefetch)
def _(A, i, d):
    def code(context, builder, signature, args):
        place = builder.bitcast(_place(context, builder, signature, args, Vector.of(A.dtype)),
                                ir.IntType(8).as_pointer())
        kind = ir.FunctionType(ir.VoidType(), [place.type, I32, I32, I32])
        function = builder.module.declare_intrinsic("llvm.prefetch", [place.type], kind)
        builder.call(function, [place, *(ir.Constant(I32, number) for number in (0, 3, 1))])
        return context.get_dummy_value()
    return types.none(A, types.intp, types.intp), code


def _place(context, builder, signature, args, vector):
    """A pointer to the entries of args[0] at row args[1] from args[2] on."""
    array = make_array(signature.args[0])(context, builder, args[0])
    width = builder.extract_value(array.shape, 1)
    place = builder.gep(array.data, [builder.add(builder.mul(args[1], width), args[2])])
    return builder.bitcast(place, vector.ir.as_pointer())


# -- the larger of two

def larger(best, where, s, k):
    """s and k in the lanes where s > best or s is NaN, else best and where.  -> best, where"""
    better = (s > best) | (s != s)
    return np.where(better, s, best), np.where(better, k, where)


@compiles(larger)
def _(best, where, s, k):
    def code(context, builder, signature, args):
        best, where, s, k = args
        better = builder.or_(builder.fcmp_ordered(">", s, best),
                             builder.fcmp_unordered("uno", s, s))
        return context.make_tuple(builder, signature.return_type, [
            builder.select(better, s, best), builder.select(better, k, where)])
    known = isinstance(best, Vector) and best == where == s == k
    return (types.UniTuple(best, 2)(best, where, s, k), code) if known else None


# -- sums of the lanes

def totals(vectors):
    """The sum of each of 1, 2 or 4 vectors, side by side."""
    return np.array([v.sum() for v in vectors], vectors[0].dtype)


@compiles(totals)
def _(vectors):
    n, vector = len(vectors), vectors[0]

    def code(context, builder, signature, args):
        left, step = [builder.extract_value(args[0], k) for k in range(n)], 1
        while len(left) > 1:                      # two become one, in turns of `step` lanes
            even = [turn + side + lane for turn in range(0, vector.lanes, 2 * step)
                    for side in (0, vector.lanes) for lane in range(step)]
            odd = [lane + step for lane in even]
            left = [builder.fadd(_shuffle(builder, u, v, even), _shuffle(builder, u, v, odd))
                    for u, v in zip(left[::2], left[1::2])]
            step *= 2
        v, width = left[0], vector.lanes
        while width > n:                          # the upper half onto the lower
            width //= 2
            v = builder.fadd(_shuffle(builder, v, v, list(range(width))),
                             _shuffle(builder, v, v, list(range(width, 2 * width))))
        return v
    return Vector(vector.dtype, n)(vectors), code


def first(v):
    """The first lane."""
    return v[0]


@compiles(first)
def _(v):
    def code(context, builder, signature, args):
        return builder.extract_element(args[0], ir.Constant(I32, 0))
    return v.dtype(v), code
