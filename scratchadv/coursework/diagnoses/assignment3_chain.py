"""Mistakes of assignment 3: dropout and the chain of layers."""
from dataclasses import replace

import numpy as np

from scratchadv.coursework.checks import as_array, equal
from scratchadv.coursework.diagnosis import mistake, symptom


# -- masks as they are drawn

def _kept(e):
    """Where the student's mask keeps; None where there is no mask to judge."""
    fits = "keep" in e.inputs and e.got is not None and e.got.shape == e.wanted.shape
    return e.got != 0 if fits and e.name == "mask" else None


@symptom("one mask for all examples",
         "In your mask all {what} are alike: is one entry dropped because another is?",
         tasks=("3.5",))
def one_mask(e):
    kept = _kept(e)
    if kept is not None:
        for what, rows in (("rows", kept), ("columns", kept.T)):
            if (rows == rows[0]).all() and 0 < kept.mean() < 1:
                return {"what": what}


@symptom("keep taken for drop", "Your mask keeps a share of {share:.2f}, and keep is {keep:g}: of "
                                "which of the two is it the probability?", tasks=("3.5",))
def keep_for_drop(e):
    kept = _kept(e)
    if kept is not None and abs(kept.mean() - (1 - e.inputs["keep"])) < .02 < abs(
            kept.mean() - e.inputs["keep"]):
        return {"share": kept.mean(), "keep": e.inputs["keep"]}


@symptom("scale 1/keep", "Your mask holds {value:.4g} where it keeps, which is {what}. In this "
                         "recipe the scale is an argument of its own.", tasks=("3.5",))
def inverted(e):
    kept = _kept(e)
    if kept is not None and kept.any():
        value, scale, keep = e.got[kept].max(), e.inputs["scale"], e.inputs["keep"]
        for what, other in (("1 over keep", 1 / keep), ("scale over keep", scale / keep),
                            ("1 over the share that is dropped", 1 / (1 - keep))):
            if np.isclose(value, other) and not np.isclose(value, scale):
                return {"value": value, "what": what}


@symptom("scale left out of the mask", "Your mask holds {value:g} where it keeps, and scale is "
                                       "{scale:g}.", tasks=("3.5",))
def no_scale(e):
    kept = _kept(e)
    if kept is not None and kept.any() and (e.got[kept] == e.got.max()).all():
        value, scale = float(e.got.max()), e.inputs["scale"]
        return {"value": value, "scale": scale} if not np.isclose(value, scale) else None


@symptom("generator ignored", "Two generators of one seed give you two masks: from where do your "
                              "random numbers come, if not from rng?", tasks=("3.5",))
def ignored(e):
    if "again" in e.outcome.values and _kept(e) is not None:
        return {} if not np.array_equal(e.got, e.outcome.values["again"]) else None


@symptom("same mask every time", "Your mask is the same at every call: who seeds the generator, "
                                 "you or the caller?", tasks=("3.5",))
def same_mask(e):
    if "later" in e.outcome.values and _kept(e) is not None:
        return {} if np.array_equal(e.got, e.outcome.values["later"]) else None


@symptom("mask of another dtype", "Your mask is of dtype {got}, and {wanted} was asked for: what "
                                  "becomes of x times it?", tasks=("3.5",))
def mask_dtype(e):
    if _kept(e) is not None and e.got.dtype != e.wanted.dtype:
        return {"got": e.got.dtype, "wanted": e.wanted.dtype}


# -- dropout, given a mask

@mistake("mask forgotten", "Your {name} lets everything through: what does the mask do to a "
                           "dropped entry, in each of the two directions?", tasks=("3.5",))
def mask_forgotten(e):
    yield e.inputs["x" if e.name == "out" else "grad_out"]


@mistake("mask used twice",
         "Your {name} has the mask in it twice: what is the slope of x times r in x?",
         tasks=("3.5",))
def mask_twice(e):
    yield e.wanted * e.inputs["mask"]
    yield e.wanted * e.inputs["mask"].max()


@mistake("scale forgotten",
         "Your {name} drops the right entries and leaves the others as they are: which number does "
         "the mask hold where it keeps?", tasks=("3.5",))
def scale_forgotten(e):
    yield e.wanted / e.inputs["mask"].max()


@mistake("divided by the mask",
         "Your {name} divides what is kept by the number in the mask: what does x times r do with "
         "it, and what is its slope in x?", tasks=("3.5",))
def divided(e):
    yield e.wanted / e.inputs["mask"].max() ** 2


