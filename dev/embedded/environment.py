"""Variables of the environment for the length of a block."""

import os
from contextlib import contextmanager


@contextmanager
def environment(values):
    """Set those of `values` that are unset or empty, for us and our children; take them away again at the end."""
    added = {name: value for name, value in values.items() if not os.environ.get(name)}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
