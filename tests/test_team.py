"""The team of threads: every share done once, errors passed on, nothing kept of what is done."""
import gc
import os
import signal
import threading
import time
import weakref

import pytest

from scratchadv.kernels import team as teams


def test_a_team_does_every_share_and_passes_an_error_on():
    team, did = teams.Team(4), []
    for _ in range(20):
        did.clear()
        team.run(did.append)
        assert sorted(did) == [0, 1, 2, 3]
    with pytest.raises(ZeroDivisionError):
        team.run(lambda t: 1 / (t - 2))
    team.run(did.append)
    assert sorted(did) == [0, 0, 1, 1, 2, 2, 3, 3], "it must go on after an error"


def begun_by_a_helper(then):
    """A job whose share 1 a helper takes, at work on `then` when the caller has nothing left."""
    taken = threading.Event()

    def job(t):
        if t == 0:
            assert taken.wait(5)
        else:
            taken.set()
            time.sleep(.05)
            then()
    return job


def test_a_helpers_error_is_raised_where_the_work_was_asked_for():
    with pytest.raises(ZeroDivisionError):
        teams.Team(2).run(begun_by_a_helper(lambda: 1 / 0))


def test_the_caller_waits_for_what_a_helper_has_begun():
    did = []
    teams.Team(2).run(begun_by_a_helper(lambda: did.append(1)))
    assert did == [1]


@pytest.mark.skipif(os.name != "posix", reason="a signal to oneself")
def test_ctrl_c_while_the_caller_waits_counts_when_the_helper_is_through():
    did = []

    def pressed():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(.05)
        did.append(1)
    with pytest.raises(KeyboardInterrupt):
        teams.Team(2).run(begun_by_a_helper(pressed))
    assert did == [1]


def test_what_a_job_held_is_let_go_when_it_is_done():
    class Net:
        """Something large."""
    team, net = teams.Team(2), Net()
    held = weakref.ref(net)
    team.run(begun_by_a_helper(lambda net=net: None))
    del net
    gc.collect()
    assert held() is None


def test_the_caller_does_what_a_helper_comes_too_late_for():
    team, did = teams.Team(3), []
    time.sleep(.2)                                # by now they sleep,
    team._wake = lambda: None                     # and nobody wakes them
    team.run(lambda t: did.append((t, threading.current_thread() is threading.main_thread())))
    assert did == [(0, True), (1, True), (2, True)]


def test_every_share_is_done_once_however_threads_and_calls_come():
    team = teams.Team(4)
    for k in range(300):
        did = []
        team.run(did.append)
        if k % 7 == 0:
            time.sleep(.004)                      # long enough to fall asleep
        assert sorted(did) == [0, 1, 2, 3], k


def test_ctrl_c_before_the_call_leaves_no_share_behind_for_the_next_job(monkeypatch):
    team, did = teams.Team(2), []

    def interrupted(self):
        raise KeyboardInterrupt
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(teams.Team, "_clear_the_callers_core", interrupted)
        team.run(did.append)
    team.run(did.append)
    assert sorted(did) == [0, 1]


def test_the_kernels_of_a_team_are_there_before_its_helpers(monkeypatch):
    """Two threads that load them at once, or Python that ends meanwhile, wait for each other."""
    called = []
    monkeypatch.setattr(teams.threading.Thread, "start", lambda self: called.append("start"))
    for name in ("core", "look"):
        monkeypatch.setattr(teams, name, lambda *args, name=name: called.append(name))
    teams.Team(2)._busy.acquire()                # at the end nobody is to be sent home
    assert called == ["core", "look", "start"]


def test_an_error_of_the_callers_leaves_no_share_behind_for_the_next_job():
    team, did = teams.Team(2), []

    def job(t):
        if t == 0:
            raise KeyboardInterrupt
        did.append(t)
    time.sleep(.2)                                # by now the helper sleeps
    wake, team._wake = team._wake, lambda: None
    with pytest.raises(KeyboardInterrupt):
        team.run(job)
    team._wake = wake
    team._wake()                                  # too late: it finds nothing to do
    time.sleep(.1)
    assert did == []
    team.run(did.append)
    assert sorted(did) == [0, 1]


def test_after_an_error_of_the_callers_a_helper_begins_no_other_share():
    team, taken, did = teams.Team(3), threading.Event(), []
    time.sleep(.2)

    def wake_one():
        if team._asleep[1]:
            team._asleep[1] = False
            team._awake[1].release()
    team._wake = wake_one

    def job(t):
        if t == 0:
            assert taken.wait(5)
            raise KeyboardInterrupt
        did.append(t)
        taken.set()
        time.sleep(.1)
    with pytest.raises(KeyboardInterrupt):
        team.run(job)
    assert did == [1]


def test_a_busy_team_leaves_the_work_to_the_caller():
    team, did = teams.Team(2), []
    team.run(lambda t: team.run(lambda inner: did.append((t, inner))) if t == 0 else None)
    assert did == [(0, 0), (0, 1)]


@pytest.mark.skipif(teams.core() < 0, reason="nobody says here on which core a thread runs")
def test_helpers_may_use_every_core_but_the_callers():
    team, allowed = teams.Team(3), os.sched_getaffinity(0)
    for use in [allowed, *({core} for core in allowed), allowed]:
        os.sched_setaffinity(0, use)
        try:
            team._core = -1                       # as if the caller had been elsewhere
            team.run(lambda t: None)
        finally:
            os.sched_setaffinity(0, allowed)
        for helper in team._helpers:
            assert os.sched_getaffinity(helper.native_id) == (use - {team._core} or use)
