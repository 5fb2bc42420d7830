"""서비스정책 템플릿 관리 and 서비스정책 관리 (spec L29); a version has the state that its model gives it."""

import django_filters
from django.db.models import Q

from backoffice.lists.base import StaffList, filter_set
from backoffice.lists.search import choice, one, searched
from boards.queries.staff_search import begins
from polibat.api.exports import Column
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


class TemplateList(StaffList):
    """The documents, with the version in effect."""

    key = "policy-templates"
    title = "서비스정책템플릿"
    permission = "policies.view_policytemplate"
    model = PolicyTemplate
    orders = {"id": "public_id"}
    default_order = "id"
    filters = filter_set(
        {"updated": ("수정일시", "updated_at"), "created": ("작성일", "created_at")},
        search=searched(named),
        templateId=one("public_id"),
        targetUsers=choice("target", PolicyTemplate.Target.choices),
    )
    cards = {
        "total": {},
        "everybody": {"targetUsers": "ALL"},
        "members": {"targetUsers": "MEMBERS"},
        "normal": {"targetUsers": "NORMAL"},
        "politicians": {"targetUsers": "POLITICIANS"},
    }
    columns = [
        Column("서비스정책 템플릿 아이디", lambda row: row.public_id),
        Column("서비스정책 템플릿명", str),
        Column("적용 대상", lambda row: row.get_target_display()),
        Column("현재 서비스정책 아이디", lambda row: row.current.public_id if row.current else "-"),
        Column("현재 서비스정책", lambda row: row.current.summary if row.current else "-"),
        Column("작성일", lambda row: row.created_at),
        Column("최종수정일", lambda row: row.updated_at),
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


class PolicyList(StaffList):
    """Versions of the documents."""

    key = "policies"
    title = "서비스정책"
    permission = "policies.view_policyversion"
    model = PolicyVersion
    orders = {"startDate": "effective_at", "id": "pk"}
    default_order = "startDate"
    filters = filter_set(
        {"start": ("게시시작일", "effective_at"), "end": ("게시종료일", "end")},
        search=searched(
            lambda term: begins("public_id", term) | Q(template__name__icontains=term) | Q(summary__icontains=term)
        ),
        policyId=one("public_id"),
        template=django_filters.CharFilter(method=_template, help_text="템플릿의 아이디나 이름."),
        status=choice("", VersionState.choices, by=lambda rows, key: rows.in_state(key)),
    )
    cards = {
        "total": {},
        "live": {"status": "SHOWN"},
        "expired": {"status": "EXPIRED"},
        "stopped": {"status": "STOPPED"},
        "deleted": {"status": "DELETED"},
    }
    columns = [
        Column("서비스정책 아이디", lambda row: row.public_id),
        Column("서비스정책 템플릿명", lambda row: str(row.template)),
        Column("적용 대상", lambda row: row.template.get_target_display()),
        Column("서비스정책명", lambda row: row.summary),
        Column("정책 상태", lambda row: row.state.label),
        Column("게시 시작일", lambda row: row.effective_at),
        Column("게시 종료일", lambda row: row.end or "-"),
        Column("작성일", lambda row: row.created_at),
    ]

    @classmethod
    def rows(cls, by):
        """Versions without their text, each with its end."""
        return PolicyVersion.objects.select_related("template").with_end().defer("body")
