"""Section 6: training through differentiable perturbations, beside training on FGSM."""
import functools

import numpy as np

from scratchadv.attacks import fgsm, rotate_towards_gradient, scaled_gradient

NETWORKS = {                                     # subject in the claim -> recipe, what it trains on
    "naive": ("beside_clean", "clean digits"),
    "adversarial": ("beside_fgsm", "FGSM"),
    "rotation": ("rotation_trained", "rotations"),
    "scaled": ("scaled_trained", "scaled gradients"),
}
ERRORS = {"clean_error": "clean_error", "fgsm_error": "error.float32",
          "exact_error": "error.exact", "pgd_error": "error.pgd20"}


def differentiable(lab):
    """s6.differentiable: trained on rotations and on scaled gradients, the gradient let through."""
    measured, data = {}, {"models": [label for _, label in NETWORKS.values()]}
    for subject, (name, _) in NETWORKS.items():
        measured |= {f"{subject}.{key}": value for key, value in lab.evaluation(name).items()}
        measured[f"{subject}.error.pgd20"] = lab.pgd(name)
    for column, key in ERRORS.items():
        data[column] = [measured[f"{subject}.{key}"]["value"] for subject in NETWORKS]
    return measured, data | lengths(lab)


def lengths(lab):
    """How long each perturbation is, on the network trained on clean digits and on its own.

    -> {"perturbations": labels, "length_naive", "length_own": mean l2 norms over the test digits}
    """
    x, y = lab.test
    data = {"perturbations": [], "length_naive": [], "length_own": []}
    for subject, attack in (("adversarial", fgsm), ("rotation", rotate_towards_gradient),
                            ("scaled", scaled_gradient)):
        name, label = NETWORKS[subject]
        size = {key: value for key, value in lab.recipes[name].options.items()
                if key in ("eps", "angle")}
        attack = functools.partial(attack, **size)
        data["perturbations"].append(label)
        for column, net in (("length_naive", lab.network("beside_clean")),
                            ("length_own", lab.network(name))):
            eta = attack(net, x, y) - x
            data[column].append(float(np.linalg.norm(eta, axis=1).mean()))
    return data
