"""`scratchadv coursework make`: handout, student file, a slice of the data, run script."""
import functools
import io
import json
import site
import sys
from pathlib import Path

import numpy as np

from scratchadv import datasets, files
from scratchadv.coursework import cutting

HANDOUTS = (Path(__file__).parents[2] / "docs" / "coursework",          # in a clone
            *(Path(base) / "share" / "scratchadv" / "coursework"         # installed, or with --user
              for base in (sys.prefix, site.getuserbase())))
EACH = 20                                        # digits of every class, training and test
RUN = '''"""python run.py    grades the assignment;    python run.py {first}    one question."""
import sys
from pathlib import Path

try:
    from scratchadv.cli import main
except ModuleNotFoundError:
    sys.exit("scratchadv is not installed for this Python: ask your instructor which one to use")

words = [word for word in sys.argv[1:] if word not in ("-q", "--question")]
if any(word.startswith("-") for word in words):
    print(__doc__)
    sys.exit(words not in (["-h"], ["--help"]))
here = Path(__file__).parent
points = here / "points.json"                    # your instructor's, where there are any
options = ["--points", str(points)] if points.is_file() else []
questions = [word for question in words for word in ("-q", question)]
sys.exit(main(["coursework", "grade", "{number}", str(here), *options, *questions]))
'''


def make(assignment, folder, points=None, *, overwrite=()):
    """Write what a student starts from.  -> {name: "written", "kept" or "overwritten"}

    A file that is there already is kept, unless its name is in `overwrite`.
    points: where the assignment's are not ours, {question: {part: points}}, laid beside.
    ValueError where a file is in the folder's place.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ValueError(f"DIR must be a folder, or a place for one, got {folder}, where a file "
                         "is in the way") from None
    done = {}
    for name, content in contents(assignment, points).items():
        path = folder / name
        there = path.exists()
        if there and name not in overwrite:
            done[name] = "kept"
            continue
        files.write_atomically(path, content())
        done[name] = "overwritten" if there else "written"
    return done


def contents(assignment, points=None):
    """{file name: function -> its bytes}"""
    run = RUN.format(number=assignment.number, first=assignment.tasks[0].id)
    table = {"points.json": lambda: json.dumps(points, indent=1).encode()} if points else {}
    return {
        f"{assignment.name}.md": lambda: handout(assignment).encode(),
        f"{assignment.name}.py": lambda: cutting.skeleton(assignment).encode(),
        "digits.npz": digits,
        "run.py": run.encode,
        **table,
    }


def handout(assignment):
    """The handout of docs/coursework; where there is none, the table of questions."""
    for folder in HANDOUTS:
        path = folder / f"{assignment.name}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    rows = [f"| {task.id} | {task.title} | {part.name} | {part.points} |"
            for task in assignment.tasks for part in task.parts]
    return "\n".join([f"# Assignment {assignment.number}: {assignment.title}", "",
                      "The handout was not installed with the package; docs/coursework of its "
                      "source has it.", "",
                      "| question | | part | points |", "|---|---|---|---|", *rows, ""])


@functools.cache
def digits():
    """A few digits of each class as .npz: x_train, y_train, x_test, y_test."""
    arrays = {}
    for split, name in zip(datasets.load_mnist(), ("train", "test")):
        rows = np.sort(np.concatenate([np.flatnonzero(split.y == c)[:EACH] for c in range(10)]))
        arrays |= {f"x_{name}": split.x[rows], f"y_{name}": split.y[rows]}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()
