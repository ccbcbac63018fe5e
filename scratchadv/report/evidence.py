"""Which of the paper's conclusions from FGSM survive the exact sign: the table of precision.md.

A conclusion is a difference between two of the paper's numbers. It survives where, by the exact
sign, the same difference is at least half as large; a conclusion that something does not help,
where it helps by little. "Exact alone": in single precision it does not hold.
"""
from typing import NamedTuple

import numpy as np

from scratchadv.claims import CLAIMS

SMALL = 10.0                                     # points: what is gained and yet does not help


class Conclusion(NamedTuple):
    """`more` less `less`, each (claim, key without its arithmetic).  small: it is to be small.

    reading: what stands before the keys of another reading of the same two numbers.
    """

    text: str
    more: tuple[str, str]
    less: tuple[str, str]
    small: bool = False
    reading: str = ""

    def paper(self):
        """The difference between the paper's two numbers, in points."""
        more, less = (next(quantity.paper for quantity in CLAIMS[id].quantities
                           if quantity.key == f"{key}.float32") for id, key in self[1:3])
        return more - less

    def measured(self, results, arithmetic):
        """The same of ours, in points, paired over the seeds that both have; None without any."""
        more, less = ({run.seed: run.measured[f"{self.reading}{key}.{arithmetic}"]["value"]
                       for run in results.get(id, [])} for id, key in self[1:3])
        seeds = more.keys() & less.keys()
        return 100 * float(np.mean([more[s] - less[s] for s in seeds])) if seeds else None

    def holds(self, difference):
        """Whether a difference, in points, says what the paper concludes."""
        return difference <= SMALL if self.small else difference >= self.paper() / 2


CONCLUSIONS = (
    Conclusion("softmax regression is fooled more often than maxout",
               ("s4.softmax", "error"), ("s4.maxout", "error")),
    Conclusion("an ensemble is fooled less often by an attack on one member than on the whole",
               ("s9.ensemble", "whole.error"), ("s9.ensemble", "member.error")),
    Conclusion("the same, if it averaged scores",
               ("s9.ensemble", "whole.error"), ("s9.ensemble", "member.error"), reading="scores."),
    Conclusion("training on random signs does not help: naive less trained",
               ("s4.maxout", "error"), ("s6.noise.sign", "error"), small=True),
    Conclusion("training on uniform noise does not help: naive less trained",
               ("s4.maxout", "error"), ("s6.noise.uniform", "error"), small=True),
    Conclusion("adversarial training lowers the FGSM error",
               ("s6.robust", "naive.error"), ("s6.robust", "adversarial.error")),
    Conclusion("examples move from the trained network to the naive one more often than back",
               ("s6.transfer", "new_to_old.error"), ("s6.transfer", "old_to_new.error")),
    Conclusion("where both err, softmax names maxout's class more often than RBF does",
               ("s8.both_wrong", "softmax.agreement"), ("s8.both_wrong", "rbf.agreement")),
    Conclusion("of all of maxout's mistakes, softmax names the class more often than RBF does",
               ("s8.maxout_wrong", "softmax.agreement"), ("s8.maxout_wrong", "rbf.agreement")))


def evidence_table(results):
    """Markdown.  results: {id: [Result by seed]}."""
    lines = ["| the paper concludes | paper | single precision | exact sign | survives |",
             "|---|---|---|---|---|"]
    for each in CONCLUSIONS:
        found = [each.measured(results, arithmetic) for arithmetic in ("float32", "exact")]
        cells = ("not run | not run | " if None in found else
                 " | ".join([*(f"{round(difference, 1) + 0.:+.1f}" for difference in found),
                             _survives(each, *found)]))
        lines.append(f"| {each.text} | {each.paper():+.1f} | {cells} |")
    return "\n".join(lines) + "\n\nDifferences in points.\n"


def _survives(each, single, exact):
    if not each.holds(single):
        return "exact alone" if each.holds(exact) else "not met in single precision either"
    return "yes" if each.holds(exact) else "**no**"
