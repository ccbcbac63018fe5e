"""A grader that names the mistake: how a gradient is wrong says what went wrong.

    J = -mean_n log p_y,    dJ/ds = (p - onehot(y)) / N              [docs/derivations.md]

Assignment 2 is made in a folder of its own, three mistakes are planted in question 2.3, one after
the other, and each is graded as a student's file is: in a process of its own, offline.

Look at: the entries of the student's gradient over those of ours, for the same 5 examples. Right
ones would lie on the grey diagonal. A forgotten mean is a line 5 times as steep, and 5 is the
batch; a flipped sign falls where it should rise; without the label its entries alone are wrong.

Run: python demos/coursework.py [--out FILE.png]
"""
import tempfile
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from scratchadv.coursework import cutting, feedback, grading, making, reference
from scratchadv.coursework.sandbox import Session
from scratchadv.coursework.tasks import assignment
from scratchadv.figures.canvas import BLUE

from picture import picture_path

out = picture_path(__doc__, "coursework.png")

SOFTMAX = assignment(2)
TASK = SOFTMAX.task("2.3")
PART, SOLUTION = TASK.parts[0], cutting.solution(SOFTMAX)
RIGHT = "return grad_s * (grad_J / N)"
MISTAKEN = ("return grad_s * grad_J", "return -grad_s * (grad_J / N)",
            "return np.exp(log_p) * (grad_J / N)")
assert SOLUTION.count(RIGHT) == 1

inputs = PART.cases[0].make(TASK.rng(PART, 0))
ours = reference.run(PART.run, PART.gives, inputs, reference.functions_of(SOFTMAX)).values["grad_s"]
matplotlib.rc("font", size=16)
figure = Figure(figsize=(12, 4.4), layout="constrained")
for axes, line in zip(figure.subplots(1, 3), MISTAKEN):
    with tempfile.TemporaryDirectory() as folder:
        making.make(SOFTMAX, folder)
        source = SOLUTION.replace(RIGHT, line)
        Path(folder, "assignment2.py").write_text(source, encoding="utf-8")
        question, = grading.grade(SOFTMAX, folder, ids=["2.3"])
    print(f"{line}\n{feedback.text(question)}\n")
    with Session("assignment2", source) as session:
        outcome = session.run(PART.run, PART.gives, inputs)
    if outcome.failure:
        raise SystemExit(f"the student's code did not run: {outcome.failure.message}")
    theirs = outcome.values["grad_s"]
    axes.axline((0, 0), slope=1, color="silver", lw=3, label="right answer")
    axes.plot(ours.ravel(), theirs.ravel(), "o", color=BLUE, ms=9)
    axes.set(title=f'"{question.diagnosis.name}"', xlabel="our grad_s")
figure.axes[0].legend(frameon=False)
figure.supylabel("the student's")
figure.savefig(out, dpi=150)
print("picture:", out)
