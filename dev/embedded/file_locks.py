"""File locks that the kernel takes back from a process however it ends."""

import fcntl
import os
from contextlib import contextmanager


def open_lock(path):
    """Open the lock file `path`, making it when needed; reading is enough, so that a file of root serves everybody."""
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)


def try_lock(handle, kind):
    """Take the lock if that is possible without waiting; `kind` is fcntl.LOCK_SH or fcntl.LOCK_EX."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path):
    """Whether anybody holds the lock file `path` exclusively."""
    handle = open_lock(path)
    try:
        return not try_lock(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


@contextmanager
def exclusive(path):
    """Hold the lock file `path` alone, waiting for it as long as needed."""
    handle = open_lock(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)
