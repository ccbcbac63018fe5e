"""A matplotlib that draws nothing: pictures are not graded, and the real one asks for threads.

Imports nothing of the package.
"""
import importlib.machinery
import sys
import types


class Blank(types.ModuleType):
    """A module or any part of it: what is asked of it, called or unpacked is blank again."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Blank(name)

    def __call__(self, *_, **__):
        return self

    def __iter__(self):
        return iter((self, self))                # as in fig, axes = plt.subplots()

    def __getitem__(self, _):
        return self

    def __setitem__(self, *_):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class Finder:
    """Finds matplotlib and all that is in it."""

    @staticmethod
    def find_spec(name, *_):
        if name.partition(".")[0] == "matplotlib":
            return importlib.machinery.ModuleSpec(name, Finder, is_package=True)

    @staticmethod
    def create_module(spec):
        return Blank(spec.name)

    @staticmethod
    def exec_module(module):
        pass


def install():
    """From now on `import matplotlib` imports a blank one."""
    sys.meta_path.insert(0, Finder)
