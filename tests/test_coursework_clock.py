"""The clock of the points for speed: it runs while the submission's program does, and no longer."""
import time

import numpy as np
import pytest

from scratchadv.coursework import grading
from scratchadv.coursework.checks import fast
from scratchadv.coursework.outcome import Outcome
from scratchadv.coursework.sandbox import Session
from scratchadv.coursework.tasks import Part, public

LARGE = np.zeros((2000, 2000))                   # 32 MB: to copy and compare it takes a while


def test_what_we_do_around_a_program_is_not_its_time():
    shares = []
    with Session("mine") as session:
        session.load()
        for _ in range(5):
            start = time.perf_counter()
            spent = session.run("z = x", ("z",), {"x": LARGE}).seconds
            shares.append(spent / (time.perf_counter() - start))
    assert min(shares) < .1, "inputs are copied before the clock starts, values sent after it stops"


def test_what_a_program_does_is_its_time():
    with Session("mine", "import time\n") as session:
        assert session.run("time.sleep(.2)", (), {}).seconds >= .2
        failed = session.run("time.sleep(.2)\nnothing", (), {})
    assert failed.failure.type == "NameError" and failed.seconds >= .2


def test_the_limit_of_a_request_holds_for_all_that_is_done_around_the_program():
    with Session("mine") as session:
        session.load()
        assert session.run("", (), {"x": LARGE}, seconds=.02).failure.kind == "time"


# -- a submission cannot say itself when the clock starts and stops

TO_THE_PIPE = """
import json, os, struct, time

def say(tree):
    text = json.dumps(tree).encode()
    for number in range(3, 30):
        try:
            os.write(number, struct.pack(">4sII", b"\\xadadv", len(text), 0) + text)
        except OSError:
            pass

def f():
    EARLY
    time.sleep(.2)
    LATE
    return 1
"""
READY, DONE = ('say({"dict": {"%s": True}})' % sign for sign in ("ready", "done"))
REPLY = ('say({"dict": {"values": {"dict": {"z": 1}}, "modified": {"list": []}, '
         '"replaced": {"list": []}, "printed": "", "error": None}}); os._exit(0)')


@pytest.mark.parametrize("early, late", [
    ("", READY), (DONE, ""), (DONE, REPLY), ("", REPLY),
], ids=["ready late", "done early", "done early and a reply", "a reply"])
def test_a_submission_that_writes_to_the_pipe_gains_no_time(early, late):
    source = TO_THE_PIPE.replace("EARLY", early or "pass").replace("LATE", late or "pass")
    with Session("mine", source) as session:
        done = session.run("z = f()", ("z",), {})
    assert done.failure and done.failure.kind == "garbled" or done.seconds >= .2


# -- tries

class Measured:
    """Stands for a Session: each run takes the next of these seconds."""

    def __init__(self, *seconds):
        self.seconds = iter(seconds)

    def run(self, *_, **__):
        return Outcome({"z": 1}, seconds=next(self.seconds))


@pytest.mark.parametrize("seconds, passes, pauses", [
    ((0, 9, 9), True, 0), ((9, 0, 9), True, 1), ((9, 9, 0), True, 2), ((9, 9, 9, 0), False, 2)])
def test_what_was_too_slow_is_tried_again_after_a_pause(seconds, passes, pauses, monkeypatch):
    slept = []
    monkeypatch.setattr(grading.time, "sleep", slept.append)
    part = Part("speed", 1, "z = 1", ("z",), (public("", dict),), fast(), tries=3)
    sentence, *_ = grading._try(part, {}, Measured(*seconds), {}, part.tries)
    assert (sentence is None) == passes and slept == [grading.PAUSE] * pauses
