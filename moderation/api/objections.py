"""Objections: of the author of a text that was taken down; and the record that staff decide upon."""

from dataclasses import dataclass

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action

from moderation import services
from moderation.api.serializers import objections as shapes
from moderation.models import Decision, Objection
from moderation.queries.own_texts import decided_text
from polibat.api.errors import NotFound
from polibat.api.filters import DaysFilterSet, LabelledChoiceFilter, YesNoFilter
from polibat.api.permissions import MEMBERS
from polibat.api.views import ApiViewSet, Found, Listed

TEXTS = ("post", "comment__post")


@dataclass(frozen=True)
class OwnCase:
    """The last decision about one's own text, with the objection to it."""

    decision: Decision
    objection: Objection | None
    can_object: bool


class OwnObjectionViewSet(ApiViewSet):
    """이의신청: 숨겨지거나 삭제된 자기 글에, 조치마다 한 번."""

    # Whose text it is decides further (spec R18).
    permissions = {"retrieve": MEMBERS, "create": MEMBERS}
    not_found = ("DECISION_NOT_FOUND", "조치된 글을 찾을 수 없습니다.")
    queryset = Decision.objects.none()
    pagination_class = None
    filter_backends = ()

    def find(self):
        """The text of the address and the last decision about it; one's own alone."""
        target = decided_text(self.kwargs["id"], self.request.user)
        if target is None:
            raise NotFound(*self.not_found)
        return target

    def show_case(self, target, *, status=200):
        """Answer with what was decided about `target`."""
        holding = services.decision_to_object_to(target)
        decision = holding or Decision.objects.about(target).latest("pk")
        objection = Objection.objects.filter(decision=decision).first()
        can_object = holding is not None and objection is None
        can_object = can_object and self.request.user.has_perm("moderation.add_objection", holding)
        return self.show(OwnCase(decision, objection, can_object), shapes.OwnCaseSerializer, status=status)

    @extend_schema(responses=shapes.OwnCaseSerializer, summary="내 글에 대한 조치와 이의신청")
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """게시글이나 댓글의 아이디로, 무엇이 왜 조치되었고 이의신청이 어떻게 되었는지."""
        return self.show_case(self.find())

    @extend_schema(request=shapes.ObjectionInput, responses={201: shapes.OwnCaseSerializer}, summary="이의신청")
    def create(self, request, id):  # noqa: A002 - the address calls it so
        """조치마다 한 번 신청합니다. 조치한 사람이 아닌 운영자가 검토합니다."""
        target = self.find()
        decision = services.decision_to_object_to(target)
        if decision is None:
            raise ValidationError("지금은 이의신청할 조치가 없습니다.", code="decided")
        services.object_to(decision, by=request.user, text=self.read(shapes.ObjectionInput)["text"])
        return self.show_case(target, status=201)


class ObjectionFilters(DaysFilterSet):
    """By state and the day on which it was filed."""

    status = LabelledChoiceFilter(field_name="state", choices=Objection.State.choices)


@extend_schema_view(list=extend_schema(summary="이의신청 목록"), retrieve=extend_schema(summary="이의신청 하나"))
class ObjectionViewSet(Listed, Found, ApiViewSet):
    """이의신청 처리."""

    own_codes = {409: {"ALREADY_DECIDED", "ALREADY_CLAIMED"}}
    permissions = {
        "list": "moderation.view_objection",
        "retrieve": "moderation.view_objection",
        "decide": "moderation.decide_objection",
    }
    not_found = ("OBJECTION_NOT_FOUND", "이의신청을 찾을 수 없습니다.")
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"
    serializer_class = shapes.StaffObjectionSerializer
    filterset_class = ObjectionFilters

    def get_queryset(self):
        """All of them, the newest first."""
        around = [f"decision__{path}" for path in (*TEXTS, "by")]
        return Objection.objects.visible_to(self.request.user).select_related("member", "by", *around).order_by("-pk")

    @extend_schema(request=shapes.ObjectionDecisionInput, summary="이의신청 인용·기각")
    @action(detail=True, methods=["post"])
    def decide(self, request, *args, **kwargs):
        """인용하면 글이 다시 게시됩니다. 조치한 사람은 처리할 수 없습니다."""
        objection, data = self.get_object(), self.read(shapes.ObjectionDecisionInput)
        if not services.decide_objection(objection, by=request.user, is_upheld=data["isUpheld"], reason=data["reason"]):
            raise ValidationError("이미 처리된 이의신청입니다.", code="decided")
        return self.show(self.get_queryset().get(pk=objection.pk))


class DecisionFilters(DaysFilterSet):
    """By what was done, why, to what, by whom, and the day."""

    verb = LabelledChoiceFilter(choices=Decision.Verb.choices)
    category = LabelledChoiceFilter(choices=Decision.Category.choices)
    targetId = django_filters.CharFilter(method="about", max_length=40)
    byId = django_filters.CharFilter(field_name="by__public_id", max_length=20)
    isAutomatic = YesNoFilter(field_name="by", lookup_expr="isnull")

    def about(self, rows, _name, public_id):
        """Those about one text."""
        return rows.filter(Q(post__public_id=public_id) | Q(comment__public_id=public_id))


@extend_schema_view(list=extend_schema(summary="조치 이력"))
class DecisionViewSet(Listed, ApiViewSet):
    """조치 이력."""

    permissions = {"list": "moderation.view_report"}
    serializer_class = shapes.StaffDecisionRowSerializer
    filterset_class = DecisionFilters

    def get_queryset(self):
        """Every decision, the newest first."""
        return Decision.objects.visible_to(self.request.user).select_related("by", *TEXTS).order_by("-pk")
