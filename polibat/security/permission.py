"""The question that every verb asks first."""

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db.models import Model

NOT_ALLOWED = "권한이 없습니다."


class Asker(Protocol):
    """Whoever wants something, as the kit knows one: a member, or a visitor who is none."""

    @property
    def is_authenticated(self) -> bool:
        """Whether this is a member."""
        ...

    def has_perm(self, perm: str, obj: Model | None = None) -> bool:
        """Whether the rules allow it (on `obj`)."""
        ...


class Actor(Asker, Protocol):
    """A member who does something (`by`), as apps below accounts know one."""

    @property
    def pk(self) -> int:
        """The key of the row."""
        ...

    def get_username(self) -> str:
        """The id that people see."""
        ...

    @property
    def is_staff(self) -> bool:
        """Whether the back office opens."""
        ...

    @property
    def is_admin(self) -> bool:
        """Whether this is staff of the level that also publishes."""
        ...


def require(member: Asker, permission: str, target: Model | None = None, *, words: str = "") -> None:
    """Raise PermissionDenied unless `member` has `permission` (on `target`).

    It says `words`, else what about the member's state stands in the way (`Member.refusal`), else no more than that.
    """
    if not member.has_perm(permission, target):
        raise PermissionDenied(words or getattr(member, "refusal", "") or NOT_ALLOWED)
