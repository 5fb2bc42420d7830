"""Handing out a private file."""

from django.http import HttpResponse

from polibat.files.common import SANDBOX


def handed_out(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file to take away: never a page, never of another kind than it is, kept by nobody in between."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        # What somebody opens in the browser all the same runs nothing there.
        "Content-Security-Policy": SANDBOX,
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
