"""Members with what they did in all apps, as staff see them (spec L17, L18, L31)."""

from collections import Counter

from django.contrib import admin
from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from accounts.admin.members import MemberAdmin
from accounts.models import Member
from backoffice.admin import member_page
from boards.models import Post
from moderation.models import Report
from polibat.staff.columns import NumberedChangeList, badge
from polibat.staff.filters import by_choice, by_period, by_related
from politicians.models import Application, Speaker

OPEN = (Application.State.WAITING, Application.State.APPROVED)


def link(label, number, model, **query):
    """`label: number`, which leads to the list of `model` with these filters when there is something to see."""
    if not number:
        return format_html("{}: 0", label)
    url = f"{reverse(f'admin:{model}_changelist')}?{urlencode(query)}"
    return format_html('{}: <a href="{}">{}</a>', label, url, f"{number:,}")


def lines(*rows):
    """Rows below each other."""
    return format_html_join("", '<div class="line">{}</div>', ((row,) for row in rows))


class MemberList(NumberedChangeList):
    """The rows of one page with the reports that are counted for all of them at once."""

    def get_results(self, request):
        """Add how often each member on the page reported others and was reported."""
        super().get_results(request)
        rows = list(self.result_list)
        pks = [member.pk for member in rows]
        filed = Report.objects.filter(reporter__in=pks).order_by().values_list("reporter").annotate(Count("pk"))
        reports, received = Counter(dict(filed)), Counter()
        for author in ("post__author", "comment__author"):
            about = Report.objects.filter(**{f"{author}__in": pks}).order_by().values_list(author)
            received.update(dict(about.annotate(Count("pk"))))
        for member in rows:
            member.filed_reports, member.received_reports = reports[member.pk], received[member.pk]
        self.result_list = rows


