"""What has large consequences, by its permission: who does it has to have proved a moment ago who they are (spec K17).

Apps say so beside their rules; the admin and the API ask here, so that neither lets through what the other would not.
"""

_dangerous: set[str] = set()


def needs_proof(*permissions: str) -> None:
    """Declare that whatever these permissions allow asks for a fresh proof."""
    _dangerous.update(permissions)


def is_dangerous(permission: str | None) -> bool:
    """Whether using `permission` asks for a fresh proof."""
    return permission in _dangerous
