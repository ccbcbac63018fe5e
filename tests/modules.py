"""What the modules of the package define."""
import functools
import importlib
import pkgutil

import numpy as np

from scratchadv import layers
from scratchadv.gradcheck_catalogue import gradients


def functions_of(module):
    """The names of the functions and classes that a module defines itself."""
    return {name for name, value in vars(module).items()
            if callable(value) and getattr(value, "__module__", "") == module.__name__}


def forward_functions():
    """The names of all forward functions of scratchadv.layers."""
    names = (module.name for module in pkgutil.iter_modules(layers.__path__, "scratchadv.layers."))
    return {name for module in map(importlib.import_module, names)
            for name in functions_of(module) if name.endswith("_forward")}


@functools.cache
def parameter_names():
    """What the parameters of our models are called behind their layer: W, b, ..."""
    nets = (model(rng=np.random.default_rng(0)) for model in gradients.MODELS.values())
    return {name.split(".")[1] for net in nets for name in net.parameters()}
