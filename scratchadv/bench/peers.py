"""The peers: the same step in other frameworks, one page each in tests/peers of a checkout.

They are no part of the package, which needs none of these frameworks; what is not installed is said
to be missing.
"""
import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "tests" / "peers"
PAGES = {"torch_eager": "torch eager", "torch_compile": "torch.compile", "jax_jit": "JAX jit"}


def load(folder=FOLDER):
    """-> the pages that can run, and {name: why it cannot} of the others."""
    pages, missing = [], {}
    for module, name in PAGES.items():
        if not (folder / f"{module}.py").exists():
            missing[name] = "its page is not here: tests/peers comes with a checkout"
            continue
        try:
            pages.append(_import(module, folder))
        except ImportError as error:
            missing[name] = f"not installed ({error})"
    return pages, missing


def _import(module, folder):
    """Import a page; only for that time does its folder stand on the path."""
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(module)
    finally:
        sys.path.remove(str(folder))
