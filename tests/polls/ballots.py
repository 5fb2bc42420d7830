"""Choosing in tests of polls."""


def keys(poll, *places):
    """The keys of the options at these places."""
    options = list(poll.options.all())
    return [options[place].pk for place in places]
