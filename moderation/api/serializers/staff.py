"""Texts, reports and decisions as staff see them, and what staff send to decide."""

from rest_framework import serializers

from accounts.api.serializers.staff import MemberRefSerializer
from boards.models import Post
from moderation.models import Decision, Report
from moderation.services import BulkVerb, Result
from moderation.services.bulk import MOST_AT_ONCE
from moderation.services.progress import STEPS
from polibat.api.fields import Moment
from polibat.staff.serializers import AdminRefSerializer, ReasonSerializer


class ReportOfTextSerializer(serializers.Serializer):
    """A report on the page of its text."""

    reportId = serializers.CharField(source="public_id")
    reporter = MemberRefSerializer()
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    text = serializers.CharField()
    status = serializers.ChoiceField(choices=Report.State.choices, source="state")
    createdAt = Moment(source="created_at")


class StaffDecisionSerializer(serializers.Serializer):
    """What was done to a text; `by` is null where the rule did it."""

    verb = serializers.ChoiceField(choices=Decision.Verb.choices)
    before = serializers.ChoiceField(choices=Post.Status.choices)
    after = serializers.ChoiceField(choices=Post.Status.choices)
    category = serializers.ChoiceField(choices=Decision.Category.choices)
    reason = serializers.CharField()
    by = AdminRefSerializer(allow_null=True)
    at = Moment(source="created_at")


class RecordSerializer(serializers.Serializer):
    """What was done to a text, and who complained."""

    reports = ReportOfTextSerializer(many=True)
    decisions = StaffDecisionSerializer(many=True)


class CaseSerializer(RecordSerializer):
    """Also how much others have decided, so that staff can say what they knew."""

    othersDecisions = serializers.IntegerField(source="decisions_seen", help_text="다른 운영자가 한 조치의 수.")


class DecisionInputSerializer(ReasonSerializer):
    """Why a text is hidden, deleted or brought back."""

    category = serializers.ChoiceField(
        choices=Decision.Category.choices,
        required=False,
        help_text="공개 기록에 실리는 사유 구분. 없으면 신고 사유를 따릅니다.",
    )
    decisionsSeen = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=10**9,
        help_text="화면을 열 때 본 othersDecisions. 그 뒤에 다른 운영자가 처리했으면 409로 답합니다.",
    )


class ReportDecisionSerializer(DecisionInputSerializer):
    """What becomes of the text, and why."""

    verb = serializers.ChoiceField(choices=Decision.Verb.choices)


class TakeoverSerializer(serializers.Serializer):
    """Whether the case is taken from whoever has it (admins)."""

    takeover = serializers.BooleanField(default=False)


class ProgressSerializer(serializers.Serializer):
    """How far staff have come with the open reports of the text."""

    state = serializers.ChoiceField(choices=[(step.value, step.label) for step in STEPS])


class StaffClaimSerializer(serializers.Serializer):
    """Who has a case, and until when."""

    by = AdminRefSerializer()
    expiresAt = Moment(source="expires_at")


class StaffBulkSerializer(ReasonSerializer):
    """Up to 1,000 posts and comments, what is done to them and why; `dryRun` only tells what would happen."""

    ids = serializers.ListField(child=serializers.CharField(max_length=40), min_length=1, max_length=MOST_AT_ONCE)
    verb = serializers.ChoiceField(choices=BulkVerb.choices)
    category = serializers.ChoiceField(
        choices=Decision.Category.choices, required=False, help_text="없으면 글마다 신고 사유를 따릅니다."
    )
    dryRun = serializers.BooleanField(default=False)


class StaffOutcomeSerializer(serializers.Serializer):
    """What became of one text."""

    id = serializers.CharField(source="public_id")
    result = serializers.ChoiceField(choices=Result.choices)
    why = serializers.CharField()
