"""How members stand in the back office: kinds and statuses in the colours that staff know (spec L37)."""

from django.urls import reverse
from django.utils.html import format_html

from accounts.models import Member
from polibat.staff.columns import badge

Kind, Status = Member.Kind, Member.Status
KINDS = {Kind.NORMAL: "blue", Kind.POLITICIAN: "purple", Kind.AIDE: "indigo", Kind.STAFF: "gray"}
STATUSES = {
    Status.APPROVED: "green",
    Status.PENDING: "yellow",
    Status.SUSPENDED: "orange",
    Status.BANNED: "red",
    Status.WITHDRAWN: "gray",
}


def kind_badge(member):
    """The kind of a member."""
    return badge(member.get_kind_display(), KINDS[member.kind])


def status_badge(status):
    """A status; none means that somebody joined."""
    return badge(Status(status).label, STATUSES[status]) if status else badge("신규가입", "blue")


def id_link(member):
    """The id of a member, which leads to the page of the member."""
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:accounts_member_change", args=[member.pk]), member.public_id
    )


def member_link(member):
    """The id of a member, which leads to the page of the member, and the nickname."""
    return format_html('<span class="line">{}</span> {}', id_link(member), member.nickname)


def member_cell(member, *, with_status=False):
    """Who somebody is in three lines: id, nickname, and what kind of member (with the status where that matters)."""
    status = status_badge(member.status) if with_status else ""
    return format_html(
        '<div class="line">{}</div><div class="line">{}</div><div class="line">{} {}</div>',
        *(id_link(member), member.nickname, kind_badge(member), status),
    )
