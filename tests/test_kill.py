"""A run killed by SIGKILL at any moment and started again ends in the same bits.

`python -m tests.test_kill 20` from the project's directory kills twenty times; the test, three.
"""
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from scratchadv import checkpoints, datasets, files, models, objectives, optim, training
from scratchadv.progress import Progress

ROOT = Path(__file__).parents[1]
EPOCHS = 4


def train(path):
    """The paper's network on 2,000 digits, with a checkpoint after every epoch."""
    checkpoints.SECONDS = 0
    x, y = datasets.load_mnist()[0]
    rng = np.random.default_rng(0)
    training.fit(models.maxout_network(rng=rng, init=.05), (x[:2000], y[:2000]), rng=rng,
                 objective=objectives.clean, optimizer=optim.SGD(max_norm=1.9365), epochs=EPOCHS,
                 valid=(x[2000:2500], y[2000:2500]), checkpoint=path,
                 progress=Progress(sys.stdout, seconds=0))


def start(path):
    """A process that trains and has begun its first epoch, or found that it has nothing to do."""
    process = subprocess.Popen([sys.executable, "-m", "tests.test_kill", "train", str(path)],
                               cwd=ROOT, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


def finish(process):
    """Whether the process came to its own end."""
    process.communicate()
    assert process.returncode in (0, -9), "training failed: see its traceback above"
    return process.returncode == 0


def final_bits(path):
    """Parameters, best parameters and velocities as bytes; generator, optimizer, history; no times.
    """
    arrays, meta = files.load_arrays(path, kind="checkpoint")
    del meta["numbers"]["history"]["seconds"]
    return {name: array.tobytes() for name, array in arrays.items()}, meta


def kill_and_resume(folder, kills, rng):
    """Kill so many times; whenever a run comes to its end, compare it and begin another.

    -> kills that really hit a running training, runs compared.
    """
    reference, path = Path(folder) / "reference", Path(folder) / "killed"
    process, began = start(reference), time.monotonic()
    assert finish(process)
    duration, wanted = time.monotonic() - began, final_bits(reference)
    hits = compared = 0
    while True:
        process = start(path)
        if hits < kills:
            time.sleep(rng.uniform(0, .7 * duration))
            process.kill()
        if not finish(process):
            hits += 1
            continue
        assert final_bits(path) == wanted, "resumed training ends in other bits"
        assert not list(Path(folder).glob(".*.part")), "a killed write left its temporary file"
        compared += 1
        if hits == kills:
            return hits, compared
        path.unlink()


def test_training_killed_three_times_ends_in_the_same_bits(tmp_path, rng):
    hits, compared = kill_and_resume(tmp_path, 3, rng)
    assert hits == 3 and compared >= 1


if __name__ == "__main__":
    if sys.argv[1] == "train":
        train(sys.argv[2])
    else:
        with tempfile.TemporaryDirectory() as scratch:
            counts = kill_and_resume(scratch, int(sys.argv[1]), np.random.default_rng())
        print("killed {} times; {} runs, each the same bits as one never killed".format(*counts))
