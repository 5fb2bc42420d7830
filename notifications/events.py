"""What notifications ask the apps above."""

from typing import Any

from polibat.events import Event

# A notification becomes a mail now. Answered with more values for its template: what may be read at this moment.
notification_mailed = Event[dict[str, Any]]("notification.mailed", "notification")
