"""A varied past of the site, made by its own verbs at chosen moments of a year: what figures and lists count."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.core.cache import caches
from django.utils import timezone

from accounts.models import Member, StatusChange
from accounts.services import change_member_status, withdraw
from boards.models import Board
from boards.services import react, withdraw_comment, withdraw_post
from insights.models import Visit
from insights.services.visits import store_visits
from moderation.models import Report
from moderation.services import delete_text, file_report, hide_text, republish_text
from polls.services import cast_ballot
from suggestions.models import Suggestion
from tests import factories

# The end of a month that is longer than the one before, in a leap year.
NOW = datetime(2028, 3, 30, 14, 30, tzinfo=ZoneInfo("Asia/Seoul"))
# Outside of the year, on its first day; outside of the month, on its first day; the same for the week; today.
DAYS_AGO = (500, 366, 365, 30, 29, 7, 6, 1, 0)
WHY = "운영정책 위반"


def make_history(staff):
    """Let things happen on each of those days, alternately in the first and in the last minute that counts."""
    members, publisher = {}, factories.staff_member("admin")
    for number, days in enumerate(DAYS_AGO):
        midnight = NOW.replace(hour=0, minute=0) - timedelta(days=days)
        late = NOW.replace(second=0) if days == 0 else midnight + timedelta(days=1, seconds=-90)
        with time_machine.travel(late if number % 2 else midnight + timedelta(seconds=30), tick=False):
            _members(members, staff, number)
            _texts(members, staff, publisher, number)
            _visits()
            caches["limits"].clear()
    with time_machine.travel(NOW, tick=False):
        for make in (factories.banner, factories.popup):
            for starts, ends in ((-9, -1), (-1, 2), (-1, 3), (-1, 30), (1, 30)):
                make(publisher, starts=starts, ends=ends)
    caches["default"].clear()


def _visits():
    """Somebody comes with each kind of device, signed in and not."""
    ways = [(device, is_member) for device in Visit.Device.values for is_member in (True, False)]
    store_visits([(timezone.localdate(), f"{number:032x}", *way) for number, way in enumerate(ways)])


def _join(kind, *, waits):
    status = "PENDING" if waits else "APPROVED"
    if kind == Member.Kind.NORMAL or waits:
        member = factories.MemberFactory(kind=kind, status=status)
    else:
        member = factories.speaker_for(factories.politician(), is_aide=kind == Member.Kind.AIDE)
    StatusChange.objects.create(member=member, before="", after=status, reason="신규가입")
    return member


def _members(members, staff, number):
    """Somebody of each kind joins; some of those who joined before leave, are suspended, banned, and let in again."""
    kinds = Member.Kind
    _join(kinds.POLITICIAN, waits=True)
    for kind, joining in ((kinds.NORMAL, 3), (kinds.POLITICIAN, 1), (kinds.AIDE, 2)):
        here = [member for member in members.get(kind, ()) if member.status == "APPROVED"]
        fates = [_suspend, _ban, _leave] if kind == kinds.NORMAL else [(_suspend, _ban, _leave)[number % 3]]
        for member, fate in zip(here, fates, strict=False):
            fate(member, staff)
            member.refresh_from_db()
        members.setdefault(kind, []).extend(_join(kind, waits=False) for _ in range(joining))
    out = [member for member in members[kinds.NORMAL] if member.status == "BANNED"]
    if len(out) > 1:
        change_member_status(out[0], to="APPROVED", by=staff, reason="해제")
        out[0].refresh_from_db()
    # Staff are no members whom anything counts.
    StatusChange.objects.create(member=staff, before="", after="APPROVED", reason="운영자 등록")


def _suspend(member, staff):
    change_member_status(member, to="SUSPENDED", by=staff, reason=WHY, days=3)


def _ban(member, staff):
    change_member_status(member, to="BANNED", by=staff, reason=WHY)


def _leave(member, staff):
    withdraw(member, password=factories.PASSWORD)


def _texts(members, staff, publisher, number):
    """Something on each board, with comments and a reply; hidden, deleted, brought back, taken back, reported."""
    kinds = Member.Kind
    writer, reader, other = members[kinds.NORMAL][-3:]
    speaker = next((m for m in reversed(members[kinds.POLITICIAN]) if m.status == "APPROVED"), writer)
    poll = factories.poll(publisher, "찬성", "반대", "기권", title=f"투표합시다 {number}", ends=7)
    suggested = factories.suggestion(
        writer,
        category=Suggestion.Category.values[number % 2],
        title=f"정류장 제안 {number}",
        is_private=not number % 3,
    )
    posts = {
        "free": factories.post(writer, title=f"동네 이야기 {number}"),
        "hidden": factories.post(reader, title=f"숨길 글입니다 {number}"),
        "deleted": factories.post(reader, title=f"지울 글입니다 {number}", board=Board.POLITICIAN),
        "back": factories.post(other, title=f"돌아올 글입니다 {number}"),
        "own": factories.post(other, title=f"거둘 글입니다 {number}"),
        "voice": factories.post(speaker, title=f"의원의 글입니다 {number}", board=Board.POLITICIAN),
        "poll": poll.post,
        "suggestion": suggested.post,
        "notice": factories.notice(publisher, title=f"알려 드립니다 {number}").post,
    }
    comments = {}
    for name, post in posts.items():
        first = factories.comment(post, writer if name == "suggestion" else reader, text=f"첫째 댓글 {number}")
        second = factories.comment(post, writer, text=f"둘째 댓글 {number}", parent=first)
        comments[name] = first, second
        react(post, by=staff, value="LIKE")
        react(first, by=staff, value="DISLIKE")
    cast_ballot(poll, options=[poll.options.order_by("order")[number % 3].pk], by=writer)
    cast_ballot(poll, options=[poll.options.order_by("order")[0].pk], by=reader)
    said = (comments["free"][1], comments["poll"][0], comments["notice"][0])
    for text in (posts["free"], posts["deleted"], posts["poll"], *said):
        file_report(_report(text, "SPAM"), by=other)
    # Hidden at once by the rule; who confirms that decides, and changes nothing.
    file_report(_report(comments["voice"][1], "PRIVACY"), by=other)
    hide_text(comments["voice"][1], by=staff, reason=WHY)
    file_report(_report(posts["notice"], "ABUSE"), by=other)
    for name in ("hidden", "poll", "suggestion", "notice"):
        hide_text(comments[name][1], by=staff, reason=WHY)
    empty = factories.poll(publisher, "찬성", "반대", title=f"빈 투표입니다 {number}", starts=1, ends=9)
    hide_text(posts["hidden"], by=staff, reason=WHY)
    for post in (posts["deleted"], empty.post):
        hide_text(post, by=staff, reason=WHY)
        delete_text(post, by=staff, reason=WHY)
    for name in ("free", "voice", "poll"):
        delete_text(comments[name][0], by=staff, reason=WHY)
    hide_text(posts["back"], by=staff, reason=WHY)
    republish_text(posts["back"], by=staff, reason=WHY)
    if number % 2:
        hide_text(posts["back"], by=staff, reason=WHY)
        hide_text(posts["suggestion"], by=staff, reason=WHY)
    else:
        republish_text(posts["free"], by=staff, reason=WHY)
        delete_text(posts["hidden"], by=staff, reason=WHY)
    if number % 4 == 1:
        hide_text(poll.post, by=staff, reason=WHY)
    withdraw_post(posts["own"], by=other)
    withdraw_comment(comments["own"][0], by=reader)


def _report(text, reason):
    return Report(**{text._meta.model_name: text}, reason=reason)
