"""The back office of policies."""

from policies.admin.policies import policies

__all__ = ["policies"]
