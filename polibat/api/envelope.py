"""The one envelope of every answer: `{success, data, timestamp}`, with an ETag over the data alone."""

import hashlib

from django.utils import timezone
from rest_framework import renderers, status


def now_stamp():
    """The current moment as the API writes it: UTC, milliseconds, `Z`."""
    return timezone.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")


class EnvelopeRenderer(renderers.JSONRenderer):
    """Puts what a view returns into `{success, data, timestamp}`; errors and lists come ready-made.

    An answer's ETag leaves the timestamp out, so that one asked for again can say `304`.
    """

    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        """Wrap `data` unless a handler or a page of a list already is an envelope."""
        response = (renderer_context or {}).get("response")
        if response is not None and response.status_code == status.HTTP_204_NO_CONTENT:
            return b""
        if not (isinstance(data, dict) and "success" in data):
            data = {"success": True, "data": data}
        data.pop("timestamp", None)
        body = super().render(data, accepted_media_type, renderer_context)
        if response is not None and response.status_code == status.HTTP_200_OK:
            response["ETag"] = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        return b'%s,"timestamp":"%s"}' % (body[:-1], now_stamp().encode())
