"""FGSM against the bare matrix products in it, in both arithmetics.  N examples."""
import numpy as np

from scratchadv import attacks, models
from scratchadv.bench import products
from scratchadv.bench.contenders import EPS
from scratchadv.bench.stopwatch import alternate, medians

WANTED = 1.5                                       # times its products, at most
DIRECTIONS = {"exact": np.float64, "float32": np.float32}


def measure(quick=False, progress=None, N=1000):
    """-> {direction: {"fgsm": summary, "products": summary}}, for JSON."""
    rng = np.random.default_rng(0)
    net = models.maxout_network(rng=rng)
    x = (rng.random((N, 784)) * (rng.random((N, 784)) < .2)).astype(np.float32)
    y, found = rng.integers(0, 10, N), {}
    for direction, dtype in DIRECTIONS.items():
        both = {"fgsm": lambda: attacks.fgsm(net, x, y, eps=EPS, direction=direction),
                "products": products.attack(net.astype(dtype), N)}
        found[direction] = medians(alternate(both, seconds=1 if quick else 5, progress=progress))
    return found


def text(found):
    """The table, the slow ones marked."""
    lines = [f"{f'attacks: at most {WANTED} times their products':44}{'whole':>13}{'products':>14}"]
    for direction, times in found.items():
        one, other = times["fgsm"]["ms"], times["products"]["ms"]
        mark = "" if one <= WANTED * other else "   too slow"
        lines.append(f"{f'fgsm, direction {direction!r}':44}{one:10.3f} ms{other:11.3f} ms"
                     f"{one / other:8.2f}{mark}")
    return "\n".join(lines)
