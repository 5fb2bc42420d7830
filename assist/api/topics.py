"""What citizens asked lately, through the API: for politicians and aides."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from assist.api.serializers import TopicsSerializer
from assist.services.topics import PERIODS, Question, gather
from polibat.api.parameters import given_to
from polibat.api.views import ApiViewSet


class TopicQuery(serializers.Serializer):
    """About what: words, a post that is to be answered, or (without both) what names the member's politician."""

    q = serializers.CharField(required=False, default="", allow_blank=True, max_length=100, help_text="찾을 말.")
    post = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=20, help_text="답하려는 글의 아이디."
    )
    days = serializers.ChoiceField(choices=list(PERIODS), default=30, help_text="며칠 동안 쓴 글.")


class TopicViewSet(ApiViewSet):
    """시민이 물은 것."""

    permissions = {"list": "assist.view_topics"}
    serializer_class = TopicsSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[TopicQuery], responses=TopicsSerializer, summary="주제별로 시민이 물은 것")
    def list(self, request):
        """최근에 시민이 쓴 글을 비슷한 것끼리 묶습니다. 모든 낱말은 글에 있는 그대로입니다."""
        given = {name: str(value) for name, value in given_to(TopicQuery, request).items()}
        found = gather(Question.asked(given, by=request.user), by=request.user)
        return Response(TopicsSerializer(found).data)
