"""Who came on which day (nobody knows who), and what happened on every day that is over."""

from collections.abc import Callable

from django.db import models
from django.db.models import Q

from accounts.models import Member
from boards.models import Board


class Visit(models.Model):
    """Somebody came on this day: once, however often; the key of the day that named them is forgotten with it."""

    class Device(models.TextChoices):
        PC = "PC", "PC"
        MOBILE = "MOBILE", "모바일"
        TABLET = "TABLET", "태블릿"
        OTHER = "OTHER", "기타"

    day = models.DateField("날짜")
    visitor = models.UUIDField("방문자")
    device = models.CharField("기기", max_length=8, choices=Device)
    get_device_display: Callable[[], str]
    is_member = models.BooleanField("로그인")

    class Meta:
        verbose_name = verbose_name_plural = "방문"
        constraints = [
            models.UniqueConstraint(fields=["day", "visitor"], name="visit_once_a_day"),
            models.CheckConstraint(condition=Q(device__in=["PC", "MOBILE", "TABLET", "OTHER"]), name="visit_device"),
        ]

    def __str__(self):
        return f"{self.day} {self.get_device_display()}"


class DailyStatistic(models.Model):
    """What happened on one Seoul day, and what there was in all at its end; one row for each value of a dimension.

    Rows of days that are over are written by `insights.services.daily_statistics` alone.
    """

    day = models.DateField("날짜")

    class Meta:
        abstract = True
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day}"


class MemberStatistic(DailyStatistic):
    """Members of one kind: changes of their status, and how many there were (neither 탈퇴 nor 강퇴) at the end."""

    KINDS = Member.COUNTED_KINDS

    kind = models.CharField("회원 구분", max_length=12, choices=Member.Kind)
    joined = models.IntegerField("신규회원", default=0)
    withdrawn = models.IntegerField("탈퇴회원", default=0)
    suspended = models.IntegerField("정지회원", default=0)
    banned = models.IntegerField("강퇴회원", default=0)
    change = models.IntegerField("증감", default=0)
    total = models.IntegerField("누적", default=0)

    class Meta(DailyStatistic.Meta):
        verbose_name = verbose_name_plural = "일별 회원 통계"
        constraints = [
            models.UniqueConstraint(fields=["day", "kind"], name="memberstatistic_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["NORMAL", "POLITICIAN", "ASSISTANT"]), name="memberstatistic_kind"
            ),
        ]


class BoardStatistic(DailyStatistic):
    """Posts and comments of one board: written, reported, hidden, deleted; how many were ever written by the end."""

    BOARDS = Board.main()

    board = models.CharField("게시판", max_length=12, choices=Board)
    posts = models.IntegerField("게시글", default=0)
    comments = models.IntegerField("댓글", default=0)
    reported_posts = models.IntegerField("신고된 게시글", default=0)
    reported_comments = models.IntegerField("신고된 댓글", default=0)
    hidden_posts = models.IntegerField("숨긴 게시글", default=0)
    hidden_comments = models.IntegerField("숨긴 댓글", default=0)
    deleted_posts = models.IntegerField("삭제한 게시글", default=0)
    deleted_comments = models.IntegerField("삭제한 댓글", default=0)
    total_posts = models.IntegerField("누적 게시글", default=0)
    total_comments = models.IntegerField("누적 댓글", default=0)

    class Meta(DailyStatistic.Meta):
        verbose_name = verbose_name_plural = "일별 게시판 통계"
        constraints = [
            models.UniqueConstraint(fields=["day", "board"], name="boardstatistic_once"),
            models.CheckConstraint(condition=Q(board__in=["FREE", "POLITICIAN", "VOTE"]), name="boardstatistic_board"),
        ]


class VisitStatistic(DailyStatistic):
    """Visitors by device and by whether they were signed in; today's row grows with every batch of visits.

    `total` is right for days that are over.
    """

    device = models.CharField("기기", max_length=8, choices=Visit.Device)
    is_member = models.BooleanField("로그인")
    visitors = models.IntegerField("방문자", default=0)
    total = models.IntegerField("누적", default=0)

    class Meta(DailyStatistic.Meta):
        verbose_name = verbose_name_plural = "일별 방문자 통계"
        constraints = [
            models.UniqueConstraint(fields=["day", "device", "is_member"], name="visitstatistic_once"),
            models.CheckConstraint(
                condition=Q(device__in=["PC", "MOBILE", "TABLET", "OTHER"]), name="visitstatistic_device"
            ),
        ]
