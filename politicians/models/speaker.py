"""Members who speak for a politician, as a list of their own for staff."""

from accounts.models import Member


class Speaker(Member):
    """A politician or an aide as a member: the same row, listed apart (spec L18)."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "정치인 회원"
