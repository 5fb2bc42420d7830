"""What kind of error it was: its class and the place in our code it came from, and nothing that anybody typed."""

import traceback
from pathlib import PurePath

from django.conf import settings

LONGEST = 200
# Code of others, wherever it was installed.
FOREIGN = {"site-packages", ".venv"}


def error_fingerprint(error):
    """The class of an exception and the innermost place of ours that it went through; never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _name_of(frame.filename)]
    place = f" · {_name_of(ours[-1].filename)}:{ours[-1].lineno} {ours[-1].name}" if ours else ""
    return f"{type(error).__name__}{place}"[:LONGEST]


def _name_of(path):
    """The path of a file inside the project; "" for everybody else's."""
    path = PurePath(path)
    if not path.is_relative_to(settings.BASE_DIR) or FOREIGN & set(path.parts):
        return ""
    return str(path.relative_to(settings.BASE_DIR))
