"""Section 6: adversarial training with the perturbation inside the network."""
import numpy as np

from scratchadv.evaluation import error_rate
from scratchadv.hidden_perturbation import activations

NETWORKS = {                                     # subject in the claim -> recipe, what is perturbed
    "maxout.input": ("hidden_input", "maxout, input"),
    "first": ("hidden_first", "maxout, first hidden"),
    "final": ("hidden_final_too", "maxout, first and final"),
    "rotation": ("hidden_rotated", "maxout, first rotated"),
    "saturating.input": ("hidden_sigmoid_input", "sigmoid, input"),
    "saturating.hidden": ("hidden_sigmoid_first", "sigmoid, first hidden"),
}
ERRORS = {"train_error": "train_error", "clean_error": "clean_error",
          "fgsm_error": "error.float32"}


def hidden(lab):
    """s6.hidden: what perturbed hidden layers do to activations and errors."""
    measured, data = {}, {"models": [label for _, label in NETWORKS.values()],
                          "first_size": [], "final_size": []}
    for subject, (name, _) in NETWORKS.items():
        measured |= {f"{subject}.{key}": value for key, value in lab.evaluation(name).items()}
        measured[f"{subject}.train_error"] = _train_error(lab, name)
        _, first, final = map(root_mean_square, activations(lab.network(name), lab.test.x))
        data["first_size"].append(first)
        data["final_size"].append(final)
    sizes = dict(zip(NETWORKS, data["first_size"]))
    measured["maxout.growth"] = sizes["first"] / sizes["maxout.input"]
    for column, key in ERRORS.items():
        data[column] = [measured[f"{subject}.{key}"]["value"] for subject in NETWORKS]
    return measured, data


def root_mean_square(h):
    """Over examples and units.  h: (N, M) -> number"""
    return float(np.sqrt(np.mean(np.square(h, dtype=np.float64))))


def _train_error(lab, name):
    """The error on the digits that the network was trained on, as they are."""
    return error_rate(lab.network(name), *lab.trained_on(name))
