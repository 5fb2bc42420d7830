"""The pages of policies."""

from policies.views.policies import download, policy, policy_list

__all__ = [
    "download",
    "policy",
    "policy_list",
]
