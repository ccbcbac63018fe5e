"""Reading Markdown documents, and finding in the package what they speak of."""
import ast
import builtins
import functools
import importlib
import inspect
import re
import sys
from pathlib import Path

import numpy as np
import scipy.special
from modules import parameter_names

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scratchadv"
FENCE = re.compile(r"^```(?P<language>[^\n`]*)\n(?P<body>.*?)^```[ ]*$", re.MULTILINE | re.DOTALL)
TOKEN = re.compile(r"(?<![\w.])(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?P<rest>\*|\s*\()?")
PATH = re.compile(r"(?<![\w/.-])(?:docs|tests|demos|scratchadv|\.ci)/[\w./*-]*[\w*/]")
FILE_NAME = re.compile(r"[\w.*-]+\.(?:md|py|cfg|toml|html|json|npz|png|gz|csv|txt)")
CLAIM = re.compile(r"(?:s\d|sA|fig\d)(?:\.[\w.]+)?")
COMMAND = re.compile(r"(?<![\w.])scratchadv +(?P<words>[\w-][^\n`|;&#]*)")
MATHEMATICS = {"sigma", "onehot", "maxnorm", "l1norm", "l2norm"}       # functions only of formulas
PEERS = {"torch", "jax", "sklearn", "cleverhans", "foolbox", "pylearn2"}     # not ours to check
VARIABLES = {"net": "Network"}                           # what a name stands for in all documents
PLACEHOLDER = re.compile(r"^(?:name|NAME)(?=_)")


# -- parts of a document

def fences(text):
    """(language, body, line of the body's start) of every fenced block."""
    for match in FENCE.finditer(text):
        yield match["language"].strip(), match["body"], text[:match.start()].count("\n") + 1


def prose(text):
    """The document without its fenced blocks."""
    return FENCE.sub("", text)


def code_spans(text):
    """What stands between backticks in the prose; a span may be broken over two lines."""
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose(text))]


def anchors(text):
    """The anchors that GitHub gives to the headings."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {slug(heading) for heading in headings}


def slug(heading):
    """The anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def commands(text):
    """The words after `scratchadv` where it is called: in code spans, and in blocks not Python."""
    shell = "\n".join(body for language, body, _ in fences(text) if language != "python")
    for called in [*code_spans(text), shell]:
        yield from (match["words"].split() for match in COMMAND.finditer(called))


# -- what there is

@functools.cache
def modules():
    """{dotted name without "scratchadv.": module}, __main__ left out."""
    names = [".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
             for path in PACKAGE.rglob("*.py")]
    return {name: importlib.import_module(f"scratchadv.{name}")
            for name in names if name not in ("__init__", "__main__")}


@functools.cache
def classes():
    """{name: class} of the package."""
    return {name: thing for module in modules().values() for name, thing in vars(module).items()
            if inspect.isclass(thing) and thing.__module__.startswith("scratchadv")}


def identifiers(source):
    """Every name that Python source defines, takes, passes or reads as an attribute."""
    for node in ast.walk(ast.parse(source)):
        for field in ("name", "arg", "attr", "id"):
            if isinstance(getattr(node, field, None), str):
                yield getattr(node, field)
        if isinstance(node, (ast.Dict, ast.Tuple, ast.Subscript, ast.Call)):   # keys and choices
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.Constant) and isinstance(child.value, str):
                    yield from re.findall(r"\w+", child.value)


@functools.cache
def known():
    """Every identifier of the package, Python and NumPy; the words of the configuration."""
    names = set(dir(builtins)) | set(dir(np.ndarray)) | set(dir(np.random.Generator))
    for path in PACKAGE.rglob("*.py"):
        names |= {path.stem, *identifiers(path.read_text(encoding="utf-8"))}
    for name in ("setup.cfg", "pyproject.toml"):
        names |= set(re.findall(r"\w+", (ROOT / name).read_text(encoding="utf-8")))
    return names


@functools.cache
def source():
    """All source of the package, for environment variables and the names of output files."""
    return "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


def has(thing, name):
    """Whether a module or class has the attribute, of its own or of its instances."""
    if hasattr(thing, name):
        return True
    if inspect.isclass(thing):
        fields = getattr(thing, "__annotations__", {})
        return name in fields or re.search(rf"self\.{name}\b", _with_parents(thing)) is not None
    return False


def _with_parents(cls):
    ours = (c for c in cls.__mro__ if c.__module__.startswith("scratchadv"))
    return "\n".join(map(inspect.getsource, ours))


def resolves(thing, names):
    """Whether thing.a.b.c exists; behind an attribute of an instance, names need only be known."""
    for i, name in enumerate(names):
        if not has(thing, name):
            return False
        if inspect.isclass(thing) and not hasattr(thing, name):
            return all(later in known() for later in names[i + 1:])
        thing = getattr(thing, name)
    return True


# -- whether a name, a path, a claim exists

