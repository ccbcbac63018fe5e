"""Goodfellow, Shlens and Szegedy, "Explaining and Harnessing Adversarial Examples" (ICLR 2015,
arXiv 1412.6572), executable: every formula one NumPy function, its gradient beside it, its claims
measured by one command.

Reading order, the paper on the left:
  datasets      the digits; 3 against 7
  layers        affine, maxout, RBF, dropout: forward right above backward
  losses        the four losses, and the adversarial logistic loss in closed form      [sec. 5]
  network       layers chained; the gradient with respect to the input
  gradcheck     how we know that the gradients are right
  models        the paper's models by name                                             [sec. 4-7]
  attacks       the fast gradient sign method, and what it is compared with            [sec. 4]
  double_backprop   the gradient in theta of a number made of grad_x                   [sec. 6]
  metrics       error, confidence
  objectives    J, and the adversarial objective J~                                    [sec. 6]
  hidden_perturbation   J~ with the perturbation inside the network                    [sec. 6]
  optim         stochastic gradient descent with momentum and max norm
  fused         the training step of a maxout network, several times faster
  training      the one loop
  evaluation    what is measured on a network
  claims        the paper's numbers, and when we call them reproduced
  experiments   one file for each section or figure
  figures, report, reproduce, commands, cli: from results to pages
  coursework    assignments cut from these files, and a grader that names the mistake
Beside the path: kernels (fast twins of the hot pairs), gradcheck_catalogue, attack_picture, bench,
results, checkpoints, checks, training_doors, divergence, files, memory, cores, second_process,
progress.
docs/paper_map.md leads from each section of the paper to its function and claim.

The modules load when first used: `import scratchadv` alone imports neither numba nor matplotlib.
"""
import importlib

__version__ = "0.1.0"

__all__ = ["datasets", "layers", "losses", "network", "gradcheck", "models", "attacks",
           "double_backprop", "metrics", "objectives", "hidden_perturbation", "optim", "fused",
           "training", "evaluation", "claims", "experiments", "figures", "report", "reproduce",
           "commands", "cli", "kernels", "gradcheck_catalogue", "attack_picture", "bench",
           "results", "checkpoints", "checks", "training_doors", "divergence", "files", "memory",
           "cores", "second_process", "progress", "coursework"]


def __getattr__(name):
    """`scratchadv.models` without an import of its own: the module, loaded now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.{name}")
