"""Checkpoints: interrupted training ends in the same bits."""
import numpy as np
import pytest
from checkpointed_runs import OPTIMIZERS, Ended, interrupt_after

from scratchadv import checkpoints, training


@pytest.fixture(autouse=True)
def write_after_every_epoch(monkeypatch):
    monkeypatch.setattr(checkpoints, "SECONDS", 0)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("steps", [0, 2, 3, 4, 8, 14])
def test_a_run_interrupted_at_any_step_ends_in_the_same_bits(monkeypatch, tmp_path, optimizer,
                                                             steps):
    with monkeypatch.context() as patch:
        interrupt_after(patch, steps, optimizer)
        with pytest.raises(KeyboardInterrupt):
            Ended(tmp_path / "run", optimizer=optimizer)
    assert Ended(tmp_path / "run", optimizer=optimizer) == Ended(optimizer=optimizer)


@pytest.mark.parametrize("generator", [np.random.PCG64, np.random.PCG64DXSM, np.random.SFC64,
                                       np.random.Philox, np.random.MT19937])
def test_every_bit_generator_goes_on_where_it_stood(tmp_path, generator):
    Ended(tmp_path / "run", epochs=2, generator=generator)
    assert Ended(tmp_path / "run", generator=generator) == Ended(generator=generator)


def test_a_run_without_validation_resumes_too(tmp_path):
    Ended(tmp_path / "run", epochs=2, valid=None)
    assert Ended(tmp_path / "run", valid=None) == Ended(valid=None)


def test_early_stopping_goes_on_counting_and_knows_the_best(monkeypatch, tmp_path):
    def errors(*_, script=[.5, .1, .2, .3, .4, .05]):
        return script[len(open_history.epoch)]

    def record(run, *args, original=training._record):
        nonlocal open_history
        original(run, *args)
        open_history = run.history

    open_history = training.History()
    monkeypatch.setitem(training.MONITORS, "error", errors)
    monkeypatch.setattr(training, "_record", record)
    whole = Ended(epochs=9, patience=3)
    open_history = training.History()
    Ended(tmp_path / "run", epochs=4, patience=3)
    resumed = Ended(tmp_path / "run", epochs=9, patience=3)
    assert whole.history.stopped_early and whole.history.best_epoch == 2
    assert resumed == whole


def test_a_finished_run_returns_at_once(monkeypatch, tmp_path):
    first = Ended(tmp_path / "run")
    written = (tmp_path / "run").stat().st_mtime_ns
    interrupt_after(monkeypatch, 0)
    assert Ended(tmp_path / "run") == first
    assert (tmp_path / "run").stat().st_mtime_ns == written, "it may lie where nobody may write"


def test_more_epochs_later_are_as_good_as_at_once(tmp_path):
    for epochs in (1, 3, 5):
        run = Ended(tmp_path / "run", epochs=epochs)
    assert run == Ended(epochs=5)


def test_a_checkpoint_changes_nothing(tmp_path):
    assert Ended(tmp_path / "run") == Ended()


def test_short_epochs_are_not_each_written_but_the_last_is(monkeypatch, tmp_path):
    monkeypatch.setattr(checkpoints, "SECONDS", 1000)
    written = []
    save = checkpoints.files.save_arrays
    monkeypatch.setattr(checkpoints.files, "save_arrays",
                        lambda *args, **options: (written.append(1), save(*args, **options)))
    whole = Ended(tmp_path / "run")
    assert len(written) == 2, "one before the first epoch, one at the end"
    interrupt_after(monkeypatch, 0)
    assert Ended(tmp_path / "run") == whole


def test_what_a_kill_left_of_a_write_is_cleared_away(tmp_path):
    Ended(tmp_path / "run", epochs=2)
    content = (tmp_path / "run").read_bytes()
    (tmp_path / ".run.abc.part").write_bytes(content[:100])
    (tmp_path / ".other.abc.part").write_bytes(b"not ours")
    assert Ended(tmp_path / "run") == Ended()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.abc.part", "run"]


def test_the_name_of_a_checkpoint_is_no_pattern(tmp_path):
    (tmp_path / ".run1.abc.part").write_bytes(b"not ours")
    (tmp_path / ".run[1].abc.part").write_bytes(b"ours")
    Ended(tmp_path / "run[1]", epochs=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".run1.abc.part", "run[1]"]


def test_a_resumed_run_saves_the_snapshots_that_lie_ahead(monkeypatch, tmp_path):
    whole = Ended(snapshots={3: tmp_path / "whole.npz"})
    with monkeypatch.context() as patch:
        interrupt_after(patch, 7)
        with pytest.raises(KeyboardInterrupt):
            Ended(tmp_path / "run")
    assert Ended(tmp_path / "run", snapshots={3: tmp_path / "resumed.npz"}) == whole
    assert (tmp_path / "whole.npz").read_bytes() == (tmp_path / "resumed.npz").read_bytes()


def test_a_number_of_numpy_may_be_the_target(tmp_path):
    assert Ended(tmp_path / "run", monitor="loss", target=np.float32(0)) == \
        Ended(monitor="loss", target=0.)
