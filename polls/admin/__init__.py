"""The back office of polls."""

from polls.admin import polls

__all__ = ["polls"]
