"""Recipes of networks that are alike but for one thing, for claims that compare them.

s5.l1_maxout compares objectives on one maxout network, sA.trained two with sigmoids on top,
s6.differentiable and s6.hidden perturbations in training; s7.deep compares RBF networks, each at
several learning rates of plain SGD, so that none fails for want of a good one.
"""
from dataclasses import replace

L1 = ("0.0025", "0.00025", "0.000025")           # coefficients; the paper names the first  [sec. 5]
RATES = {"shallow": (1., 3., 10., 30.), "strong": (1., 3., 10., 30.), "deep": (.1, .3, 1., 3.)}
PLAIN = dict(decay=1., momentum=0., final_momentum=0.)


def but(names, *left_out):
    """The names of choices without some."""
    return tuple(name for name in names if name not in left_out)


def objectives_alone(maxout, adversarial):
    """Clean, on J~, under L1 decay; with sigmoids on top clean and on rubbish.

    All for as many epochs, of which the best on validation digits is kept.
    maxout: the recipe.  adversarial: {"objective", "options"} of J~.
    """
    l1 = {f"l1_{name}": replace(maxout, objective="l1", options=dict(coefficient=float(name)))
          for name in L1}
    largest = f"l1_{L1[0]}"
    l1[largest] = replace(l1[largest], paper=(*maxout.paper, "coefficient"))
    sigmoids = replace(maxout, arguments=maxout.arguments | {"top": "sigmoids"},
                       pylearn2=but(maxout.pylearn2, "lr"))
    return {"short_clean": maxout,
            "short_sigmoids": sigmoids, "short_rubbish": replace(sigmoids, objective="rubbish"),
            "short_adversarial": _on(adversarial, maxout), **l1}


def _on(adversarial, maxout):
    """The recipe maxout on J~, whose options the paper states."""
    return replace(maxout, paper=(*maxout.paper, *adversarial["options"]), **adversarial)


def hidden_layers(maxout, *, fresh_masks=False):
    """Perturbed at the input or within: maxout networks by that recipe, those of sigmoid units by
    Adam and without dropout, for as many epochs or by the same stopping rule.

    The rotated one leaves its final hidden layer alone, as the paper's best results did.
    fresh_masks: dropout masks are drawn for each term of J~.
    """
    sigmoid = replace(maxout, model="mlp", optimizer="Adam", settings=dict(lr=2e-3), pylearn2=(),
                      arguments=dict(units=maxout.arguments["units"], activation="sigmoid"),
                      paper=("alpha",))
    at_input = dict(objective="adversarial", options=dict(alpha=.5, eps=.25))
    first = dict(objective="hidden_additive", options=dict(layers=[1], alpha=.5, eps=.25))
    final_too = dict(objective="hidden_additive", options=dict(layers=[1, 2], alpha=.5, eps=.25))
    rotated = dict(objective="hidden_rotation", options=dict(layers=[1], alpha=.5, angle=.1))
    under_dropout = {"hidden_input": replace(maxout, **at_input, paper=(*maxout.paper, "eps")),
                     "hidden_first": replace(maxout, **first),
                     "hidden_final_too": replace(maxout, **final_too),
                     "hidden_rotated": replace(maxout, **rotated)}
    if fresh_masks:
        under_dropout = {name: _with_fresh_masks(recipe) for name, recipe in under_dropout.items()}
    return {**under_dropout,
            "hidden_sigmoid_input": replace(sigmoid, **at_input, paper=("alpha", "eps")),
            "hidden_sigmoid_first": replace(sigmoid, **first)}


def _with_fresh_masks(recipe):
    """The same with dropout masks for each term of J~."""
    if recipe.objective == "adversarial":
        return replace(recipe, objective="adversarial_fresh_masks")
    return replace(recipe, options={**recipe.options, "fresh_masks": True})


def through_perturbation(maxout, adversarial, *, fresh_masks=False):
    """Trained through rotations and scaled gradients, and beside them clean and on J~.

    maxout, adversarial: as objectives_alone takes them.  fresh_masks: dropout masks are drawn for
    each term of J~ (on FGSM, `adversarial` has it as it has).
    The sizes of rotations and scaled gradients are ours. At the l2 length of FGSM's step, angle .8
    and eps 1, training fails at the laptop profile; halved until the clean validation error was
    about twice that of clean training.
    """
    paper = (*maxout.paper, "alpha")
    through = {"rotation_trained": replace(maxout, objective="rotation", paper=paper,
                                           options=dict(alpha=.5, angle=.2)),
               "scaled_trained": replace(maxout, objective="scaled_gradient", paper=paper,
                                         options=dict(alpha=.5, eps=.5))}
    if fresh_masks:
        through = {name: _with_fresh_masks(recipe) for name, recipe in through.items()}
    return {"beside_clean": maxout, "beside_fgsm": _on(adversarial, maxout), **through}


def rbf_by_sgd(rbf, *, examples, epochs):
    """The recipe rbf, strongly quadratic from the start, and with a layer of RBF units below.

    Ours throughout: the paper says no more than that it used SGD.
    """
    base = replace(rbf, optimizer="SGD", batch_size=100, examples=examples, epochs=epochs,
                   paper=("model", "optimizer"))
    kinds = {"shallow": base, "strong": replace(base, arguments=dict(log_beta=-1.)),
             "deep": replace(base, model="deep_rbf_network",
                             arguments=dict(units=50, log_beta=-4., top_log_beta=1.))}
    return {rbf_name(kind, rate): replace(recipe, settings=dict(lr=rate, **PLAIN))
            for kind, recipe in kinds.items() for rate in RATES[kind]}


def rbf_name(kind, rate):
    """The name of the recipe of that kind at that learning rate."""
    return f"{kind}_rbf_{rate:g}"
