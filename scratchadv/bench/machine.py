"""What the numbers were measured on: processor, versions, thread variables, other work."""
import os

from scratchadv import kernels
from scratchadv.cores import available
from scratchadv.experiments import cpu_model, versions

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS",
             "OMP_WAIT_POLICY", "OPENBLAS_CORETYPE", "SCRATCHADV_KERNELS")


def describe():
    """-> {"cpu", "cores", "versions", "variables", "twins", "load"}, for JSON."""
    return {"cpu": cpu_model(), "cores": available(), "versions": versions(),
            "variables": {name: os.environ.get(name) for name in VARIABLES},
            "twins": kernels.enabled(), "load": load()}


def load():
    """How many programs wanted to run in the last minute, on average; None where unknown."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None


def text(found):
    """The head of the page, with a warning where other work was running."""
    lines = [f"{found['cpu']}, {found['cores']} cores",
             ", ".join(f"{'this package' if name == 'scratchadv' else name} {version}"
                       for name, version in found["versions"].items()),
             ", ".join(f"{name} {value or 'not set'}"
                       for name, value in found["variables"].items())]
    if not found["twins"]:
        lines.append("twins are off (SCRATCHADV_KERNELS=numpy): ours is the definition")
    if found["load"] is not None and found["load"] > found["cores"] / 2:
        lines.append(f"load {found['load']} before we began: other work is running, "
                     "these times are only indicative")
    return "\n".join(lines)
