"""What staff decide about texts and reports through the API; the back office joins it with its lists."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from boards.models import Post
from moderation import services
from moderation.api.serializers import staff as serializers
from moderation.models import Decision, Report
from moderation.services import Outcome, Result
from polibat.api.views import ApiViewSet
from polibat.staff.acts import TEXT_IS_DECIDED, StaffActs
from polibat.staff.detail import RowDetail

MOST_SHOWN = 100
VERBS = {"HIDE": services.hide_text, "DELETE": services.delete_text, "REPUBLISH": services.republish_text}
DECIDING = {
    "hide": "moderation.hide_text",
    "remove": "moderation.delete_text",
    "republish": "moderation.republish_text",
}


@dataclass(frozen=True)
class RecordDetail(RowDetail):
    """What is or has a text, with the newest reports and decisions about that, and what others decided."""

    reports: list[Report]
    decisions: list[Decision]
    decisions_seen: int


class DecisionActs(StaffActs):
    """A resource that is, or has, a text which staff hide, delete and bring back, each with a reason."""

    permissions = DECIDING

    def text_of(self, row):
        """The post or comment in question."""
        return row

    def check_object_permissions(self, request, obj):
        """Rules are asked about the text."""
        super().check_object_permissions(request, self.text_of(obj))

    @extend_schema(request=serializers.DecisionInputSerializer, summary="숨김")
    @action(detail=True, methods=["post"])
    def hide(self, request, *args, **kwargs):
        """게시 becomes 숨김; its open reports are settled."""
        return self._decide("HIDE")

    @extend_schema(request=serializers.DecisionInputSerializer, summary="삭제")
    @action(detail=True, methods=["post"], url_path="delete")
    def remove(self, request, *args, **kwargs):
        """게시 or 숨김 becomes 삭제; its open reports are settled."""
        return self._decide("DELETE")

    @extend_schema(request=serializers.DecisionInputSerializer, summary="재게시")
    @action(detail=True, methods=["post"])
    def republish(self, request, *args, **kwargs):
        """숨김 or 삭제 becomes 게시; its open reports are settled."""
        return self._decide("REPUBLISH")

    def _decide(self, verb):
        row = self.get_object()
        why = _why(self.read(serializers.DecisionInputSerializer))
        _require(VERBS[verb](self.text_of(row), by=self.request.user, **why))
        return self.show_detail(self.get_object())

    def detail_of(self, row):
        """With the record of the text, in three statements."""
        text = self.text_of(row)
        return RecordDetail(
            super().detail_of(row),
            decisions_seen=services.decisions_seen(text, by=self.request.user),
            reports=list(Report.objects.about(text).select_related("reporter").order_by("-pk")[:MOST_SHOWN]),
            decisions=list(Decision.objects.about(text).select_related("by").order_by("-pk")[:MOST_SHOWN]),
        )


class PostDecisionActs(DecisionActs):
    """What is kept beside a post, and decided about by its post."""

    lookup_field = "post__public_id"

    def text_of(self, row):
        """The post."""
        return row.post


def _why(data):
    """What the verbs take: the reason, its category, and what of the case was known."""
    return {"reason": data["reason"], "category": data.get("category"), "seen": data.get("decisionsSeen")}


def _require(is_done):
    """Refuse what somebody else has done before."""
    if not is_done:
        raise ValidationError(TEXT_IS_DECIDED, code="decided")


class ReportActs(StaffActs):
    """신고이력; a decision about the text settles all its reports."""

    permissions = dict.fromkeys(
        ("retrieve", "decide", "dismiss", "claim", "release", "progress"), "moderation.view_report"
    )
    detail_summary = "신고"
    other_answers = ("claim", "release")
    not_found = ("REPORT_NOT_FOUND", "신고를 찾을 수 없습니다.")

    @extend_schema(request=serializers.ReportDecisionSerializer, summary="신고 처리")
    @action(detail=True, methods=["post"])
    def decide(self, request, *args, **kwargs):
        """Hide, delete or keep the text; whoever comes second is told so."""
        report = self.get_object()
        data = self.read(serializers.ReportDecisionSerializer)
        _require(VERBS[data["verb"]](report.target, by=request.user, **_why(data)))
        return self.show_detail(self.get_object())

    @extend_schema(request=serializers.DecisionInputSerializer, summary="신고 기각")
    @action(detail=True, methods=["post"])
    def dismiss(self, request, *args, **kwargs):
        """Judge the open reports of the text false (처리불가)."""
        report = self.get_object()
        why = _why(self.read(serializers.DecisionInputSerializer))
        _require(services.dismiss_reports(report.target, by=request.user, **why))
        return self.show_detail(self.get_object())

    @extend_schema(request=serializers.ProgressSerializer, summary="신고 검토중·추후검토")
    @action(detail=True, methods=["post"])
    def progress(self, request, *args, **kwargs):
        """The open reports of the text become 검토중 or 추후검토, which their reporters see."""
        report, state = self.get_object(), self.read(serializers.ProgressSerializer)["state"]
        if not services.move_reports(report.target, by=request.user, to=state):
            raise ValidationError("이미 그 상태입니다.", code="decided")
        return self.show_detail(self.get_object())

    @extend_schema(
        request=serializers.TakeoverSerializer, responses=serializers.StaffClaimSerializer, summary="신고 맡기"
    )
    @action(detail=True, methods=["post"])
    def claim(self, request, *args, **kwargs):
        """Take the case for a while, so that nobody else decides it meanwhile."""
        report = self.get_object()
        data = self.read(serializers.TakeoverSerializer)
        made = services.claim(report.target, by=request.user, takeover=data["takeover"])
        return self.show(made, serializers.StaffClaimSerializer)

    @extend_schema(request=None, responses={204: None}, summary="신고 내려놓기")
    @action(detail=True, methods=["post"])
    def release(self, request, *args, **kwargs):
        """Give the case back."""
        services.release(self.get_object().target, by=request.user)
        return Response(status=204)


class BulkViewSet(ApiViewSet):
    """여러 게시글과 댓글을 한 번에."""

    permissions = {"create": "moderation.decide_many"}
    queryset = Post.objects.none()  # what it is about stands in the body
    serializer_class = serializers.StaffOutcomeSerializer
    pagination_class = None
    # A key would make one transaction of a thousand, which holds the board's totals for as long; sent again, each text
    # answers that it is done.
    is_repeatable = False

    def is_dangerous(self, request):
        """One text is no more than its own page allows, and a trial changes nothing."""
        sent = request.data if isinstance(request.data, dict) else {}
        ids = sent.get("ids")
        is_one = isinstance(ids, list) and len(ids) <= 1
        return super().is_dangerous(request) and not is_one and sent.get("dryRun") is not True

    @extend_schema(
        request=serializers.StaffBulkSerializer,
        responses={200: serializers.StaffOutcomeSerializer(many=True)},
        summary="여러 글을 한 번에 처리",
    )
    def create(self, request, *args, **kwargs):
        """What became of each; a refusal of one never stops the others. With `dryRun` nothing is kept."""
        data = self.read(serializers.StaffBulkSerializer)
        targets, missing = services.find_targets([one.strip().upper() for one in data["ids"]])
        how = {"verb": data["verb"], "reason": data["reason"], "category": data.get("category")}
        how["dry_run"] = data["dryRun"]
        outcomes = services.decide_many(targets, by=request.user, **how)
        outcomes += [Outcome(one, Result.MISSING) for one in missing]
        return Response(serializers.StaffOutcomeSerializer(outcomes, many=True).data)
