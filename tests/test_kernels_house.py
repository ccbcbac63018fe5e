"""The house rules of kernels/: every twin named after its definition, serial, compiled once."""
import importlib
import inspect
import itertools
import pkgutil
from functools import partial

import numba
from twins import DTYPES, LAYOUTS, NAMES, SIZES, arguments, relaid_all, results

from scratchadv import fused, kernels, models, optim
from scratchadv.hidden_perturbation import hidden_additive


def kernel_modules():
    return [importlib.import_module(f"scratchadv.kernels.{module.name}")
            for module in pkgutil.iter_modules(kernels.__path__)
            if module.name not in ("jit", "lanes", "tiles", "columns", "sparse", "team")]


def test_a_twin_has_its_definitions_name_and_signature_and_says_whose_twin_it_is():
    found = []
    for module in kernel_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.append(name)
                path = function.__doc__.split()[2].rstrip(".")      # "Twin of layers.maxout.f."
                home, _, called = path.rpartition(".")
                home = importlib.import_module(f"scratchadv.{home}")
                definition = getattr(home, called).definition
                assert called == name
                assert inspect.signature(function) == inspect.signature(definition)
    assert sorted(found) == sorted(NAMES), "a twin without a test, or a test without a twin"


def compiled_kernels():
    below = [importlib.import_module(f"scratchadv.{name}")
             for name in ("kernels.columns", "kernels.sparse", "kernels.tiles", "kernels.team",
                          "fused.chain", "fused.rows")]
    return [value for module in (*kernel_modules(), *below) for value in vars(module).values()
            if isinstance(value, numba.core.dispatcher.Dispatcher)]


def test_kernels_are_serial():
    assert len(compiled_kernels()) >= len(NAMES)
    for kernel in compiled_kernels():
        assert not kernel.targetoptions.get("parallel"), "it would fight the BLAS for the cores"


def make_a_step(top, dtype, rng):
    """One by the fused kernels, with the digits first and then, after an attack, all columns."""
    net = models.maxout_network(7, (3,), 2, 4, rng=rng, top=top, dtype=dtype)
    optimizer = optim.SGD(max_norm=1)
    optimizer.start(net.parameters())
    step = fused.stepper(net, optimizer, partial(hidden_additive, layers=(0, 1)))
    step(rng.random((5, 7)).astype(dtype), rng.integers(0, 4, 5), rng)


def test_a_kernel_is_compiled_once_for_each_dtype_whatever_the_memory_layout(rng):
    for name, dtype in itertools.product(NAMES, DTYPES):
        function, *args = arguments(name, rng, dtype, SIZES["odd"])
        for layout in LAYOUTS:
            results(function, relaid_all(tuple(args), layout))
    for top, dtype in itertools.product(("softmax", "sigmoids"), DTYPES):
        make_a_step(top, dtype, rng)
    for kernel in compiled_kernels():
        assert len(kernel.signatures) <= len(DTYPES), f"{kernel}: is an argument not made plain?"