@mistake("kept and dropped exchanged", "Your {name} is 0 where the mask keeps.", tasks=("3.5",))
def exchanged(e):
    value, mask = e.inputs["x" if e.name == "out" else "grad_out"], e.inputs["mask"]
    for scale in (1, mask.max()):
        yield scale * value * (mask == 0)


@mistake("x in its own gradient", "Your {name} has x in it: is x times r not linear in x?",
         tasks=("3.5",))
def x_in_gradient(e):
    if e.name == "grad_x":
        x, mask, grad_out = (e.inputs[name] for name in ("x", "mask", "grad_out"))
        yield grad_out * x
        yield grad_out * x * mask
        yield grad_out * (x > 0)
        yield grad_out * (x * mask > 0)


# -- the chain

def _backward(order=reversed, hand_on=True):
    """A chain_backward that walks in another order, or hands the same gradient to all."""
    def chain_backward(grad_out, caches):
        grad_inputs, grad_thetas, grad = [], [], grad_out
        for backward, cache in order(caches):
            grad_x, *grad_theta = backward(grad, cache)
            grad = grad_x if hand_on else grad_out
            grad_inputs.append(grad_x)
            grad_thetas.append(tuple(grad_theta))
        if order is reversed:
            return grad_inputs[::-1], grad_thetas[::-1]
        return grad_inputs, grad_thetas
    return chain_backward


def _if_all_fit(e, chain_backward):
    """The value with this chain_backward, or None where another of the part's values tells no."""
    for name in e.part.gives:
        value = replace(e, name=name).instead(chain_backward=chain_backward)
        if not equal(value, as_array(e.outcome.values[name])):
            return None
    return e.instead(chain_backward=chain_backward)


@mistake("walked forwards", "Your {name} comes from a walk that begins at the first layer: from "
                            "which end does the gradient come?", tasks=("3.6",))
def walked_forwards(e):
    walk = _backward(order=list)
    yield _if_all_fit(e, walk)
    yield _if_all_fit(e, lambda *args: tuple(found[::-1] for found in walk(*args)))


@mistake("gradient not handed on",
         "In your {name} each layer gets the gradient from the end of the chain: what comes to a "
         "layer from the one above it?", tasks=("3.6",))
def not_handed_on(e):
    return _if_all_fit(e, _backward(hand_on=False))


@mistake("gradients in the other order",
         "Your list begins with the last layer: which entry is to be that of layer 0?",
         tasks=("3.6",))
def other_order(e):
    walk = _backward()
    yield e.instead(chain_backward=lambda *args: (walk(*args)[0][::-1], walk(*args)[1]))
    yield e.instead(chain_backward=lambda *args: (walk(*args)[0], walk(*args)[1][::-1]))
    yield e.instead(chain_backward=lambda *args: tuple(found[::-1] for found in walk(*args)))


@mistake("gradients one layer off",
         "Your {name} is the gradient at the layer's output: at which end of it was it asked for?",
         tasks=("3.6",))
def one_off(e):
    walk = _backward()
    yield e.instead(chain_backward=lambda grad_out, caches: (
        [*walk(grad_out, caches)[0][1:], grad_out], walk(grad_out, caches)[1]))


@mistake("input not handed on", "In your {name} a layer gets x, and not what the layer before it "
                                "has made of it.", tasks=("3.6",))
def input_not_handed_on(e):
    def forward(x, layers):
        outs = [forward(x, *theta) for forward, _, theta in layers]
        return outs[-1][0], [(backward, cache) for (_, backward, _), (_, cache)
                             in zip(layers, outs)]
    yield e.instead(chain_forward=forward)


@mistake("a layer left out", "Your {name} is that of the chain without its {which} layer: where "
                             "does your loop begin, and where does it end?", tasks=("3.6",))
def layer_left_out(e):
    ours = e.functions["chain_forward"]
    for which, part in (("last", slice(None, -1)), ("first", slice(1, None))):
        if e.name == "out":
            yield (e.instead(chain_forward=lambda x, layers: ours(x, layers[part])),
                   {"which": which})


@symptom("lists of another length",
         "Your lists do not have an entry for each layer, or an entry of grad_thetas does not hold "
         "one gradient for each theta of its layer: {message}.", tasks=("3.6",))
def another_length(e):
    if e.failure and e.failure.line is None and "unpack" in e.failure.message:
        return {"message": e.failure.message}


@symptom("theta left out", "A layer's function misses an argument ({message}): what does forward "
                           "take beside x?", tasks=("3.6",))
def theta_left_out(e):
    if e.failure and e.failure.type == "TypeError" and "argument" in e.failure.message:
        return {"message": e.failure.message}
