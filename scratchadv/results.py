"""Results: one JSON file an experiment and seed, written whole or not at all, or refused.

OUT/results/ID.seedS.json. A result holds what was measured and how, and nothing that judges it:
verdicts are computed from it afterwards, so a folder can be judged again without running anything.
"""
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from scratchadv import checks
from scratchadv.claims import CLAIMS
from scratchadv.files import write_atomically

FORMAT = {"scratchadv": "result", "format": 2}
PROFILES = ("smoke", "laptop", "paper")
ORIGINS = ("paper", "pylearn2", "ours")
MNIST = "mnist"


@dataclass(frozen=True)
class Result:
    """One experiment at one seed.

    measured: {key: {"value": float or None, "n": int or None, "interval": [lo, hi] or None}}, rates
    as fractions. dataset: "mnist", or the hash of what stood in its place. data: arrays for the
    figures. hyperparameters: [{"name", "value", "origin"}].
    networks: the recipe hashes it used. training: {network: seconds that its training took, in this
    job or before}; seconds: of this job without them. Arrays become lists in the file.
    """

    id: str
    profile: str
    seed: int
    measured: dict
    dataset: str = MNIST
    data: dict = field(default_factory=dict)
    hyperparameters: list = field(default_factory=list)
    networks: list = field(default_factory=list)
    training: dict = field(default_factory=dict)
    seconds: float = 0.0
    versions: dict = field(default_factory=dict)
    cpu: str = ""
    cores: int = 1
    dtype: str = "float32"


TYPES = {"id": str, "profile": str, "seed": int, "measured": dict, "dataset": str, "data": dict,
         "hyperparameters": list, "networks": list, "training": dict, "seconds": (int, float),
         "versions": dict, "cpu": str, "cores": int, "dtype": str}


def result_path(folder, id, seed):
    """Where the result of one experiment and seed stands in the folder OUT."""
    return Path(folder) / "results" / f"{id}.seed{seed}.json"


def write_result(folder, result):
    """Write a Result into OUT, making OUT/results where it is missing.  -> its path.

    ValueError that names the claim: a NaN or an infinity among the numbers.
    """
    path = result_path(folder, result.id, result.seed)
    try:
        text = json.dumps({**FORMAT, **_plain(asdict(result))}, allow_nan=False)
    except ValueError as error:
        raise ValueError(f"numbers of {result.id}, seed {result.seed}, must be finite or None, got "
                         f"NaN or an infinity ({error})") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())
    return path


def read_result(path):
    """A Result from its file.  ValueError that names the file: damaged, truncated, not ours."""
    path = Path(path)
    try:
        stored = json.loads(path.read_bytes(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} is damaged, truncated or no JSON file ({error}); delete it and "
                         "run its experiment again") from error
    if not isinstance(stored, dict) or stored.pop("scratchadv", None) != FORMAT["scratchadv"]:
        raise ValueError(f"{path} is not a result of scratchadv; move it out of the folder")
    version = stored.pop("format", None)
    if version != FORMAT["format"]:
        raise ValueError(f"{path} must be in format {FORMAT['format']}, got format {version}; it "
                         "was written by another version of scratchadv")
    stored.setdefault("dataset", MNIST)          # files of before data sets were told apart
    _check(path, stored)
    return Result(**stored)


def load_results(folder):
    """Every result in OUT, joined.  -> {id: [Result, ...] by seed}, ids in the ledger's order.

    ValueError: a damaged or foreign file; results of two profiles or of two data sets.
    """
    folder = Path(folder)
    if not (folder / "results").is_dir():
        raise ValueError(f"{folder} must be a folder that `scratchadv reproduce --out` filled, got "
                         "one without results/")
    found = {}
    for path in sorted((folder / "results").glob("*.json")):
        result = read_result(path)
        found.setdefault(result.id, []).append(result)
    for field_name, what in (("profile", "profile"), ("dataset", "data set")):
        values = sorted({getattr(run, field_name) for runs in found.values() for run in runs})
        if len(values) > 1:
            raise ValueError(f"results in {folder} must be of one {what}, got "
                             f"{' and '.join(values)}; give each a folder of its own")
    return {id: sorted(found[id], key=lambda result: result.seed)
            for id in CLAIMS if id in found}


def _refuse(constant):
    raise ValueError(f"{constant} among its numbers")


def _check(path, stored):
    """Fields, their types, a known claim, the file's own name, and entries that can be judged."""
    wrong = [name for name in TYPES
             if not isinstance(stored.get(name), TYPES[name]) or isinstance(stored[name], bool)
             or name == "seconds" and not _is_number(stored[name])]
    extra = sorted(set(stored) - set(TYPES))
    if not wrong:
        wrong = [name for name, good in (("hyperparameters", _is_row), ("networks", _is_name))
                 if not all(map(good, stored[name]))]
        wrong += [] if all(map(_is_training, stored["training"].items())) else ["training"]
    if wrong or extra:
        raise ValueError(f"{path} must hold the fields {', '.join(map(_typed, TYPES))}, got "
                         f"something wrong in {', '.join(wrong + extra)}")
    if stored["profile"] not in PROFILES:
        raise ValueError(f"{path} must be of profile {', '.join(PROFILES)}, got "
                         f"{stored['profile']!r}")
    if stored["id"] not in CLAIMS:
        raise ValueError(f"{path} must belong to a claim of the ledger, got {stored['id']!r}")
    if path.name != f"{stored['id']}.seed{stored['seed']}.json":
        raise ValueError(f"{path} must be named {stored['id']}.seed{stored['seed']}.json as its "
                         f"content says, got {path.name}; it was renamed or copied")
    for key, entry in stored["measured"].items():
        if not _is_entry(entry):
            raise ValueError(f"{path} must hold value (a number or null), n and interval of {key}, "
                             f"got {entry!r}")


def _typed(name):
    """A field with its type, such as "seed (int)"."""
    types = TYPES[name] if isinstance(TYPES[name], tuple) else (TYPES[name],)
    return f"{name} ({' or '.join(each.__name__ for each in types)})"


def _is_entry(entry):
    if not isinstance(entry, dict) or "value" not in entry:
        return False
    value, n, interval = entry["value"], entry.get("n"), entry.get("interval") or []
    return (isinstance(interval, list) and len(interval) in (0, 2)
            and all(map(_is_number, interval)) and interval == sorted(interval)
            and (value is None or _is_number(value))
            and (not interval or value is None or interval[0] <= value <= interval[1])
            and (n is None or isinstance(n, int) and not isinstance(n, bool) and n >= 0))


def _is_row(row):
    return (isinstance(row, dict) and row.keys() >= {"name", "value", "origin"}
            and row["origin"] in ORIGINS)


def _is_training(entry):
    """("NAME.seedS", seconds)"""
    network, seconds = entry
    return re.fullmatch(r".+\.seed\d+", network) is not None and _is_number(seconds)


def _is_name(name):
    return isinstance(name, str)


def _is_number(number):
    return (isinstance(number, (int, float)) and not isinstance(number, bool)
            and checks.is_finite(number))


def _plain(value):
    """numpy arrays and scalars as lists and numbers.  Arrays keep 7 significant digits."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, np.ndarray):
        return _plain([_short(entry) for entry in value]) if value.ndim else _plain(value.item())
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value.item() if isinstance(value, np.generic) else value


def _short(entry):
    return float(f"{entry:.7g}") if isinstance(entry, np.floating) else entry
