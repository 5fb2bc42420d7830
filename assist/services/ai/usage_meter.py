"""Counting what the provider may bill although nobody hears what it cost."""

from typing import Any

import httpx2
from openai import DefaultHttpxClient

# It was not even reached, or says that it did not begin: a wrong key, too many requests, nonsense.
NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
REFUSED = range(400, 500)


class Meter(DefaultHttpxClient):
    """The client's connections, with the number of tries (`untold`) whose cost is not known.

    A try that timed out, broke off or ended in a fault of the server may have been worked on all the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self.untold = 0

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Send one try, which counts until it turns out to have cost nothing."""
        self.untold += 1
        try:
            answer = super().send(request, **options)
        except NOT_SENT:
            self.untold -= 1
            raise
        if answer.status_code in REFUSED:
            self.untold -= 1
        return answer

    def told(self) -> None:
        """The cost of the last try is known."""
        self.untold -= 1
