"""Progress of long commands: a bar where a person watches, plain lines in a log."""

import time

BAR_WIDTH = 30
REDRAW_SECONDS = 0.1
LINES_OF_A_LOG = 10


class Progress:
    """Counts steps towards `total` and shows them on `stream` under `label`; `with` ends the line."""

    def __init__(self, stream, label, total):
        self.stream, self.label, self.total = stream, label, total
        self.done = 0
        self._is_watched = getattr(stream, "isatty", lambda: False)()
        self._drawn_at = 0.0

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if self._is_watched and self.total:
            self.stream.write("\n")

    def advance(self, steps=1):
        """Count `steps` more, and show it now and then."""
        before, self.done = self.done, self.done + steps
        if self._is_watched:
            self._draw()
        elif self.total and before * LINES_OF_A_LOG // self.total != self.done * LINES_OF_A_LOG // self.total:
            self.stream.write(f"{self.label}: {self.done:,}/{self.total:,}\n")

    def _draw(self):
        now = time.monotonic()
        if now - self._drawn_at < REDRAW_SECONDS and self.done < self.total:
            return
        self._drawn_at = now
        share = min(1.0, self.done / self.total) if self.total else 1.0
        bar = "█" * round(share * BAR_WIDTH)
        self.stream.write(f"\r{self.label} {bar:░<{BAR_WIDTH}} {self.done:,}/{self.total:,}")
        self.stream.flush()
