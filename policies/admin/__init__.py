"""The back office of policies."""

from policies.admin import policies

__all__ = ["policies"]
