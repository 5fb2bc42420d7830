"""What looks odd (members, addresses, texts with words of the list), and that list, for staff."""

import django_filters
from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action

from moderation import services
from moderation.api.serializers import watch as shapes
from moderation.models import AbuseFlag, ReviewFlag, WatchWord
from polibat.api.filters import LabelledChoiceFilter, YesNoFilter
from polibat.api.views import ApiViewSet, Listed
from polibat.staff.serializers import ReasonSerializer


class AbuseFlagFilters(django_filters.FilterSet):
    """By kind and state."""

    kind = LabelledChoiceFilter(choices=AbuseFlag.Kind.choices)
    status = LabelledChoiceFilter(field_name="state", choices=AbuseFlag.State.choices)


class ReviewFlagFilters(django_filters.FilterSet):
    """By state."""

    status = LabelledChoiceFilter(field_name="state", choices=ReviewFlag.State.choices)


class WatchWordFilters(django_filters.FilterSet):
    """By what the words hold, and whether they are in use."""

    search = django_filters.CharFilter(field_name="word", lookup_expr="icontains", max_length=WatchWord.LONGEST)
    isActive = YesNoFilter(field_name="is_active")
    isException = YesNoFilter(field_name="is_exception")


class FlagViewSet(Listed, ApiViewSet):
    """What both kinds of flags have in common."""

    own_codes = {409: {"ALREADY_DECIDED"}}
    not_found = ("FLAG_NOT_FOUND", "표시를 찾을 수 없습니다.")
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"

    @extend_schema(request=ReasonSerializer, summary="확인함")
    @action(detail=True, methods=["post"])
    def settle(self, request, *args, **kwargs):
        """확인한 것으로 하고 무엇을 했는지 남깁니다."""
        flag, reason = self.get_object(), self.read(ReasonSerializer)["reason"]
        if not services.settle_flag(flag, by=request.user, reason=reason):
            raise ValidationError("이미 확인한 표시입니다.", code="decided")
        return self.show(self.get_queryset().get(pk=flag.pk))


@extend_schema_view(list=extend_schema(summary="이상 징후 목록"))
class AbuseFlagViewSet(FlagViewSet):
    """이상 징후: 짧은 시간에 아주 많이 한 회원과 주소, 몰린 글."""

    permissions = {"list": "moderation.view_abuseflag", "settle": "moderation.settle_flag"}
    serializer_class = shapes.StaffAbuseFlagSerializer
    filterset_class = AbuseFlagFilters

    def get_queryset(self):
        """All of them, the newest first."""
        return AbuseFlag.objects.select_related("member", "post", "by").order_by("-last_seen", "-pk")


@extend_schema_view(list=extend_schema(summary="확인할 글 목록"))
class ReviewFlagViewSet(FlagViewSet):
    """확인할 글: 낱말 목록의 말이 든 글."""

    permissions = {"list": "moderation.view_reviewflag", "settle": "moderation.settle_flag"}
    serializer_class = shapes.StaffReviewFlagSerializer
    filterset_class = ReviewFlagFilters

    def get_queryset(self):
        """All of them, the newest first."""
        return ReviewFlag.objects.select_related("post", "comment__post", "by").order_by("-pk")


@extend_schema_view(list=extend_schema(summary="낱말 목록"))
class WatchWordViewSet(Listed, ApiViewSet):
    """낱말 목록."""

    own_codes = {409: {"ALREADY_DECIDED"}}
    permissions = {
        "list": "moderation.view_watchword",
        **dict.fromkeys(("create", "stop", "resume"), "moderation.change_watchword"),
    }
    not_found = ("WORD_NOT_FOUND", "낱말을 찾을 수 없습니다.")
    field_names = {"is_exception": "isException"}
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"
    serializer_class = shapes.StaffWatchWordSerializer
    filterset_class = WatchWordFilters

    def get_queryset(self):
        """All of them, the newest first."""
        return WatchWord.objects.select_related("by").order_by("-pk")

    @extend_schema(request=shapes.WatchWordInput, responses={201: shapes.StaffWatchWordSerializer}, summary="낱말 등록")
    def create(self, request):
        """쓰지 않기로 했던 같은 낱말이면 다시 씁니다."""
        data = self.read(shapes.WatchWordInput)
        word = WatchWord(word=data["word"], is_exception=data["isException"], note=data["note"])
        return self.show(services.add_word(word, by=request.user), status=201)

    @extend_schema(request=None, summary="낱말 쓰지 않기")
    @action(detail=True, methods=["post"])
    def stop(self, request, *args, **kwargs):
        """목록에 남고, 글을 찾지 않습니다."""
        return self._use(services.set_word_aside)

    @extend_schema(request=None, summary="낱말 다시 쓰기")
    @action(detail=True, methods=["post"])
    def resume(self, request, *args, **kwargs):
        """다시 글을 찾습니다."""
        return self._use(services.use_word_again)

    def _use(self, verb):
        word = self.get_object()
        if not verb(word, by=self.request.user):
            raise ValidationError("이미 그 상태입니다.", code="decided")
        return self.show(self.get_queryset().get(pk=word.pk))
