"""What the modules of the package define."""
import importlib
import pkgutil

from scratchadv import layers


def functions_of(module):
    """The names of the functions and classes that a module defines itself."""
    return {name for name, value in vars(module).items()
            if callable(value) and getattr(value, "__module__", "") == module.__name__}


def forward_functions():
    """The names of all forward functions of scratchadv.layers."""
    names = (module.name for module in pkgutil.iter_modules(layers.__path__, "scratchadv.layers."))
    return {name for module in map(importlib.import_module, names)
            for name in functions_of(module) if name.endswith("_forward")}
