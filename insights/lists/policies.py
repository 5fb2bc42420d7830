"""서비스정책 템플릿 관리 and 서비스정책 관리 (staff.md 5.14, 5.15); a version is 예정, 게시 or 만료 by its dates."""

import django_filters
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from insights.lists.base import StaffList, filter_set
from insights.lists.finding import begins, choice, one, searched
from polibat.api.exports import Column
from policies.models import PolicyTemplate, PolicyVersion

STATES = [("UPCOMING", "예정"), ("SHOWN", "게시"), ("EXPIRED", "만료"), ("DELETED", "삭제")]


def _newer():
    """The versions of the same document that took effect later."""
    later = PolicyVersion.objects.filter(template=OuterRef("template"), effective_at__lte=timezone.now())
    return later.filter(effective_at__gt=OuterRef("effective_at"))


def _in_state(rows, key):
    now = timezone.now()
    if key == "UPCOMING":
        return rows.filter(effective_at__gt=now)
    begun = rows.filter(effective_at__lte=now)
    if key == "DELETED":  # what is taken back before it takes effect is gone
        return rows.none()
    return begun.filter(Exists(_newer())) if key == "EXPIRED" else begun.exclude(Exists(_newer()))


def state_of(version):
    """Where a version is by its dates."""
    now = timezone.now()
    if version.effective_at > now:
        return "UPCOMING"
    return "EXPIRED" if version.ends_at and version.ends_at <= now else "SHOWN"


def names_like(term):
    """The documents whose name holds `term`: they are a handful, known by the program."""
    return [slug for slug, label in PolicyTemplate.Slug.choices if term.casefold() in label.casefold()]


def _template(rows, name, value):
    wanted = value.strip()
    if wanted in {"", "전체", "ALL"}:
        return rows
    slugs = [slug for slug, label in PolicyTemplate.Slug.choices if wanted in {slug, label}]
    return rows.filter(Q(template__public_id=wanted.upper()) | Q(template__slug__in=slugs))


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
        search=searched(lambda term: begins("public_id", term) | Q(slug__in=names_like(term))),
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
        """Documents; they are as old as their first version and changed with the last one."""
        versions = PolicyVersion.objects.filter(template=OuterRef("pk")).values("created_at")
        return PolicyTemplate.objects.annotate(
            created_at=Subquery(versions.order_by("created_at")[:1]),
            updated_at=Subquery(versions.order_by("-created_at")[:1]),
        )

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
        {"start": ("게시시작일", "effective_at"), "end": ("게시종료일", "ends_at")},
        search=searched(
            lambda term: begins("public_id", term) | Q(template__slug__in=names_like(term)) | Q(summary__icontains=term)
        ),
        policyId=one("public_id"),
        template=django_filters.CharFilter(method=_template, help_text="템플릿의 아이디나 이름."),
        status=choice("", STATES, by=_in_state),
    )
    cards = {
        "total": {},
        "live": {"status": "SHOWN"},
        "expired": {"status": "EXPIRED"},
        "deleted": {"status": "DELETED"},
    }
    columns = [
        Column("서비스정책 아이디", lambda row: row.public_id),
        Column("서비스정책 템플릿명", lambda row: str(row.template)),
        Column("적용 대상", lambda row: row.template.get_target_display()),
        Column("서비스정책명", lambda row: row.summary),
        Column("정책 상태", lambda row: dict(STATES)[state_of(row)]),
        Column("게시 시작일", lambda row: row.effective_at),
        Column("게시 종료일", lambda row: row.ends_at or "-"),
        Column("작성일", lambda row: row.created_at),
    ]

    @classmethod
    def rows(cls, by):
        """Versions without their text; one ends when the next one takes effect."""
        following = PolicyVersion.objects.filter(
            template=OuterRef("template"), effective_at__gt=OuterRef("effective_at")
        ).order_by("effective_at")
        return (
            PolicyVersion.objects.select_related("template")
            .annotate(ends_at=Subquery(following.values("effective_at")[:1]))
            .defer("body")
        )
