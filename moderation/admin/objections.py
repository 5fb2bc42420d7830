"""이의신청 and the right to report, in the back office."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from moderation import services
from moderation.models import Objection, RightChange
from moderation.services.objections import NOT_YOURS
from polibat.staff.admin import MOST_COUNTED, RulesModelAdmin, reasoned_action
from polibat.staff.site import Task


def uphold(objection, *, by, reason):
    """Bring the text back."""
    return services.decide_objection(objection, by=by, is_upheld=True, reason=reason)


def reject(objection, *, by, reason):
    """Leave the text where it is."""
    return services.decide_objection(objection, by=by, is_upheld=False, reason=reason)


def restore(change, *, by, reason):
    """Give the member of a row the right back."""
    return services.restore_right(change.member, by=by, reason=reason)


@admin.register(Objection)
class ObjectionAdmin(RulesModelAdmin):
    """Objections, the waiting ones first; whoever took the text down cannot decide."""

    list_display = ["__str__", "state", "member", "taken_down_by", "by", "created_at", "decided_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["decision__post", "decision__comment", "decision__by", "member", "by"]
    search_fields = ["member__public_id"]
    search_help_text = "신청자 아이디(NM000001)나 게시글, 댓글 아이디"
    fields = readonly_fields = [
        *("text_link", "decided", "category", "decision_reason", "taken_down_by", "member", "text", "created_at"),
        *("state", "by", "reason", "decided_at"),
    ]
    actions = [
        reasoned_action(uphold, name="uphold", description="인용(다시 게시)", permission="moderation.view_objection"),
        reasoned_action(reject, name="reject", description="기각(조치 유지)", permission="moderation.view_objection"),
    ]

    def offered(self, request, row):
        """Both decisions while it waits, to whoever may take them."""
        may = row.state == Objection.State.WAITING and request.user.has_perm("moderation.decide_objection", row)
        return {"uphold", "reject"} if may else set()

    def refusal(self, request, row):
        """Why a waiting one is not this operator's to decide."""
        if row.state != Objection.State.WAITING or request.user.has_perm("moderation.decide_objection", row):
            return ""
        return NOT_YOURS

    def get_ordering(self, request):
        """What waits first, the oldest of it at the top."""
        return ["-state", "created_at", "pk"]

    def get_search_results(self, request, queryset, search_term):
        """Objections of a member or about a text."""
        term = search_term.strip().upper()
        if not term:
            return queryset, False
        if "-CM" in term:
            return queryset.filter(decision__comment__public_id=term), False
        by_post = queryset.filter(decision__post__public_id=term)
        return by_post | queryset.filter(member__public_id=term), False

    def tasks(self, request):
        """Waiting objections."""
        count = Objection.objects.waiting().decidable_by(request.user)[:MOST_COUNTED].count()
        url = f"{reverse('admin:moderation_objection_changelist')}?state__exact={Objection.State.WAITING}"
        return [Task("처리할 이의신청", count, url, is_urgent=True)]

    @admin.display(description="글")
    def text_link(self, objection):
        """The text, with a link to its page here."""
        target = objection.decision.target
        url = reverse(f"admin:boards_{target._meta.model_name}_change", args=[target.pk])
        return format_html('<a href="{}">{} {}</a>', url, target.public_id, target)

    @admin.display(description="조치")
    def decided(self, objection):
        """What was done to the text, and when."""
        return f"{objection.decision.get_verb_display()} ({objection.decision.created_at:%Y-%m-%d})"

    @admin.display(description="사유 구분")
    def category(self, objection):
        """The category of the reason."""
        return objection.decision.get_category_display()

    @admin.display(description="조치 사유")
    def decision_reason(self, objection):
        """Why it was done."""
        return objection.decision.reason

    @admin.display(description="조치한 사람")
    def taken_down_by(self, objection):
        """Who must not decide."""
        return objection.decision.by or "자동"


@admin.register(RightChange)
class RightChangeAdmin(RulesModelAdmin):
    """Who lost the right to report, and who got it back, from whom and why."""

    list_display = ["member", "is_taken", "number", "reason", "decided_by", "created_at"]
    list_filter = ["is_taken", "created_at"]
    list_select_related = ["member", "by"]
    search_fields = ["member__public_id"]
    search_help_text = "회원 아이디(NM000001)"
    fields = readonly_fields = ["member", "number", "is_taken", "reason", "decided_by", "created_at"]
    actions = [
        reasoned_action(restore, name="restore", description="신고 권한 복구", permission="moderation.restore_right")
    ]

    @admin.display(description="처리자", ordering="by")
    def decided_by(self, change):
        """The member of staff, or the rule."""
        return change.by or "자동"
