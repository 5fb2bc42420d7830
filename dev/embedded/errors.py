"""The one error of the embedded servers."""


class EmbeddedError(Exception):
    """Something that the person at the keyboard can mend; its text is one line that says how."""
