"""Imports point down: a module imports from strictly lower rows, or from its own package.

The rows are those of docs/architecture.md; from the figures up, one stands on another.
"""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = [
    {"memory", "cores", "checks"},
    {"datasets", "kernels", "claims", "progress", "files"},
    {"layers", "losses", "results"},
    {"network", "gradcheck"},
    {"models", "attacks", "metrics", "optim", "double_backprop"},
    {"objectives", "hidden_perturbation", "evaluation", "checkpoints", "divergence"},
    {"fused", "training_doors"},
    {"training", "gradcheck_catalogue"},
    {"experiments"},
    {"figures"},
    {"report", "attack_picture", "bench", "second_process"},
    {"reproduce", "coursework"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
ROW = {"__init__": -1} | {name: row for row, names in enumerate(ROWS) for name in names}
ROOT = Path(__file__).parents[1] / "scratchadv"
THIRD_PARTY = {"numpy", "scipy", "matplotlib", "numba", "llvmlite"}    # the last is part of numba
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path
           for path in sorted(ROOT.rglob("*.py"))}


def imported_names(source, module):
    """Every import in the source of scratchadv.MODULE as an absolute dotted name.

    module: dotted, as in MODULES (a package's own file ends in .__init__).
    """
    package = ["scratchadv", *module.split(".")[:-1]]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[:len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def faults(source, module):
    """What the imports of scratchadv.MODULE break, one sentence each."""
    home = module.split(".")[0]
    row = ROW.get(home, 0)    # a module without a row fails its own test
    for name in imported_names(source, module):
        top, *inner = name.split(".")
        if top == "scratchadv":
            target = inner[0] if inner else "__init__"
            if target != home and ROW.get(target, -1) >= row:
                yield f"{module} (row {row}) imports {target} (row {ROW[target]}): not below it"
        elif top not in THIRD_PARTY | sys.stdlib_module_names:
            yield f"{module} imports {top}: at run time only {', '.join(sorted(THIRD_PARTY))}"
        elif top == "numba" and home != "kernels":
            yield f"{module} imports numba: only scratchadv/kernels may"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_row(module):
    assert module.split(".")[0] in ROW, "add it to ROWS here and to docs/architecture.md"


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down_and_only_to_allowed_packages(module):
    assert list(faults(MODULES[module].read_text(encoding="utf-8"), module)) == []


@pytest.mark.parametrize("module, source", [
    ("layers.maxout", "from scratchadv.network import Network"),
    ("layers.maxout", "from scratchadv import network"),
    ("layers.maxout", "import scratchadv.network"),
    ("layers.maxout", "from ..network import Network"),
    ("layers.maxout", "from .. import losses"),
    ("layers.__init__", "from ..network import Network"),
    ("__init__", "from . import datasets"),
    ("network", "from . import models"),
    ("network", "def late():\n    from scratchadv.training import fit"),
    ("attacks.fgsm", "import scratchadv.models as models"),
    ("models", "from torch.nn import Module"),
    ("models", "import jax.numpy"),
    ("models", "from sklearn import metrics"),
    ("models", "import tensorflow"),
    ("optim", "from numba import njit"),
])
def test_an_import_that_breaks_the_rule_is_found(module, source):
    assert len(list(faults(source, module))) == 1


@pytest.mark.parametrize("module, source", [
    ("layers.maxout", "import math\nfrom . import affine\nfrom .affine import affine_forward"),
    ("layers.maxout", "from scratchadv.layers.affine import affine_forward"),
    ("layers.__init__", "from .affine import affine_forward"),
    ("network", "from scratchadv import __version__, layers\nfrom scratchadv.kernels import twin"),
    ("kernels.maxout", "import numba\nfrom numba import njit"),
    ("figures", "import matplotlib.pyplot as plt\nfrom scipy import ndimage"),
])
def test_an_import_that_keeps_the_rule_passes(module, source):
    assert list(faults(source, module)) == []


def run_python(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_package_imports_neither_numba_nor_matplotlib():
    code = "import sys, scratchadv; print([m for m in ('numba', 'matplotlib') if m in sys.modules])"
    assert run_python(code) == "[]"


def test_a_module_is_an_attribute_of_the_package_without_an_import_of_its_own():
    assert run_python("import scratchadv; print(len(scratchadv.datasets.IDX_FILES))") == "4"


def test_the_package_lists_every_module_and_refuses_other_names():
    import scratchadv
    listed = {module.split(".")[0] for module in MODULES} - {"__init__", "__main__"}
    assert listed <= set(scratchadv.__all__), "add the module to the reading order in __init__.py"
    with pytest.raises(AttributeError, match="no attribute 'tensors'"):
        scratchadv.tensors
