"""What the site made of a post, through the API: three lines about it, and the sentiment of its comments."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from assist.models import SentimentGauge, Summary
from assist.models.summary import Method
from assist.queries.panels import shown_gauge, shown_summary
from boards.api.lookup import post_at
from polibat.api.errors import NotFound
from polibat.api.fields import Moment
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet

NO_SUMMARY = ("SUMMARY_NOT_FOUND", "이 글에는 요약이 없습니다.")
NO_SENTIMENT = ("SENTIMENT_NOT_FOUND", "이 글에는 아직 온도계가 없습니다.")


class SummaryLineSerializer(serializers.Serializer):
    """A line, and the sentence of the post it comes from."""

    line = serializers.CharField()
    source = serializers.CharField()


class SummarySerializer(serializers.Serializer):
    """Three lines; `isAi` where a language model worded them, else they are sentences of the post."""

    lines = SummaryLineSerializer(many=True)
    method = serializers.ChoiceField(choices=Method.choices)
    isAi = serializers.BooleanField(source="is_ai")
    madeAt = Moment(source="made_at")


class SentimentSerializer(serializers.Serializer):
    """Numbers of comments, and `degrees` from 0 (all negative) to 100 (all positive)."""

    positive = serializers.IntegerField()
    neutral = serializers.IntegerField()
    negative = serializers.IntegerField()
    total = serializers.IntegerField()
    degrees = serializers.IntegerField()
    method = serializers.ChoiceField(choices=Method.choices)
    measuredAt = Moment(source="measured_at")


class MadeViewSet(ApiViewSet):
    """글의 요약과 댓글의 온도."""

    permissions = {"summary": EVERYBODY, "sentiment": EVERYBODY}
    own_codes = {404: {"POST_NOT_FOUND", "SUMMARY_NOT_FOUND", "SENTIMENT_NOT_FOUND"}}
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=SummarySerializer, summary="글의 세 줄 요약")
    @action(detail=True)
    def summary(self, request, id):  # noqa: A002 - the address calls it so
        """모두가 읽을 수 있고 요약이 보이는 글만 답합니다. AI가 만들었으면 isAi가 true입니다."""
        post = post_at(request.user, id)
        shown = shown_summary(post, Summary.objects.filter(pk=post.pk).first())
        if shown is None:
            raise NotFound(*NO_SUMMARY)
        return self.show(shown, SummarySerializer)

    @extend_schema(responses=SentimentSerializer, summary="댓글의 온도")
    @action(detail=True)
    def sentiment(self, request, id):  # noqa: A002 - the address calls it so
        """댓글이 10개 이상 읽힌 글만 답합니다."""
        post = post_at(request.user, id)
        gauge = shown_gauge(SentimentGauge.objects.filter(pk=post.pk).first())
        if gauge is None:
            raise NotFound(*NO_SENTIMENT)
        return self.show(gauge, SentimentSerializer)
