"""The colours by which staff know boards, states, members and reactions (staff.md §3), and cells made of them."""

from django.urls import reverse
from django.utils.html import format_html

from polibat.admin_columns import badge

BOARDS = {"FREE": "blue", "POLITICIAN": "purple", "VOTE": "green", "SUGGESTION": "orange"}
STATUSES = {"PUBLISHED": "green", "PINNED": "blue", "HIDDEN": "yellow", "DELETED": "red"}
POLL_STATES = {"RUNNING": "green", "CLOSED": "gray", "UPCOMING": "blue"}
SUGGESTIONS = {"FEATURE": "blue", "COMPLAINT": "orange"}
ANSWERS = {"PENDING": "gray", "REVIEWING": "blue", "DONE": "green", "IMPOSSIBLE": "red", "LATER": "yellow"}
NOTICES = {"GUIDE": "blue", "UPDATE": "green", "NEWS": "purple", "OUTSIDE": "orange"}
MEMBER_KINDS = {"NORMAL": "blue", "POLITICIAN": "purple", "ASSISTANT": "indigo"}
MEMBER_STATUSES = {
    "APPROVED": "green",
    "PENDING": "yellow",
    "WITHDRAWN": "gray",
    "SUSPENDED": "orange",
    "BANNED": "red",
}


def board_badge(post):
    """On which board a post stands."""
    return badge(post.get_board_display(), BOARDS.get(post.board, "gray"), outlined=True)


def status_badge(text):
    """Whether a post or comment can be read, with a pin where it is one that stands on top."""
    shown = badge(text.get_status_display(), STATUSES[text.status])
    if text.status == "PINNED":
        return format_html('<span class="line"><span aria-hidden="true">📌</span> {}</span>', shown)
    return format_html("{} (작성자)", shown) if text.removed_by_author else shown


def kind_badge(member):
    """What kind of member somebody is."""
    return badge(member.get_kind_display(), MEMBER_KINDS.get(member.kind, "gray"))


def member_link(member):
    """The id of a member, which leads to the page of the member, and the nickname."""
    url = reverse("admin:accounts_member_change", args=[member.pk])
    return format_html('<a class="line" href="{}">{}</a> {}', url, member.public_id, member.nickname)


def member_cell(member):
    """A member with kind and status below."""
    status = badge(member.get_status_display(), MEMBER_STATUSES[member.status])
    return format_html('{}<br><span class="line">{} {}</span>', member_link(member), kind_badge(member), status)


def text_link(text):
    """The id of a post or comment, which leads to its page."""
    url = reverse(f"admin:boards_{text._meta.model_name}_change", args=[text.pk])
    return format_html('<a class="line" href="{}">{}</a>', url, text.public_id)
