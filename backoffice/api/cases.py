"""/api/admin/cases: how much waits for staff."""

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api.serializers.staff import MemberRefSerializer
from backoffice.lists.texts import CONTENT
from backoffice.queries.cases import waiting_cases
from boards.models import Post
from boards.models.visibility import PostStatus
from moderation.api.serializers.staff import RecordSerializer, StaffClaimSerializer
from moderation.models import Report
from moderation.models.claim import live_claim_of
from moderation.queries.cases import case_files
from moderation.services import decisions_seen, find_targets
from polibat.api.errors import NotFound
from polibat.api.views import ApiViewSet


class CaseCountsSerializer(serializers.Serializer):
    """What waits, as far as the asker may decide it."""

    reports = serializers.IntegerField(help_text="처리할 신고가 있는 글.")
    applications = serializers.IntegerField(help_text="승인을 기다리는 가입 신청.")
    suggestions = serializers.IntegerField(help_text="답변을 기다리는 불편/제안.")
    objections = serializers.IntegerField(help_text="처리할 이의신청.")


class AuthorRecordSerializer(serializers.Serializer):
    """What is on record about an author."""

    takenDown = serializers.IntegerField(source="taken_down", help_text="숨기거나 삭제한 글.")
    punished = serializers.IntegerField(help_text="정지와 강퇴.")
    upheld = serializers.IntegerField(help_text="인용된 이의신청.")


class ReasonCountSerializer(serializers.Serializer):
    """How many open reports give a reason."""

    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    number = serializers.IntegerField()


class CaseFileSerializer(RecordSerializer):
    """A text with all that is known of it before somebody decides."""

    contentType = serializers.SerializerMethodField()
    id = serializers.CharField(source="target.public_id")
    status = serializers.ChoiceField(choices=PostStatus.choices, source="target.status")
    title = serializers.SerializerMethodField()
    content = serializers.CharField(source="said")
    parentContent = serializers.SerializerMethodField(help_text="답글이면 그 댓글의 글.")
    author = MemberRefSerializer(source="target.author")
    authorRecord = AuthorRecordSerializer(source="record")
    reasons = serializers.SerializerMethodField()
    claim = StaffClaimSerializer(source="live_claim", allow_null=True)
    othersDecisions = serializers.IntegerField(source="decisions_seen")

    @extend_schema_field(serializers.ChoiceField(choices=CONTENT))
    def get_contentType(self, file):  # noqa: N802 - called as the API does
        """A post or a comment."""
        return "POST" if isinstance(file.target, Post) else "COMMENT"

    @extend_schema_field(str)
    def get_title(self, file):
        """The title of the post, of a comment that of what it stands below."""
        return file.target.title if isinstance(file.target, Post) else file.target.post.title

    @extend_schema_field(str)
    def get_parentContent(self, file):  # noqa: N802 - called as the API does
        """What a reply answers; empty without one."""
        parent = getattr(file.target, "parent", None)
        return parent.text if parent else ""

    @extend_schema_field(ReasonCountSerializer(many=True))
    def get_reasons(self, file):
        """The reasons of open reports, the most given first."""
        return [{"reason": reason, "number": number} for reason, number in file.reason_counts]


class CaseViewSet(ApiViewSet):
    """운영자를 기다리는 일."""

    permissions = {"counts": "backoffice.view_dashboard", "retrieve": "moderation.view_report"}
    own_codes = {404: {"CONTENT_NOT_FOUND"}}
    pagination_class = None
    filter_backends = []

    @extend_schema(responses=CaseFileSerializer, summary="글 하나의 사건 기록")
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """글의 내용, 신고와 사유의 수, 조치 이력, 글쓴이의 기록, 맡은 운영자를 한 번에."""
        self.check_object_permissions(request, None)
        targets, _missing = find_targets([id.upper()])
        if not targets:
            raise NotFound("CONTENT_NOT_FOUND", "글을 찾을 수 없습니다.")
        (file,) = case_files(targets)
        file.decisions_seen = decisions_seen(file.target, by=request.user)
        file.live_claim = live_claim_of(file.target)
        return self.show(file, CaseFileSerializer)

    @extend_schema(responses=CaseCountsSerializer, summary="기다리는 일의 수")
    @action(detail=False)
    def counts(self, request):
        """메뉴에 다는 수. 물어보는 운영자가 처리할 수 없는 것은 세지 않습니다."""
        return Response(waiting_cases(request.user))
