"""Threads that share out a batch, each in compiled code without Python's lock.

A helper waits for work in two ways: for about two milliseconds it looks for a new ticket, in
compiled code and giving its core away at each look; then it sleeps on a lock. A lock alone wakes it
too late. The threads of the BLAS look for work a hundred milliseconds long and give nothing away
(OpenBLAS #3187): whatever uses this team should not call the BLAS in between.

Linux may wake a helper on the caller's core, or move the caller to a helper's: as both are ready to
run at every moment, it can leave them there for seconds, with the other core idle. So the caller
forbids the core that it is on to the helpers, and does so again when it finds itself on another.

Tickets and shares are written and taken under Python's lock, which orders memory for all sides.
"""
import atexit
import contextlib
import functools
import os
import sys
import threading

import numba
import numpy as np

from scratchadv.cores import cores
from scratchadv.kernels.jit import jit

LOOKS = 5000                                      # about two milliseconds
LINE = 16                                         # int64 a ticket: two share no cache line
FEWEST = 10                                       # rows that are worth a helper's while


def team():
    """The team of this process: of as many threads as there are cores, until use_threads."""
    if _team is None:
        use_threads(cores())
    return _team


def use_threads(T):
    """Have a team of so many from now on.  Not for the middle of a training."""
    global _team
    _team = _team_of(T)


_team = None


@functools.cache
def _team_of(T):
    return Team(T)


def _forget():
    global _team
    _team = None
    _team_of.cache_clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)              # a child has none of our threads


def share_out(N, block, job):
    """job(first, end) for the rows 0 to N - 1, max(block, FEWEST) at most at a time, by all."""
    T = team().T
    rounds = -(-N // (T * block))
    block = max(FEWEST, -(-N // (T * rounds)) if N else 0)       # as equal as may be

    def share(t):
        for first in range(t * block, N, block * T):
            job(first, min(first + block, N))
    if N <= block:
        job(0, N)
    else:
        team().run(share)


class Team:
    """T - 1 helpers and the caller: run(job) calls job(t) for t = 0 ... T - 1, waits for all.

    Whoever is free takes the next share: where other programs have the cores, a helper may come too
    late for its own, and the caller does it then. Which thread did which changes no bit.
    """

    def __init__(self, T):
        self.T, self._work, self._error, self._core, self._over = T, None, None, -1, False
        self._busy = threading.Lock()
        self._tickets = np.zeros((T, LINE), np.int64)        # [0]: the last job; [h]: -1 while busy
        self._awake = [threading.Lock() for _ in range(T)]
        self._asleep, self._helpers = [False] * T, []
        core(), look(self._tickets, 0, 0, LOOKS)  # compiled or loaded now, and by one thread
        for h in range(1, T):
            self._awake[h].acquire()
            self._helpers.append(threading.Thread(target=self._help, args=(h,), daemon=True))
            self._helpers[-1].start()
        atexit.register(self._send_home)          # nobody is in compiled code when Python goes

    def run(self, job):
        """While busy, or with one thread, the caller does all, and an error is raised at once. Else
        it is raised when all are through; after one of the caller's own, what nobody took is not
        done."""
        if self.T == 1 or not self._busy.acquire(blocking=False):
            for t in range(self.T):
                job(t)
            return
        try:
            left, self._error = list(range(self.T - 1, 0, -1)), None
            self._work = job, left
            try:
                self._clear_the_callers_core()
                self._call()
                job(0)
                while (t := _taken(left)) is not None:
                    job(t)
            finally:
                self._wake()                      # again: Ctrl-C may have come amid the call
                self._wait(left)
            if self._error is not None:
                raise self._error
        finally:
            self._work, self._error = (None, []), None       # nothing keeps a net alive
            self._busy.release()

    def _call(self):
        self._tickets[0, 0] += 1
        self._wake()

    def _clear_the_callers_core(self):
        """If the caller has moved: its new core is forbidden to the helpers if there are others.

        A system that does not allow that costs speed alone.
        """
        if (here := core()) != self._core:
            self._core, allowed = here, os.sched_getaffinity(0)
            with contextlib.suppress(OSError):
                for helper in self._helpers:
                    os.sched_setaffinity(helper.native_id, allowed - {here} or allowed)

    def _wake(self):
        for h in range(1, self.T):
            if self._asleep[h]:
                self._asleep[h] = False
                self._awake[h].release()

    def _send_home(self):
        if self._busy.acquire(timeout=1):
            self._over = True
            self._call()

    def _wait(self, left):
        """For the helpers; what nobody has taken by now (an error, Ctrl-C) is dropped.  Ctrl-C
        meanwhile counts when they are through."""
        interrupt = None
        left.clear()
        for h in range(1, self.T):
            while self._tickets[h, 0] < 0:
                try:
                    look(self._tickets, h, 0, LOOKS)
                except KeyboardInterrupt as pressed:
                    interrupt = pressed
        if interrupt is not None:
            raise interrupt

    def _help(self, h):
        ticket = 1
        while True:
            while not look(self._tickets, 0, ticket, LOOKS):
                self._asleep[h] = True
                if self._tickets[0, 0] < ticket:
                    self._awake[h].acquire()
                elif self._asleep[h]:             # the call came before we slept, and missed us
                    self._asleep[h] = False
                else:
                    self._awake[h].acquire()      # it came in between: take its key
            if self._over:
                return
            ticket = int(self._tickets[0, 0]) + 1             # perhaps we missed some
            self._tickets[h, 0] = -1              # before we take a share: the caller waits for us
            job, left = self._work
            while (t := _taken(left)) is not None:
                try:
                    job(t)
                except BaseException as error:    # raised again where the work was asked for
                    self._error = error
            job = left = None                     # what they hold may be large
            self._tickets[h, 0] = 0


def _taken(left):
    """The next share of the list, now the caller's; None where none is left.  One step of Python:
    no two threads get the same."""
    try:
        return left.pop()
    except IndexError:
        return None


if os.name == "posix" and not numba.config.DISABLE_JIT:
    _give_way = numba.types.ExternalFunction("sched_yield", numba.types.int32())
else:
    @jit
    def _give_way():
        return 0


if sys.platform == "linux" and not numba.config.DISABLE_JIT:
    _core = numba.types.ExternalFunction("sched_getcpu", numba.types.int32())
else:
    @jit
    def _core():
        return -1


@jit
def core():
    """The number of the core that runs us, or -1 where nobody says."""
    return _core()


@jit
def look(tickets, i, ticket, looks):
    """Whether ticket i has come to `ticket` within so many looks."""
    for _ in range(looks):
        if tickets[i, 0] >= ticket:
            return True
        _give_way()
    return False
