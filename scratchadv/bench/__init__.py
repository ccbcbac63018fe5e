"""`scratchadv bench`: how fast, beside whom, on what.  Steps and twins are validated before
anything is timed.

    stopwatch      contenders in turn, medians
    contenders     ours, the NumPy definition; peers, the pages of tests/peers; products, bare
    validation     each contender against the definition
    steps          the main table          attack_products, twins   kernels that earn their place
    growth         with fitted exponents   startup, memory, environments   in a Python of their own
    pictures       the figures
Each section has measure(quick, progress) -> numbers for JSON, and text(numbers).
"""
import json
import sys

from scratchadv import files
from scratchadv.bench import (
    attack_products, environments, growth, machine, memory, pictures, startup, steps, twins,
)
from scratchadv.progress import Progress

SECTIONS = {"twins": twins, "attacks": attack_products, "steps": steps, "growth": growth,
            "startup": startup, "memory": memory, "environments": environments}
DEFAULT = ("twins", "attacks", "steps")


def run(out, *, only=None, quick=False, stream=None):
    """Measure sections, print each as it is done, write OUT/bench.json and figures.  -> numbers

    out: a Path.  only: names out of SECTIONS, or "all"; None: DEFAULT.
    ValueError: another name, a file for a folder.  ArithmeticError names a contender that is not
    the definition's equal.
    """
    names = select(only)
    stream, progress = stream or sys.stdout, Progress(sys.stderr)
    files.check_folder(out, "--out")
    out.mkdir(parents=True, exist_ok=True)
    found = {"quick": quick, "machine": machine.describe(), "sections": {}}
    stream.write(machine.text(found["machine"]) + "\n")
    for name in names:
        try:
            numbers = SECTIONS[name].measure(quick, progress)
        finally:
            progress.close()
        found["sections"][name] = numbers
        stream.write("\n" + SECTIONS[name].text(numbers) + "\n")
        stream.flush()
        files.write_atomically(out / "bench.json", (json.dumps(found, indent=1) + "\n").encode())
    written = [out / "bench.json", *pictures.write(found["sections"], out)]
    stream.write("\n" + "\n".join(map(str, written)) + "\n")
    return found


def page(found):
    """All that `run` prints of its numbers, found as in bench.json.  -> text"""
    return "\n\n".join([machine.text(found["machine"]), *(
        SECTIONS[name].text(numbers) for name, numbers in found["sections"].items())])


def select(only):
    """-> names of sections, each once."""
    names = list(dict.fromkeys(only or DEFAULT))
    for name in names:
        if name not in (*SECTIONS, "all"):
            raise ValueError(f"SECTION must be one of {', '.join(SECTIONS)} or all, got {name!r}")
    return list(SECTIONS) if "all" in names else names
