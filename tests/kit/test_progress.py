"""Progress of long commands: a bar that is drawn anew for who watches, whole lines for a log."""

import io
import sys

import pytest

from polibat.jobs.progress import progress


class Terminal(io.StringIO):
    """Where somebody watches."""

    def isatty(self):
        """Say so."""
        return True


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_progress_tells_label_and_numbers(monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream())
    with progress("검색 문서", 300) as bar:
        for _ in range(3):
            bar.update(100)
    told = sys.stderr.getvalue()
    assert "검색 문서" in told
    assert "300/300" in told
    assert bar.n == 300


def test_a_log_gets_whole_lines_and_few(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress("저장") as bar:
        bar.total = 1000
        for _ in range(1000):
            bar.update()
    lines = sys.stderr.getvalue().replace("\r", "").split("\n")
    assert [line.strip() for line in lines if line.strip()][-1] == "저장: 1000/1000"
    assert len(lines) < 10
