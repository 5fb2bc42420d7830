"""From when until when each version of a document is in force: worked out in one place, from the dates alone."""


def spans(versions):
    """Each announced version of one document with its beginning and its end (None: open), by their dates.

    What took effect ends the one before, and does so for good: stopping it brings no old text back.
    """
    ordered = sorted(versions, key=lambda version: version.effective_at)
    for version, following in zip(ordered, [*ordered[1:], None], strict=True):
        ends = (version.ends_at, version.stopped_at, following and following.effective_at)
        yield version, version.effective_at, min((end for end in ends if end), default=None)


def stretches(versions):
    """The times in which one document is in force without a break: (beginning, end) pairs, the end None while open."""
    found = []
    for _version, start, end in spans(versions):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def first_gap(versions, *, since):
    """The first moment from `since` on at which no version is in force; None when there is none."""
    for start, end in stretches(versions):
        if start <= since and (end is None or end > since):
            return end
    return since
