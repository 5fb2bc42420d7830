"""Members with what they did in all apps, as staff see them (spec L17, L18, L31)."""

from django.contrib import admin
from django.urls import reverse

from accounts.admin.members import MemberAdmin
from accounts.models import Member
from backoffice.admin import member_page
from backoffice.lists import MemberList, PoliticianMemberList
from backoffice.lists.members import SHOWN, activity_cell, received_cell
from boards.models import MemberCounts
from polibat.lists.table import StaffListAdmin
from polibat.staff.columns import badge
from politicians.models import Application, Speaker

OPEN = (Application.State.WAITING, Application.State.APPROVED)


@admin.register(Member)
class CountedMemberAdmin(StaffListAdmin, MemberAdmin):
    """전체회원관리: every member with links into what they did."""

    staff_list = MemberList
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

    def rows(self, request):
        """Members; staff, who are no rows of the list (spec L15), when one asks for them by their kind."""
        if request.GET.get("kind__exact") == Member.Kind.STAFF:
            return Member.objects.filter(kind=Member.Kind.STAFF).only(*SHOWN)
        return super().rows(request)

    def get_queryset(self, request):
        """With the kept numbers."""
        return super().get_queryset(request).select_related("counts")

    @staticmethod
    def _did(member):
        """The kept numbers; zeros for somebody who did nothing yet."""
        return getattr(member, "counts", None) or MemberCounts(member=member)

    @admin.display(description="활동")
    def activity(self, member):
        """Posts and comments that can be read, as the links have it, and ballots."""
        return activity_cell(member, self._did(member))

    @admin.display(description="받은 반응")
    def received(self, member):
        """What others think of the member's texts."""
        return received_cell(self._did(member))

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

    staff_list = PoliticianMemberList
    view_permission = "accounts.view_member"
    add_permission = ""

    def get_queryset(self, request):
        """Politicians and aides."""
        return super().get_queryset(request).filter(kind__in=[Member.Kind.POLITICIAN, Member.Kind.AIDE])
