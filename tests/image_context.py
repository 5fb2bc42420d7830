"""What `COPY . .` copies: `.dockerignore` as Docker reads it (Go's filepath.Match with `**`, the last match wins)."""

import os
import re


class Context:
    """The patterns of a `.dockerignore`."""

    def __init__(self, text):
        lines = (line.strip() for line in text.splitlines())
        self.patterns = [self._pattern(line) for line in lines if line and not line.startswith("#")]

    @staticmethod
    def _pattern(line):
        """Whether a line lets in again, what it matches, and the folders it can lie in."""
        lets_in, path = line.startswith("!"), line.removeprefix("!").strip()
        path = os.path.normpath(path).lstrip("/")
        return lets_in, re.compile(_expression(path)), path

    def leaves_out(self, path):
        """Whether the file or folder at `path`, relative and with `/`, stays out."""
        parts, out = path.split("/"), False
        # A folder's pattern goes for everything inside it.
        ways = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
        for lets_in, expression, _ in self.patterns:
            if any(expression.fullmatch(way) for way in ways):
                out = not lets_in
        return out

    def _may_hold(self, folder):
        """Whether a line that lets in may name something inside `folder`."""
        depth = folder.count("/") + 1
        names = [pattern for lets_in, _, pattern in self.patterns if lets_in]
        return any(
            "**" in name or re.fullmatch(_expression("/".join(name.split("/")[:depth])), folder) for name in names
        )

    def files(self, root):
        """The files below `root` that are copied, as relative paths."""
        for folder, folders, names in os.walk(root):
            inside = os.path.relpath(folder, root).replace(os.sep, "/")
            prefix = "" if inside == "." else f"{inside}/"
            folders[:] = [
                name for name in folders if not self.leaves_out(prefix + name) or self._may_hold(prefix + name)
            ]
            yield from (prefix + name for name in names if not self.leaves_out(prefix + name))


def _expression(pattern):
    """The regular expression of a pattern."""
    tokens = {"**/": r"(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    made = ""
    for token in re.findall(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]|\\.|.", pattern):
        if token.startswith("[") and len(token) > 1:
            made += token
        elif token.startswith("\\"):
            made += re.escape(token[1:])
        else:
            made += tokens.get(token) or re.escape(token)
    return made
