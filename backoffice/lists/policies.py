"""서비스정책 템플릿 관리 and 서비스정책 관리 (spec L29); a version has the state that its model gives it."""

from functools import partial

from django.db.models import Q
from rest_framework import serializers

from boards.queries.staff_search import begins
from polibat.api.fields import FIRST, Moment, SeoulDayField
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, typed
from polibat.lists.panel import Panel
from polibat.staff.columns import short_moment
from policies.admin.columns import state_badge, target_badge, version_cell
from policies.models import PolicyTemplate, PolicyVersion, VersionState


def named(term):
    """Documents of this id or with this in their name."""
    return begins("public_id", term) | Q(name__icontains=term)


def _template(rows, name, value):
    wanted = value.strip()
    if wanted in {"", "전체", "ALL"}:
        return rows
    by_name = Q(template__name__iexact=wanted) | Q(template__slug=wanted)
    return rows.filter(Q(template__public_id=wanted.upper()) | by_name)


class CurrentVersionSerializer(serializers.Serializer):
    """The version in effect."""

    policyId = serializers.CharField(source="public_id")
    title = serializers.CharField(source="summary")


class TemplateRefSerializer(serializers.Serializer):
    """A document as versions name it."""

    templateId = serializers.CharField(source="public_id")
    name = serializers.CharField()


class TemplateList(StaffList):
    """The documents, with the version in effect."""

    key = "policy-templates"
    title = "서비스정책템플릿"
    row_name = "StaffTemplate"
    lead = "서비스정책 템플릿을 조회하고 관리할 수 있습니다."
    search_help = "템플릿명, 템플릿 ID"
    unit = "개"
    permission = "policies.view_policytemplate"
    model = PolicyTemplate
    orders = {"id": "public_id"}
    page_orders = {"createdAt": "created_at", "updatedAt": "updated_at", "name": "name", "title": "name"}
    default_order = "id"
    filters = filter_set(
        {"updated": ("수정일시", "updated_at"), "created": ("작성일", "created_at")},
        search=searched(named),
        templateId=one("public_id", "템플릿 아이디"),
        targetUsers=choice("target", PolicyTemplate.Target.choices, panel=Panel("적용 대상", "target__exact")),
    )
    cards = [
        Card("total", "전체 템플릿"),
        Card("everybody", "전체 대상", {"targetUsers": "ALL"}),
        Card("members", filters={"targetUsers": "MEMBERS"}),
        Card("normal", "일반회원", {"targetUsers": "NORMAL"}),
        Card("politicians", "정치인회원", {"targetUsers": "POLITICIANS"}),
    ]
    columns = [
        Column(
            "서비스정책 템플릿 아이디",
            "public_id",
            "templateId",
            serializers.CharField,
            name="known_id",
            order="public_id",
            opens=True,
        ),
        Column("서비스정책 템플릿명", "name", "name", serializers.CharField, order="name"),
        Column(
            "적용 대상",
            label("target"),
            "targetUsers",
            one_of(PolicyTemplate.Target),
            "target",
            cell=target_badge,
            name="target_badge",
            order="target",
        ),
        Column(
            "현재 서비스정책",
            key="current",
            field=partial(CurrentVersionSerializer, allow_null=True),
            cell=lambda row: version_cell(row.current),
            parts=(
                Column("현재 서비스정책 아이디", lambda row: row.current.public_id if row.current else "-"),
                Column("현재 서비스정책", lambda row: row.current.summary if row.current else "-"),
            ),
        ),
        Column(
            "작성일", "created_at", "createdAt", partial(Moment, allow_null=True), name="created", order="created_at"
        ),
        Column(
            "최종수정일",
            "updated_at",
            "updatedAt",
            partial(Moment, allow_null=True),
            name="updated",
            order="updated_at",
        ),
        Column(
            "필수 동의",
            "is_mandatory",
            "mandatory",
            serializers.BooleanField,
            name="is_mandatory",
            is_flag=True,
            order="is_mandatory",
            in_file=False,
        ),
    ]

    @classmethod
    def rows(cls, by):
        """All of them."""
        return PolicyTemplate.objects.all()

    @classmethod
    def fill(cls, rows):
        """With the version in effect."""
        current = PolicyVersion.objects.current().filter(template__in=rows).defer("body")
        found = {version.template_id: version for version in current}
        for row in rows:
            row.current = found.get(row.pk)
        return rows

    @classmethod
    def table_order(cls):
        """By their ids, the oldest first."""
        return ["public_id"]


class PolicyList(StaffList):
    """Versions of the documents."""

    key = "policies"
    title = "서비스정책"
    row_name = "StaffPolicy"
    lead = "서비스정책을 조회하고 관리할 수 있습니다."
    search_help = "정책명, 정책 ID, 템플릿명"
    unit = "개"
    permission = "policies.view_policyversion"
    model = PolicyVersion
    orders = {"startDate": "effective_at", "id": "pk"}
    page_orders = {"createdAt": "created_at", "updatedAt": "updated_at"}
    default_order = "startDate"
    filters = filter_set(
        {"start": ("게시시작일", "effective_at"), "end": ("게시종료일", "end"), "created": ("작성일", "created_at")},
        search=searched(
            lambda term: begins("public_id", term) | Q(template__name__icontains=term) | Q(summary__icontains=term)
        ),
        policyId=one("public_id", "정책 아이디"),
        template=typed(
            _template,
            "템플릿의 아이디나 이름.",
            Panel("템플릿", choices=lambda: [(one.public_id, str(one)) for one in PolicyTemplate.objects.all()]),
        ),
        status=choice(
            "", VersionState.choices, by=lambda rows, key: rows.in_state(key), panel=Panel("정책 상태", "state")
        ),
    )
    cards = [
        Card("total", "전체 정책"),
        Card("live", "게시 중", {"status": "SHOWN"}),
        Card("expired", "만료", {"status": "EXPIRED"}),
        Card("stopped", filters={"status": "STOPPED"}),
        Card("deleted", "삭제", {"status": "DELETED"}),
    ]
    columns = [
        Column(
            "서비스정책 아이디",
            "public_id",
            "policyId",
            serializers.CharField,
            name="known_id",
            order="public_id",
            opens=True,
        ),
        Column(
            "서비스정책 템플릿명",
            lambda row: str(row.template),
            "template",
            TemplateRefSerializer,
            "template",
            name="template",
            order="template",
        ),
        Column(
            "적용 대상",
            label("template.target"),
            "targetUsers",
            one_of(PolicyTemplate.Target),
            "template.target",
            cell=lambda row: target_badge(row.template),
            name="target",
        ),
        Column("서비스정책명", "summary", "name", serializers.CharField, name="summary", order="summary"),
        Column(
            "정책 상태", "state.label", "status", one_of(VersionState), "state", cell=state_badge, name="state_words"
        ),
        Column(
            "게시 시작일",
            "effective_at",
            "startDate",
            partial(SeoulDayField, at=FIRST),
            "effective_at",
            name="starts",
            order="effective_at",
        ),
        Column(
            "게시 종료일",
            lambda row: row.end or "-",
            "endDate",
            partial(SeoulDayField, at=FIRST, allow_null=True, help_text="정해지지 않았으면 null."),
            "end",
            cell=lambda row: short_moment(row.end),
            name="ends",
            order="end",
        ),
        Column(key="mandatory", value="is_mandatory", field=serializers.BooleanField),
        Column("작성일", "created_at", "createdAt", Moment, name="created", order="created_at"),
    ]

    @classmethod
    def rows(cls, by):
        """Versions without their text, each with its end."""
        return PolicyVersion.objects.select_related("template").with_end().defer("body")
