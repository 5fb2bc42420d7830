"""What members see and do of their own: texts, votes, reports, the file of everything, leaving."""

from drf_spectacular.utils import OpenApiResponse, OpenApiTypes, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.models import DataExport
from accounts.services import request_export, withdraw
from accounts.views.data_export import download
from boards.api.serializers.posts import PostRowSerializer
from boards.models import Comment, Post
from moderation.models import Report
from pages.api.serializers import mine as shapes
from polibat.api.errors import NotFound
from polibat.api.permissions import MEMBERS
from polibat.api.views import ApiViewSet
from polls.models import Ballot
from suggestions.models import Suggestion


class MineViewSet(ApiViewSet):
    """내 정보."""

    own_codes = {401: {"INVALID_PASSWORD"}, 404: {"EXPORT_NOT_FOUND"}}
    permissions = dict.fromkeys(
        ("posts", "comments", "votes", "suggestions", "reports", "exports", "request_export", "download", "withdraw"),
        MEMBERS,
    )
    filter_backends = ()
    queryset = Post.objects.none()

    @extend_schema(responses=PostRowSerializer(many=True), summary="내가 쓴 글")
    @action(detail=False, methods=["get"])
    def posts(self, request):
        """모든 게시판에 쓴 글, 새것부터."""
        return self.show_page(Post.objects.written_by(request.user), PostRowSerializer)

    @extend_schema(responses=shapes.MyCommentSerializer(many=True), summary="내가 쓴 댓글")
    @action(detail=False, methods=["get"])
    def comments(self, request):
        """쓴 댓글, 새것부터."""
        return self.show_page(Comment.objects.written_by(request.user), shapes.MyCommentSerializer)

    @extend_schema(responses=shapes.BallotSerializer(many=True), summary="참여한 투표")
    @action(detail=False, methods=["get"])
    def votes(self, request):
        """참여한 투표와 고른 것, 새것부터."""
        return self.show_page(Ballot.objects.of(request.user).for_list(), shapes.BallotSerializer)

    @extend_schema(responses=shapes.MySuggestionSerializer(many=True), summary="내 불편/제안")
    @action(detail=False, methods=["get"])
    def suggestions(self, request):
        """접수한 불편/제안, 새것부터."""
        mine = Suggestion.objects.filter(post__in=Post.objects.written_by(request.user).only("pk").order_by())
        return self.show_page(mine.select_related("post").order_by("-pk"), shapes.MySuggestionSerializer)

    @extend_schema(responses=shapes.MyReportSerializer(many=True), summary="내 신고")
    @action(detail=False, methods=["get"])
    def reports(self, request):
        """접수한 신고와 처리 상태, 새것부터."""
        mine = Report.objects.filter(reporter=request.user).select_related("post", "comment").order_by("-pk")
        return self.show_page(mine, shapes.MyReportSerializer)

    @extend_schema(responses=shapes.DataExportSerializer(many=True), summary="내 정보 파일의 요청")
    @action(detail=False, methods=["get"], url_path="data-exports")
    def exports(self, request):
        """요청한 파일과 그 상태, 새것부터."""
        return self.show_page(DataExport.objects.visible_to(request.user), shapes.DataExportSerializer)

    @extend_schema(request=None, responses={201: shapes.DataExportSerializer}, summary="내 정보 파일 요청")
    @exports.mapping.post
    def request_export(self, request):
        """파일을 만들기 시작합니다. 하루에 한 번이며, 준비되면 알림이 옵니다."""
        return self.show(request_export(by=request.user), shapes.DataExportSerializer, status=201)

    @extend_schema(
        responses={(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY, description="zip 파일")},
        summary="내 정보 파일 받기",
    )
    @action(detail=False, methods=["get"], url_path="data-exports/latest/file")
    def download(self, request):
        """가장 새 파일. 만든 뒤 24시간 동안 받을 수 있습니다."""
        file = download(request.user)
        if file is None:
            raise NotFound("EXPORT_NOT_FOUND", "내려받을 수 있는 파일이 없습니다.")
        return file

    @extend_schema(request=shapes.WithdrawalInput, responses={204: None}, summary="탈퇴")
    @action(detail=False, methods=["post"], url_path="withdraw")
    def withdraw(self, request):
        """탈퇴합니다. 글은 '탈퇴한 회원'의 것으로 남고, 이메일과 닉네임은 지워집니다. 되돌릴 수 없습니다."""
        withdraw(request.user, password=self.read(shapes.WithdrawalInput)["password"])
        return Response(status=204)