def dotted_exists(name, local=()):
    """Whether `a.b.c` is something of the package, NumPy or Python; a claim; a parameter."""
    first, *rest = parts = name.split(".")
    if CLAIM.fullmatch(name):
        return claim_exists(name)
    if re.fullmatch(r"layer[\dN]+", first):
        return len(rest) == 1 and rest[0] in parameter_names()
    if first in PEERS or all(len(part) == 1 for part in parts):            # w.x, a dot product
        return True
    if first in ("np", "numpy", "scipy") or first in sys.stdlib_module_names:
        return resolves(importlib.import_module({"np": "numpy"}.get(first, first)), rest)
    homes = list(homes_of(parts))
    if homes:
        return any(resolves(home, names) for home, names in homes)
    return first in known() | set(local) and all(part in known() for part in rest)


def homes_of(parts):
    """(module or class, names behind it) for every reading of the first parts of a dotted name."""
    if parts[0] == "scratchadv":
        yield importlib.import_module("scratchadv"), parts[1:]
    for i in range(1, len(parts)):
        prefix = ".".join(parts[:i])
        for path, module in modules().items():
            if f".{path}".endswith(f".{prefix}"):
                yield module, parts[i:]
    cls = VARIABLES.get(parts[0], parts[0]).lower()                        # net.scores, history.J
    for name, thing in classes().items():
        if name.lower() == cls:
            yield thing, parts[1:]


def word_exists(name, is_call, local=()):
    """Whether an undotted name exists, if it is called or in snake_case; others are not judged."""
    if name in known() | set(local) or _placeholder_exists(name):
        return True
    if is_call:
        numerical = hasattr(np, name) or hasattr(scipy.special, name)
        return len(name) == 1 or name in MATHEMATICS or numerical
    parts = name.split("_")
    if len(parts) == 1 or 1 in (len(parts[0]), len(parts[-1])):
        return True                                          # a word, or a subscript: mu_k
    return name.isupper() and re.search(rf"\b{name}\b", source()) is not None


def _placeholder_exists(name):
    """name_forward, NAME_forward: some function ends in _forward."""
    ending = PLACEHOLDER.sub("", name)
    return "_" in ending and ending != name and any(word.endswith(ending) for word in known())


def claim_exists(name):
    """Whether it is the id of a claim, or a section's beginning of some, such as s6.noise."""
    claims = importlib.import_module("scratchadv.claims").CLAIMS
    return any(f"{id}.".startswith(f"{name}.") for id in claims)


def path_exists(path):
    """Whether a path from the root exists; NAME in capitals stands for any name in its folder."""
    if "*" in path:
        return any(ROOT.glob(path.rstrip("/")))
    where = ROOT / path
    return where.exists() or (where.stem.isupper() and where.parent.is_dir())


def file_name_exists(name):
    """Whether a bare file name is one in the repository, or one that the package writes."""
    folders = (PACKAGE, ROOT / "docs", ROOT / "tests", ROOT / "demos")
    ours = any(ROOT.glob(name)) or any(any(folder.rglob(name)) for folder in folders)
    return ours or name in source()


def unknown_in(span, local=()):
    """What in a code span should exist and does not, as sentences."""
    if COMMAND.search(span) or span.startswith(("-", "http", "pip ", "git ")):
        return
    for path in PATH.findall(span):
        if not path_exists(path):
            yield f"`{span}`: there is no {path}"
    if "/" in span and not re.search(r"[\s(]", span):
        return
    if FILE_NAME.fullmatch(span):
        if not file_name_exists(span):
            yield f"`{span}`: neither in the repository nor written by the package"
        return
    for match in TOKEN.finditer(re.sub(r"\"[^\"]*\"|'[^']*'", '""', span)):
        name, rest = match["name"], (match["rest"] or "").strip()
        if rest == "*" and name.endswith("_"):
            found = any(k.startswith(name) for k in known())
        elif "." in name:
            found = dotted_exists(name, local)
        else:
            found = word_exists(name, rest == "(", local)
        if not found:
            yield f"`{span}`: {name} does not exist"
    yield from call_faults(span)


def call_faults(span):
    """Whether a span such as `attacks.fgsm(net, x, eps=eps)` fits the function's signature."""
    try:
        call = ast.parse(span, mode="eval").body
    except SyntaxError:
        return
    if not isinstance(call, ast.Call) or any(isinstance(arg, ast.Starred) for arg in call.args):
        return
    for home, names in homes_of(ast.unparse(call.func).split(".")):
        if not resolves(home, names) or not callable(functools.reduce(getattr, names, home)):
            continue
        itself = [None] if names and inspect.isclass(home) else []
        try:
            inspect.signature(functools.reduce(getattr, names, home)).bind_partial(
                *itself, *call.args, **{keyword.arg: None for keyword in call.keywords})
        except TypeError as error:
            yield f"`{span}`: {error}"