@admin.register(Member)
class CountedMemberAdmin(MemberAdmin):
    """전체회원관리: every member with links into what they did."""

    lead = "회원 정보를 조회하고 관리할 수 있습니다."
    list_display = [
        *("number", "known_id", "nickname", "kind_shown", "standing_link", "activity", "pressed", "reports"),
        *("joined", "seen"),
    ]
    list_filter = [
        *(by_choice("status", "회원상태"), by_choice("kind", "회원유형")),
        by_period(("joined_at", "가입일시"), ("last_login", "최근접속일시")),
    ]
    fields = None
    readonly_fields = [
        *(*MemberAdmin.fields, "wants_mail", "served", "party", "politician_kind"),
        *("boards_here", "activity", "received", "reactions_here", "ballots", "application"),
    ]

    def get_fieldsets(self, request, obj=None):
        """기본정보, 활동내역, 투표내역; of politicians and aides also for whom they speak and what they applied for."""
        basic = [
            *MemberAdmin.fields[:3],
            *(["wants_mail"] if obj.speaks_for_politician else []),
            *MemberAdmin.fields[3:],
        ]
        office = [("정치인 정보", {"fields": ["served", "party", "politician_kind"]})]
        return [
            ("기본정보", {"fields": basic}),
            *(office if obj.speaks_for_politician and obj.status != Member.Status.PENDING else []),
            ("활동내역", {"fields": ["boards_here", "activity", "received", "reactions_here"]}),
            ("투표내역", {"fields": ["ballots"]}),
            *([("가입신청", {"fields": ["application"]})] if obj.speaks_for_politician else []),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """With the way to the decision about an application that waits for one."""
        member = self.get_object(request, object_id) if object_id else None
        links = self._decisions(request, member) if member else []
        context = {"title": "회원 상세정보", "row_links": links, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def _decisions(self, request, member):
        """승인 and 거절 of what the member applies for, where the viewer may decide it."""
        waiting = next((claim for claim in self._claims(member) if claim.state == Application.State.WAITING), None)
        if not (waiting and request.user.has_perm("politicians.decide_application", waiting)):
            return []
        verbs = (("가입 신청 승인", "approve"), ("가입 신청 거절", "refuse"))
        return [(words, reverse(f"admin:politicians_application_{verb}", args=[waiting.pk])) for words, verb in verbs]

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
        return link("투표참여", number, "polls_ballot", q=member.public_id)

    @staticmethod
    def _filed_link(member, number):
        return link("신고함", number, "moderation_report", q=member.public_id, state="all")

    @admin.display(description="활동")
    def activity(self, member):
        """Posts and comments that can be read, as the links have it, and ballots."""
        written = {"q": member.public_id, "status__exact": Post.Status.PUBLISHED}
        return lines(
            link("게시글", self._number(member, "posts"), "boards_post", **written),
            link("댓글", self._number(member, "comments"), "boards_comment", **written),
            self._ballots_link(member, self._number(member, "ballots")),
        )

    @admin.display(description="누른 반응")
    def pressed(self, member):
        """What the member likes and dislikes."""
        given = (("좋아요", "given_likes", "LIKE"), ("싫어요", "given_dislikes", "DISLIKE"))
        return lines(
            *(
                link(words, self._number(member, kept), "boards_reaction", q=member.public_id, value__exact=value)
                for words, kept, value in given
            )
        )

    @admin.display(description="신고")
    def reports(self, member):
        """What the member reported, and how often others reported the member's texts."""
        about = {"author": member.public_id, "state": "all"}
        return lines(
            self._filed_link(member, member.filed_reports),
            link("신고받음", member.received_reports, "moderation_report", **about),
        )

    @admin.display(description="회원상태", ordering="status")
    def standing_link(self, member):
        """The status; one that waits for staff leads to where it is decided."""
        shown = self.standing(member)
        if member.status != Member.Status.PENDING:
            return shown
        return format_html('<a href="{}">{}</a>', reverse("admin:accounts_member_change", args=[member.pk]), shown)

    @admin.display(description="받은 반응")
    def received(self, member):
        """What others think of the member's texts."""
        likes, dislikes = self._number(member, "likes"), self._number(member, "dislikes")
        return lines(f"좋아요: {likes:,}", f"싫어요: {dislikes:,}")

    @admin.display(description="게시판별 활동")
    def boards_here(self, member):
        """Posts and comments by board."""
        return member_page.board_table(member)

    @admin.display(description="반응 통계")
    def reactions_here(self, member):
        """What the member pressed and reported, and what was reported of theirs."""
        return member_page.reaction_table(member)

    @admin.display(description="참여한 투표 목록")
    def ballots(self, member):
        """The latest ballots, with their polls."""
        return member_page.ballot_table(member)

    @admin.display(description="가입 신청")
    def application(self, member):
        """Every application, with the page on which it is decided."""
        return member_page.application_table(Application.objects.filter(member=member))

    @staticmethod
    def _claims(member):
        """What the member applies for or was approved as, asked for once."""
        if not hasattr(member, "open_applications"):
            found = Application.objects.filter(member=member, state__in=OPEN)
            member.open_applications = list(found.select_related("politician__party"))
        return member.open_applications

    def _politician(self, member):
        """Whom the member is or serves, or says so; None where staff have not found whom."""
        return next((claim.politician for claim in self._claims(member)), None)

    @admin.display(description="정치인유형")
    def politician_kind(self, member):
        """The kind of office."""
        politician = self._politician(member)
        return politician.get_kind_display() if politician else "-"

    @admin.display(description="정당 및 소속")
    def party(self, member):
        """The party as it is known, else as it was stated."""
        politician = self._politician(member)
        if politician:
            return badge(politician.party or "무소속", "gray", outlined=True)
        stated = next((claim.affiliation for claim in self._claims(member)), "")
        return badge(stated, "gray", outlined=True) if stated else "-"

    @admin.display(description="보좌하는 정치인")
    def served(self, member):
        """Whom an aide serves, as known or as stated."""
        if member.kind != Member.Kind.AIDE:
            return "-"
        return next((str(claim.politician or claim.stated_name) for claim in self._claims(member)), "-")

    @admin.display(description="정치방망이 알림")
    def wants_mail(self, member):
        """Whether the office wants a mail when it is named."""
        is_wanted = any(claim.wants_mail for claim in self._claims(member))
        return badge("ON", "green") if is_wanted else badge("OFF", "gray")


@admin.register(Speaker)
class SpeakerAdmin(CountedMemberAdmin):
    """정치인관리: politicians and aides, with whom they speak for."""

    view_permission = "accounts.view_member"
    add_permission = ""
    lead = "정치인 및 보좌진 정보를 조회하고 관리할 수 있습니다."
    search_help_text = "이름(닉네임)이나 회원 아이디(PM000001, PA000001)로 검색"
    list_display = [
        *("number", "known_id", "nickname", "kind_shown", "standing_link", "politician_kind", "party", "served"),
        *("wants_mail", "ballots_cast", "received", "reports", "joined", "seen"),
    ]
    list_filter = [
        *(by_choice("status", "회원상태"), by_choice("kind", "회원유형", leaves_out=["일반회원", "운영자"])),
        by_related("applications__politician__party", "정당 및 소속"),
        by_period(("joined_at", "가입일시"), ("last_login", "최근접속일시")),
    ]

    def get_queryset(self, request):
        """Politicians and aides, each with what they apply for or were approved as."""
        claims = Application.objects.filter(state__in=OPEN).select_related("politician__party")
        speakers = super().get_queryset(request).filter(kind__in=[Member.Kind.POLITICIAN, Member.Kind.AIDE])
        return speakers.prefetch_related(Prefetch("applications", claims, to_attr="open_applications"))

    @admin.display(description="활동")
    def ballots_cast(self, member):
        """In how many polls the member voted."""
        return lines(self._ballots_link(member, self._number(member, "ballots")))
