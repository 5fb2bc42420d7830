"""What staff did by other methods in the API before this one; each hands the row to the verb that ours do."""

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.decorators import action

from accounts.models import Member
from boards.models.visibility import PostStatus
from displays.api.staff import BannerActs, DisplayActs
from displays.services import move_banner
from moderation.api.staff import VERBS, DecisionActs, ReportActs
from moderation.services import dismiss_reports
from polibat.api.former import former
from polibat.staff.acts import TEXT_IS_DECIDED
from polibat.staff.serializers import ReasonField, ReasonSerializer
from politicians.api.staff import ApplicantActs
from suggestions.api.staff import SuggestionActs
from suggestions.models import Suggestion
from suggestions.services import answer_suggestion

Status, State = Member.Status, Suggestion.State
VERB_OF = {PostStatus.PUBLISHED: "REPUBLISH", PostStatus.HIDDEN: "HIDE", PostStatus.DELETED: "DELETE"}
VERB_OF_REPORT = {"HIDE": "HIDE", "DELETE": "DELETE", "RESTORE": "REPUBLISH"}
STATE_OF = {
    "PENDING": State.PENDING,
    "REVIEWING": State.REVIEWING,
    "RESOLVED": State.DONE,
    "REJECTED": State.IMPOSSIBLE,
    "DEFERRED": State.LATER,
}


class TextStatusInput(ReasonSerializer):
    """What becomes of a text, and why."""

    status = serializers.ChoiceField(choices=list(VERB_OF))


class MemberStatusInput(ReasonSerializer):
    """What becomes of a member, and why; `days` with SUSPENDED, `politicianType` with APPROVED of an applicant."""

    status = serializers.ChoiceField(choices=[Status.APPROVED, Status.PENDING, Status.SUSPENDED, Status.BANNED])


class ProcessInput(serializers.Serializer):
    """What becomes of a report and of its text."""

    status = serializers.ChoiceField(choices=["RESOLVED", "REJECTED"])
    actionType = serializers.ChoiceField(choices=list(VERB_OF_REPORT), required=False)
    adminNote = ReasonField()


class OrderInput(serializers.Serializer):
    """The place in the carousel."""

    displayOrder = serializers.IntegerField(min_value=1, max_value=10_000)


class ReplyInput(serializers.Serializer):
    """An answer, with what has been done."""

    adminReply = serializers.CharField(max_length=10_000)
    status = serializers.ChoiceField(choices=list(STATE_OF), default="RESOLVED")


class FormerRemoval(DecisionActs):
    """DELETE of texts."""

    former_permissions = {"destroy": "moderation.delete_text"}

    @former(instead="POST …/delete", request=ReasonSerializer, summary="삭제 (예전 주소)")
    def destroy(self, request, *args, **kwargs):
        """게시 or 숨김 becomes 삭제."""
        return self._decide("DELETE")


class FormerTextActs(FormerRemoval):
    """Also PATCH …/status."""

    former_permissions = FormerRemoval.former_permissions | {"set_status": "moderation.hide_text"}

    @former(instead="POST …/hide, …/republish, …/delete", request=TextStatusInput, summary="상태 변경 (예전 주소)")
    @action(detail=True, methods=["patch"], url_path="status")
    def set_status(self, request, *args, **kwargs):
        """By the status that it is to have."""
        self.get_object()  # who may not is told so before what was sent is looked at
        return self._decide(VERB_OF[self.read(TextStatusInput)["status"]])


class FormerReportActs(ReportActs):
    """PATCH …/process."""

    former_permissions = {"process": "moderation.view_report"}

    @former(instead="POST …/decide, …/dismiss", request=ProcessInput, summary="신고 처리 (예전 주소)")
    @action(detail=True, methods=["patch"])
    def process(self, request, *args, **kwargs):
        """Decide about the text, or judge its reports false."""
        target, data = self.get_object().target, self.read(ProcessInput)
        if data["status"] == "RESOLVED" and "actionType" not in data:
            raise ValidationError({"actionType": ["글을 어떻게 할지 보내 주세요."]})
        verb = dismiss_reports if data["status"] == "REJECTED" else VERBS[VERB_OF_REPORT[data["actionType"]]]
        if not verb(target, by=request.user, reason=data["adminNote"]):
            raise ValidationError(TEXT_IS_DECIDED, code="decided")
        return self.show_detail(self.get_object())


class FormerMemberActs(ApplicantActs):
    """PATCH …/status of members."""

    former_permissions = {"set_status": "accounts.change_member_status"}

    @former(
        instead="POST …/approve, …/suspend, …/ban, …/lift, …/to-pending",
        request=MemberStatusInput,
        summary="회원상태 변경 (예전 주소)",
    )
    @action(detail=True, methods=["patch"], url_path="status")
    def set_status(self, request, *args, **kwargs):
        """By the status that the member is to have."""
        member, wanted = self.get_object(), self.read(MemberStatusInput)["status"]
        back = self.approve if member.status == Status.PENDING else self.lift
        acts = {Status.SUSPENDED: self.suspend, Status.BANNED: self.ban, Status.PENDING: self.to_pending}
        return acts.get(wanted, back)(request, *args, **kwargs)


class FormerDisplayActs(DisplayActs):
    """DELETE of popups and banners."""

    @former(instead="POST …/delete", request=ReasonSerializer, summary="삭제 (예전 주소)")
    def destroy(self, request, *args, **kwargs):
        """It becomes 삭제 and stays on record."""
        return self.remove(request, *args, **kwargs)


class FormerBannerActs(FormerDisplayActs, BannerActs):
    """PATCH …/order of banners."""

    former_permissions = {"destroy": "displays.change_banner", "order": "displays.change_banner"}

    @former(instead="POST …/move", request=OrderInput, summary="배너 순서 변경 (예전 주소)")
    @action(detail=True, methods=["patch"])
    def order(self, request, *args, **kwargs):
        """Put it at a place; the others close up."""
        if not move_banner(self.get_object(), by=request.user, to=self.read(OrderInput)["displayOrder"]):
            raise ValidationError("이미 그 자리에 있습니다.", code="decided")
        return self.show_detail(self.get_object())


class FormerSuggestionActs(SuggestionActs):
    """PATCH …/reply of suggestions."""

    former_permissions = {"reply": "suggestions.answer_suggestion"}

    @former(instead="POST …/action", request=ReplyInput, summary="답변 (예전 주소)")
    @action(detail=True, methods=["patch"])
    def reply(self, request, *args, **kwargs):
        """The new state, with what was done; its author is told."""
        row, data = self.get_object(), self.read(ReplyInput)
        answer_suggestion(row, by=request.user, state=STATE_OF[data["status"]], reply=data["adminReply"])
        return self.show_detail(self.get_object())
