"""Progress of long commands: a bar where a person watches, a line now and then in a log."""

import sys

from tqdm import tqdm

REDRAW_SECONDS, LOG_SECONDS = 0.1, 30


def progress(label: str, total: int | None = None) -> tqdm:
    """A bar of `total` steps on standard error; `update(steps)` counts, `n` is how many, `with` ends it."""
    is_watched = sys.stderr.isatty()
    seconds = REDRAW_SECONDS if is_watched else LOG_SECONDS
    form = None if is_watched else "{desc}: {n_fmt}/{total_fmt}\n"
    return tqdm(desc=label, total=total, unit="건", mininterval=seconds, maxinterval=seconds, bar_format=form)
