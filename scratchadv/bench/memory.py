"""The memory that training takes, in a new Python, with its digits and its best epoch kept."""
from scratchadv.bench import child
from scratchadv.bench.steps import SIZES


def measure(quick=False, progress=None):
    """-> {units: the most megabytes that were resident, or None}, for JSON."""
    found = {}
    for units in SIZES[:1] if quick else SIZES:
        if progress:
            progress.update(f"memory, 2 x {units} x 5")
        found[units] = child.run("memory", units)["MB"]
    return found


def text(found):
    """One line a size."""
    return "\n".join(f"adversarial training of 2 x {units} x 5: "
                     + ("this system does not tell" if megabytes is None
                        else f"{megabytes:.0f} MB resident at most")
                     for units, megabytes in found.items())
