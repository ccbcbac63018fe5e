"""From a recipe to what is trained: the network, before and after, and the objective."""
import numpy as np

from scratchadv import hidden_perturbation, models, objectives


def objective_named(name):
    """The objective of that name, wherever it stands."""
    return getattr(objectives if hasattr(objectives, name) else hidden_perturbation, name)


def build(recipe, train, rng):
    """The untrained network of a recipe.  RBF centres start at the class means, those of a hidden
    layer at the first digits."""
    arguments = dict(recipe.arguments)
    if recipe.model != "logistic_regression":
        arguments["n_classes"] = int(train.y.max()) + 1
    if recipe.model == "rbf_network":
        arguments["centres"] = class_means(*train)
    if recipe.model == "deep_rbf_network":
        arguments["centres"] = train.x[:arguments["units"]]
    net = getattr(models, recipe.model)(n_inputs=train.x.shape[1], rng=rng, **arguments)
    if recipe.model == "deep_rbf_network":
        h = net.layer_inputs(train.x)[-1]
        net.parameters()["layer1.mu"][...] = class_means(h, train.y)
    return net


def load(path, recipe, why):
    """The trained network of that recipe.  why: what for a file that holds another is deleted."""
    try:
        net = models.load(path)
        found = {"model": net.spec["model"], **net.spec["arguments"]}
        for argument, value in {"model": recipe.model, **recipe.arguments}.items():
            if found.get(argument, value) != value:
                raise ValueError(f"{path} must hold a network of {argument} {value}, got "
                                 f"{found[argument]}")
    except ValueError as error:
        raise ValueError(f"{error}; delete it {why}") from error
    return net


def class_means(x, y):
    """The mean of each class.  x: (N, D), y: (N,) -> (C, D)"""
    return np.stack([x[y == c].mean(axis=0) for c in range(int(y.max()) + 1)])
