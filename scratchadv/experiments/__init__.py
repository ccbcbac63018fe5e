"""One function a claim, experiment(lab) -> measured, data; and how a job is run.

A job is one claim at one seed. The claims stand in the order of the run: what needs no long
training comes first, so that figures appear at once.
"""
import importlib.metadata
import platform
import time
from pathlib import Path

import numpy as np

from scratchadv import __version__
from scratchadv.claims import CLAIMS
from scratchadv.cores import available
from scratchadv.experiments import (
    appendix, section3, section4, section5, section6, section6_hidden, section6_perturbed,
    section7_8, section8,
)
from scratchadv.experiments.recipes import HALF, VALIDATION
from scratchadv.files import locked
from scratchadv.progress import time_text
from scratchadv.results import Result, read_result, result_path, write_result

EXPERIMENTS = {
    "s3.growth": section3.growth,
    "s3.dimension": section3.dimension,
    "fig2.logistic": section5.logistic,
    "s5.loss": section5.loss,
    "s4.softmax": section4.softmax,
    "s5.vs_l1": section5.vs_l1,
    "s7.rbf": section7_8.rbf,
    "s7.deep": section7_8.deep,
    "s4.maxout": section4.maxout,
    "s4.rotation": section4.rotation,
    "fig4.trace": section7_8.trace,
    "s6.noise.dot": section6.noise_dot,
    "s6.240": section6.units_240,
    "s6.exact_probe": section6.exact_probe,
    "s6.1600.plain": section6.plain_1600,
    "s6.1600.adv": section6.adversarial_1600,
    "s6.robust": section6.robust,
    "s6.transfer": section6.transfer,
    "s6.confidence": section6.confidence,
    "s6.objective": section6.objective,
    "fig3.filters": section6.filters,
    "s6.trainset": section6.trainset,
    "s6.capacity": section6.capacity,
    "s6.differentiable": section6_perturbed.differentiable,
    "s6.hidden": section6_hidden.hidden,
    "s4.precision": section4.precision,
    "s4.eps_curves": section4.eps_curves,
    "s8.maxout_wrong": section8.maxout_wrong,
    "s8.both_wrong": section8.both_wrong,
    "s8.directions": section8.directions,
    "s8.linear": section8.linear,
    "sA.maxout_softmax": appendix.maxout_softmax,
    "sA.softmax": appendix.softmax,
    "sA.rbf": appendix.rbf,
    "sA.skew": appendix.skew,
    "sA.fooling_mnist": appendix.fooling,
    "s5.l1_maxout": section5.l1_maxout,
    "sA.trained": appendix.trained,
    "s6.noise.sign": section6.trained_on_sign_noise,
    "s6.noise.uniform": section6.trained_on_uniform_noise,
    "sA.maxout_sigmoid": appendix.maxout_sigmoid,
    "s9.ensemble": section8.ensemble,
}

LONG = ("s6.exact_probe", "s6.1600.plain", "s6.1600.adv")
NOT_AT = {"laptop": LONG}                        # claims that a profile leaves to others
IMAGES = {"s8.linear": 2 * HALF + VALIDATION}    # the fewest for training: it compares two halves


def run_job(id, lab):
    """Run one experiment at the lab's seed and write its result.  -> path of the JSON file"""
    lab.forget_used()
    began, trained = time.monotonic(), lab.seconds_in_training()
    measured, data = EXPERIMENTS[id](lab)
    hyperparameters = [row for name in lab.used for row in lab.recipes[name].hyperparameters(name)]
    result = Result(id=id, profile=lab.profile, seed=lab.seed, dataset=lab.data_name,
                    data=data, hyperparameters=hyperparameters,
                    measured={key: _entry(value) for key, value in measured.items()},
                    networks=lab.keys_used(), training=lab.training_seconds(),
                    seconds=round(time.monotonic() - began
                                  - (lab.seconds_in_training() - trained), 2),
                    versions=versions(), cpu=cpu_model(), cores=available())
    return write_result(lab.out, result)


def run_once(id, lab):
    """Run this job unless it is done, alone: who comes meanwhile waits, and finds it done."""
    if done(id, lab):
        return
    path = result_path(lab.out, id, lab.seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path.with_suffix(".lock"), waiting=lambda seconds: lab.progress.update(
            f"another process measures it, waiting {time_text(seconds)}")):
        if path.exists() and not _belongs(read_result(path), lab):
            raise ValueError(f"{path} must be of profile {lab.profile} and data set "
                             f"{lab.data_name}, got that of another run, begun meanwhile; choose "
                             "another output folder")
        if not done(id, lab):
            run_job(id, lab)


def done(id, lab):
    """Whether OUT holds this job's result, every key of it, from these networks and our version."""
    path = result_path(lab.out, id, lab.seed)
    if not path.exists():
        return False
    result = read_result(path)
    return (_belongs(result, lab) and result.versions.get("scratchadv") == __version__
            and lab.known_keys.issuperset(result.networks)
            and result.measured.keys() >= set(CLAIMS[id].keys()))


def _belongs(result, lab):
    return (result.profile, result.dataset) == (lab.profile, lab.data_name)


def _entry(value):
    """A number of one measurement as {"value", "n", "interval"}; a rate has them already."""
    if isinstance(value, dict):
        return value
    return {"value": None if value is None else float(value), "n": None, "interval": None}


def versions():
    """Versions of what computes and draws: Python, ours, numpy and its BLAS, the other packages."""
    found = {"python": platform.python_version(), "scratchadv": __version__}
    found.update({name: importlib.metadata.version(name)
                  for name in ("numpy", "scipy", "numba", "matplotlib")})
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {**found, "blas": f"{blas['name']} {blas.get('version', '')}".strip()}


def cpu_model():
    """The processor's name as the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
