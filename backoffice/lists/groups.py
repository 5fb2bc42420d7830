"""Choices that stand for several values: what the dashboard counts in one figure (spec L14, L40, L41)."""

from django.db.models import Q

from accounts.models import Member
from boards.models import MAIN_CHOICE, Board
from polibat.lists.filters import choice
from polibat.lists.panel import Panel


def status_choice():
    """A filter for the status of a member, or for everybody who is neither 탈퇴 nor 강퇴."""
    choices = [*Member.Status.choices, Member.STANDING_CHOICE]
    return choice("", choices, by=_of_status, panel=Panel("회원상태", "status__exact"))


def _of_status(rows, key):
    return rows.filter(status__in=Member.STANDING if key == Member.STANDING_CHOICE[0] else [key])


def board_choice(*columns, also=(), param=""):
    """A filter for the board that stands in one of `columns`, or for the main boards together."""

    def narrow(rows, key):
        boards = Board.main() if key == MAIN_CHOICE[0] else [key]
        wanted = Q()
        for column in columns:
            wanted |= Q(**{f"{column}__in": boards})
        return rows.filter(wanted)

    return choice("", [*Board.choices, MAIN_CHOICE], also=also, by=narrow, panel=Panel("게시판", param))
