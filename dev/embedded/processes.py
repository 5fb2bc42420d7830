"""Starting child processes that cannot outlive us and that get no signal meant for the terminal."""

import contextlib
import ctypes
import os
import signal
from pathlib import Path

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def stop_signals_held():
    """Hold back the signals that stop us while a process is forked.

    What their handler raises inside Python's own fork hooks would be swallowed there, and the wish to stop with it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def before_exec(death_signal):
    """Run in a child before its program: an own session, no inherited signal mask, `death_signal` when the parent dies.

    The death signal is asked for here because a change of account clears it; other systems than Linux have none.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    if Path("/proc/self").exists():
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)


def kill_group(pid):
    """Kill what the ended leader `pid` left of its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
