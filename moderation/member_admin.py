"""Members with what they did in all apps, as staff see them (staff.md 5.1, 5.2 and 6.1)."""

from collections import Counter

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from accounts.admin import MemberAdmin
from accounts.models import Member
from boards.models import Ballot, Reaction
from moderation.models import Report
from polibat.admin_filters import by_period
from politicians.models import Application, Speaker

LATEST_BALLOTS = 20


def link(label, number, model, **query):
    """`label: number`, which leads to the list of `model` with these filters when there is something to see."""
    if not number:
        return format_html("{}: 0", label)
    url = f"{reverse(f'admin:{model}_changelist')}?{urlencode(query)}"
    return format_html('{}: <a href="{}">{}</a>', label, url, f"{number:,}")


def lines(*rows):
    """Rows below each other."""
    return format_html_join("", '<div class="line">{}</div>', ((row,) for row in rows))


class MemberList(ChangeList):
    """The rows of one page with the numbers that two queries count for all of them."""

    def get_results(self, request):
        """Add what each member on the page pressed and reported."""
        super().get_results(request)
        rows = list(self.result_list)
        pks = [member.pk for member in rows]
        pressed = Reaction.objects.filter(member__in=pks).values_list("member", "value").annotate(Count("pk"))
        reactions = {(member, value): number for member, value, number in pressed.order_by()}
        filed = Report.objects.filter(reporter__in=pks).order_by().values_list("reporter").annotate(Count("pk"))
        reports = Counter(dict(filed))
        for member in rows:
            member.pressed_likes = reactions.get((member.pk, "LIKE"), 0)
            member.pressed_dislikes = reactions.get((member.pk, "DISLIKE"), 0)
            member.filed_reports = reports[member.pk]
        self.result_list = rows


@admin.register(Member)
class CountedMemberAdmin(MemberAdmin):
    """전체회원관리: every member with links into what they did."""

    list_display = [
        *("public_id", "nickname", "kind", "standing", "activity", "pressed", "reports"),
        *("joined_at", "last_login"),
    ]
    list_filter = ["status", "kind", by_period(("joined_at", "가입일시"), ("last_login", "최근접속일시"))]
    fields = None
    fieldsets = [
        ("정보", {"fields": MemberAdmin.fields}),
        ("활동", {"fields": ["activity", "received", "pressed_here", "reports_here"]}),
        ("투표", {"fields": ["ballots"]}),
        ("가입신청", {"fields": ["application"]}),
    ]
    readonly_fields = [
        *MemberAdmin.fields,
        "activity",
        "received",
        "pressed_here",
        "reports_here",
        "ballots",
        "application",
    ]

    def get_changelist(self, request, **kwargs):
        """The list that counts."""
        return MemberList

    def get_queryset(self, request):
        """With the kept numbers."""
        return super().get_queryset(request).select_related("counts")

    def _number(self, member, name):
        return getattr(getattr(member, "counts", None), name, 0)

    @staticmethod
    def _ballots_link(member, number):
        return link("투표참여", number, "boards_ballot", q=member.public_id)

    @staticmethod
    def _filed_link(member, number):
        return link("신고함", number, "moderation_report", q=member.public_id, state="all")

    def _pressed_links(self, member, likes, dislikes):
        return lines(
            link("좋아요", likes, "boards_reaction", q=member.public_id, value__exact="LIKE"),
            link("싫어요", dislikes, "boards_reaction", q=member.public_id, value__exact="DISLIKE"),
        )

    @admin.display(description="활동")
    def activity(self, member):
        """Posts, comments and ballots."""
        return lines(
            link("게시글", self._number(member, "posts"), "boards_post", q=member.public_id),
            link("댓글", self._number(member, "comments"), "boards_comment", q=member.public_id),
            self._ballots_link(member, self._number(member, "ballots")),
        )

    @admin.display(description="누른 반응")
    def pressed(self, member):
        """What the member likes and dislikes."""
        return self._pressed_links(member, member.pressed_likes, member.pressed_dislikes)

    @admin.display(description="신고")
    def reports(self, member):
        """What the member reported."""
        return self._filed_link(member, member.filed_reports)

    @admin.display(description="받은 반응")
    def received(self, member):
        """What others think of the member's texts."""
        return f"좋아요: {self._number(member, 'likes'):,} / 싫어요: {self._number(member, 'dislikes'):,}"

    @admin.display(description="누른 반응")
    def pressed_here(self, member):
        """What the member likes and dislikes, counted for this one."""
        numbers = dict(Reaction.objects.filter(member=member).order_by().values_list("value").annotate(Count("pk")))
        return self._pressed_links(member, numbers.get("LIKE", 0), numbers.get("DISLIKE", 0))

    @admin.display(description="신고")
    def reports_here(self, member):
        """What the member reported, and what others reported of theirs."""
        by_kind = [
            Report.objects.filter(post__author=member).count(),
            Report.objects.filter(comment__author=member).count(),
        ]
        filed = Report.objects.filter(reporter=member).count()
        return lines(self._filed_link(member, filed), "신고받은 게시글(댓글): {}({})".format(*by_kind))

    @admin.display(description="참여한 투표 목록")
    def ballots(self, member):
        """The latest ballots, with their polls."""
        latest = Ballot.objects.filter(member=member).select_related("poll__post").prefetch_related("options")
        latest = latest.defer("poll__post__body", "poll__post__body_text").order_by("-pk")[:LATEST_BALLOTS]
        rows = [
            (
                reverse("admin:boards_poll_change", args=[ballot.poll_id]),
                ballot.poll.post.public_id,
                ballot.poll.post.title,
                ballot.poll.state.label,
                ", ".join(option.name for option in ballot.options.all()),
            )
            for ballot in latest
        ]
        return format_html_join("", '<div><a href="{}">{}</a> {} ({}): {}</div>', rows) or "없음"

    @admin.display(description="가입 신청")
    def application(self, member):
        """Every application, with the page on which it is decided."""
        rows = [
            (reverse("admin:politicians_application_change", args=[row.pk]), str(row), row.affiliation)
            for row in Application.objects.filter(member=member)
        ]
        return format_html_join("", '<div><a href="{}">{}</a> {}</div>', rows) or "없음"


