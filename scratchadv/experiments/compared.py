"""Recipes of networks that are alike but for one thing, for claims that compare them.

s5.l1_maxout and sA.trained compare objectives on one maxout network; s7.deep compares RBF networks,
each at several learning rates of plain SGD, so that none fails for want of a good one.
"""
from dataclasses import replace

L1 = ("0.0025", "0.00025", "0.000025")           # coefficients; the paper names the first  [sec. 5]
RATES = {"shallow": (1., 3., 10., 30.), "strong": (1., 3., 10., 30.), "deep": (.1, .3, 1., 3.)}
PLAIN = dict(decay=1., momentum=0., final_momentum=0.)


def objectives_alone(maxout, adversarial):
    """Clean, on J~, on rubbish, under L1 decay, all trained equally long.

    maxout: the recipe.  adversarial: {"objective", "options"} of J~.
    """
    l1 = {f"l1_{name}": replace(maxout, objective="l1", options=dict(coefficient=float(name)))
          for name in L1}
    largest = f"l1_{L1[0]}"
    l1[largest] = replace(l1[largest], paper=(*maxout.paper, "coefficient"))
    return {"short_clean": maxout, "short_rubbish": replace(maxout, objective="rubbish"),
            "short_adversarial": replace(maxout, paper=(*maxout.paper, *adversarial["options"]),
                                         **adversarial), **l1}


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
