"""Mistakes of assignment 2: softmax, its gradient, and the attack on it."""
import numpy as np

from scratchadv.coursework.diagnosis import mistake
from scratchadv.losses.softmax import softmax


@mistake("softmax over the examples",
         "Each column of your {name} is normalised where each row should be: one row is one "
         "example.", tasks=("2.1",))
def softmax_over_examples(e):
    p = softmax(e.inputs["s"].T).T
    return np.log(p) if e.name == "log_p" else p


@mistake("one-hot forgotten",
         "Your {name} is the probabilities over N: what does the label change?", tasks=("2.3",))
def onehot_forgotten(e):
    return e.inputs["grad_J"] * softmax(e.inputs["s"]) / e.N


@mistake("labels one off", "Your {name} is right for other labels, each {step:+d}: do the classes "
                           "count from 0?", tasks=("2.2", "2.3", "2.4", "2.5"))
def labels_one_off(e):
    C = e.inputs["s"].shape[1] if "s" in e.inputs else len(e.inputs["b"])
    for step in (-1, 1):
        yield e.rerun(y=(e.inputs["y"] + step) % C), {"step": step}


@mistake("away from the target",
         "With a target your {name} moves away from it: should the loss of a target rise or fall?",
         tasks=("2.7",))
def away_from_target(e):
    return e.given(e.part.run.replace(", targeted=True", ""))