@admin.register(Speaker)
class SpeakerAdmin(CountedMemberAdmin):
    """정치인관리: politicians and aides, with whom they speak for."""

    view_permission = "accounts.view_member"
    add_permission = ""
    list_display = [
        *("member_link", "nickname", "kind", "standing", "politician_kind", "party", "served", "wants_mail"),
        *("ballots_cast", "received", "reports", "joined_at", "last_login"),
    ]
    list_display_links = None
    list_filter = [
        *("status", "kind", "applications__politician__party"),
        by_period(("joined_at", "가입일시"), ("last_login", "최근접속일시")),
    ]

    def get_queryset(self, request):
        """Politicians and aides with their approved application."""
        approved = Application.objects.approved().select_related("politician__party")
        speakers = super().get_queryset(request).filter(kind__in=[Member.Kind.POLITICIAN, Member.Kind.ASSISTANT])
        return speakers.prefetch_related(Prefetch("applications", approved, to_attr="approved"))

    @staticmethod
    def _claim(member):
        return next(iter(member.approved), None)

    def _of_politician(self, member, value):
        claim = self._claim(member)
        return value(claim.politician) if claim else "-"

    @admin.display(description="회원 아이디", ordering="public_id")
    def member_link(self, member):
        """The id, which leads to the member's page."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:accounts_member_change", args=[member.pk]), member.public_id
        )

    @admin.display(description="정치인유형")
    def politician_kind(self, member):
        """The kind of office."""
        return self._of_politician(member, lambda politician: politician.get_kind_display())

    @admin.display(description="정당 및 소속")
    def party(self, member):
        """The party."""
        return self._of_politician(member, lambda politician: politician.party or "무소속")

    @admin.display(description="보좌하는 정치인")
    def served(self, member):
        """Whom an aide serves."""
        return self._of_politician(member, str) if member.kind == Member.Kind.ASSISTANT else "-"

    @admin.display(description="정치방망이 알림")
    def wants_mail(self, member):
        """Whether the office wants a mail when it is named."""
        claim = self._claim(member)
        return "ON" if claim and claim.wants_mail else "OFF"

    @admin.display(description="활동")
    def ballots_cast(self, member):
        """In how many polls the member voted."""
        return self._ballots_link(member, self._number(member, "ballots"))
