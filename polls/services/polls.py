"""Opening a poll, changing it, ending it early, and voting."""

import logging
from typing import NoReturn
from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Member
from boards.models import Board, Post
from boards.models.visibility import IS_LISTED
from boards.services import counters
from boards.services.search_index import reindex_post
from boards.services.status import invalidate_post_pages, lock_post
from boards.services.texts import UNASKED, clean_post, save_post, store_once, store_post
from pictures.models import Image
from pictures.queries import own_images
from polibat.cache.statements import PreparedQuery
from polibat.db.deeds import log_deed
from polibat.security.limits import spend
from polibat.security.permission import require
from polibat.text import clean_line
from polibat.text.reason import require_reason
from polls.models import Ballot, Poll, PollOption, PollState
from polls.models.poll import FEWEST_OPTIONS, IS_RUNNING, MOST_OPTIONS
from polls.services.folding import fold

logger = logging.getLogger(__name__)

VOTED = "이미 참여한 투표입니다."
NOT_STARTED = "아직 시작하지 않은 투표입니다."
CLOSED = "이미 마감된 투표입니다."
FOLD_EVERY_SECONDS = 1

# Ballots hold this lock together; whoever changes dates, options or status takes the stronger one and waits for them.
# It stands in a statement of its own, so that the next one sees what the one who held it has done.
SHARE = "SELECT FROM polls_poll WHERE post_id = %s FOR KEY SHARE"
# The ballot, what it chooses and that it is to be counted: all of it or, outside the period, a second time or for what
# cannot be chosen, nothing.
CAST = f"""
    WITH ballot AS (
        INSERT INTO polls_ballot (poll_id, member_id, submission, cast_at)
        SELECT poll.post_id, %(member)s, %(submission)s, %(at)s
        FROM polls_poll AS poll JOIN boards_post AS post ON post.id = poll.post_id
        WHERE poll.post_id = %(poll)s AND {IS_RUNNING} AND post.status {IS_LISTED}
            AND (poll.allows_multiple OR %(number)s = 1)
            AND %(number)s = (
                SELECT count(*) FROM polls_polloption AS option
                WHERE option.poll_id = poll.post_id AND option.id = ANY(%(options)s::bigint[])
            )
        ON CONFLICT (poll_id, member_id) DO NOTHING
        RETURNING id, poll_id
    ), chosen AS (
        INSERT INTO polls_ballotchoice (ballot_id, poll_id, option_id)
        SELECT ballot.id, ballot.poll_id, option FROM ballot, unnest(%(options)s::bigint[]) AS option
    ), uncounted AS (
        INSERT INTO polls_uncountedballot (ballot_id, poll_id) SELECT id, poll_id FROM ballot
    )
    SELECT id FROM ballot
"""  # noqa: S608 - constants of our own
_ballot_of = PreparedQuery(lambda poll, member: Ballot.objects.filter(poll=poll, member=member))


def ballot_of(poll: Poll, member: Member) -> Ballot | None:
    """Return the ballot of `member` in `poll`, or None."""
    return _ballot_of.first(poll=poll.pk, member=member.pk) if member.is_authenticated else None


def publish_poll(poll: Poll, *, options: list[PollOption], by: Member) -> Poll:
    """Store a new poll: its post (`poll.post`: title and body), when it runs, and 2 to 10 options, in one transaction.

    The same `post.submission` twice makes one poll. Raises PermissionDenied and ValidationError.
    """
    require(by, "polls.add_poll")
    post = poll.post
    post.author, post.board = by, Board.POLL
    images = clean_post(post, images_of=own_images(by))
    clean_poll(poll, options)
    if first := _published(post):
        return first
    if first := store_once(lambda: _published(post), lambda: _store(poll, options, images)):
        return first
    log_deed(logger, "poll published", extra={"poll": post.public_id, "by": by.pk})
    return poll


@transaction.atomic
def edit_poll(poll: Poll, *, by: Member, options: list[PollOption] | None = None) -> Poll:
    """Store what was changed in a poll: everything while it is 예정, title and body alone while it runs.

    `options` is the new list, in its order, or None to leave it. Raises PermissionDenied and ValidationError (`over`
    after the end, `running` for a change that comes too late).
    """
    stored = _locked(poll)
    require(by, "polls.change_poll", stored)
    state = stored.state
    if state == PollState.CLOSED:
        raise ValidationError(CLOSED, code="over")
    if state == PollState.RUNNING:
        _refuse_late_changes(stored, poll, options)
    else:
        stored.starts_at, stored.ends_at = poll.starts_at, poll.ends_at
        stored.allows_multiple, stored.picture = poll.allows_multiple, poll.picture
        kept = list(stored.options.all()) if options is None else options
        clean_poll(stored, kept)
        stored.save(update_fields=["starts_at", "ends_at", "allows_multiple", "picture"])
        if options is not None:
            stored.options.exclude(pk__in=[option.pk for option in options if option.pk]).delete()
        _store_options(stored, kept)
    post = stored.post
    post.title, post.body = poll.post.title, poll.post.body
    images = clean_post(post, images_of=own_images(by, post=post))
    save_post(post, images)
    log_deed(logger, "poll edited", extra={"poll": post.public_id, "by": by.pk, "state": state})
    return stored


@transaction.atomic
def close_poll(poll: Poll, *, by: Member, reason: str) -> bool:
    """End a poll now; by whom and why stays on record. False when it has ended already.

    Raises PermissionDenied and ValidationError (no reason).
    """
    stored = _locked(poll)
    require(by, "polls.close_poll", stored)
    if stored.is_over:
        return False
    reason = require_reason(reason, in_lines=True)
    stored.closed_at, stored.closed_by, stored.close_reason = timezone.now(), by, reason
    stored.full_clean(exclude=["post", "picture"], validate_unique=False)
    stored.save(update_fields=["closed_at", "closed_by", "close_reason"])
    poll.closed_at, poll.closed_by, poll.close_reason = stored.closed_at, by, reason
    invalidate_post_pages(stored.post)
    log_deed(logger, "poll closed", extra={"poll": stored.post.public_id, "by": by.pk})
    return True


def cast_ballot(poll: Poll, *, options: list[int], by: Member, submission: UUID | None = None) -> Ballot:
    """Store the ballot of `by` in `poll` with the keys of the chosen `options`; return it.

    Once a member, by a constraint, and only within the period, seen under a lock that ends wait for. The same
    `submission` twice makes one ballot and returns it both times, also after the end. Raises PermissionDenied,
    Throttled (100 a minute) and ValidationError (`none`, `single`, `option`, `not_started`, `closed`, `voted`).
    """
    require(by, "polls.cast_ballot", poll.post)
    options = list(dict.fromkeys(options))
    if not options:
        raise ValidationError({"options": ValidationError("최소 한 명의 후보를 선택해주세요!", code="none")})
    spend("ballot", by.pk, times=100, per=60)
    with transaction.atomic():
        pk = _cast(poll, options, by, submission)
        if pk:
            counters.count_for_member(by.pk, ballots=1)
            transaction.on_commit(lambda: _fold_now_and_then(poll.pk))
    if pk is None:
        return _cast_before(poll, by, submission) or _refuse(poll, options, by)
    log_deed(logger, "ballot cast", extra={"poll": poll.pk, "ballot": pk})
    ballot = Ballot(pk=pk, poll=poll, member=by, submission=submission)
    ballot.chosen = frozenset(options)
    return ballot


def refuse_to_delete_ballots(post: Post, *, to: str) -> None:
    """Raise ValidationError for a poll in which somebody voted: it can only be hidden (spec P11)."""
    if post.board != Board.POLL or to != Post.Status.DELETED:
        return
    # The lock waits for ballots that are on their way.
    list(Poll.objects.select_for_update().filter(pk=post.pk).values_list("pk"))
    if Ballot.objects.filter(poll=post.pk).exists():
        message = "참여한 사람이 있는 투표는 삭제할 수 없습니다. 숨김으로 처리해 주세요."
        raise ValidationError(message, code="has_ballots")


def _store(poll: Poll, options: list[PollOption], images: QuerySet[Image]) -> None:
    post = poll.post
    store_post(post, images)
    poll.post = post
    poll.save(force_insert=True)
    _store_options(poll, options)
    reindex_post(post)


def _published(post: Post) -> Poll | None:
    """The poll that the same form made before."""
    made = Poll.objects.select_related("post__counts").filter(post__author=post.author)
    return made.filter(post__submission=post.submission).first() if post.submission else None


def _cast(poll: Poll, options: list[int], by: Member, submission: UUID | None) -> int | None:
    """Store the ballot; its key, or None when it was too early, too late or the second one."""
    with connection.cursor() as cursor:
        cursor.execute(SHARE, [poll.pk])
        asked = {"poll": poll.pk, "member": by.pk, "submission": submission, "at": timezone.now()}
        cursor.execute(CAST, asked | {"options": options, "number": len(options)})
        row = cursor.fetchone()
    return row and row[0]


def _cast_before(poll: Poll, by: Member, submission: UUID | None) -> Ballot | None:
    """The ballot that the same form made; ValidationError when another one did."""
    first = ballot_of(poll, by)
    if first and not (submission and first.submission == submission):
        raise ValidationError(VOTED, code="voted")
    return first


def _refuse(poll: Poll, options: list[int], by: Member) -> NoReturn:
    """Say why no ballot was stored."""
    now = Poll.objects.select_related("post").get(pk=poll.pk)
    require(by, "polls.cast_ballot", now.post)
    if now.state == PollState.UPCOMING:
        raise ValidationError(NOT_STARTED, code="not_started")
    if now.state == PollState.CLOSED:
        raise ValidationError(CLOSED, code="closed")
    if len(options) > 1 and not now.allows_multiple:
        raise ValidationError({"options": ValidationError("단일 선택 투표입니다.", code="single")})
    raise ValidationError({"options": ValidationError("유효하지 않은 옵션입니다.", code="option")})


def _fold_now_and_then(poll: int) -> None:
    """Fold once a second at most, by whoever votes then; what they leave is folded by a job."""
    if cache.add(f"poll-fold:{poll}", 1, FOLD_EVERY_SECONDS):
        fold(poll)


def _locked(poll: Poll) -> Poll:
    """The stored poll under the lock for which ballots wait; those on their way are in before it is given."""
    # First the lock of the post, as every verb that touches it does (see boards.services.status).
    lock_post(poll.pk)
    stored = Poll.objects.select_for_update(of=("self",)).select_related("post__author", "post__counts")
    return stored.get(pk=poll.pk)


def clean_poll(poll: Poll, options: list[PollOption]) -> None:
    """Check dates and options and give places and colours to those that have none."""
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        few = len(options) < FEWEST_OPTIONS
        message = "투표 옵션은 최소 2개 이상이어야 합니다." if few else "투표 옵션은 최대 10개까지 가능합니다."
        raise ValidationError({"options": ValidationError(message, code="too_few" if few else "too_many")})
    poll.full_clean(exclude=["post", "picture", "closed_by"], validate_unique=False)
    if poll.is_over:
        raise ValidationError({"ends_at": ValidationError("마감일시는 현재 시각 이후여야 합니다.", code="dates")})
    free = [colour for colour in PollOption.Colour.values if colour not in {option.colour for option in options}]
    for order, option in enumerate(options, 1):
        option.order = order
        option.name, option.affiliation = clean_line(option.name), clean_line(option.affiliation)
        option.colour = option.colour or free.pop(0)
        try:
            option.full_clean(exclude=["poll", "picture"], **UNASKED)
        except ValidationError as error:
            raise ValidationError(
                {"options": ValidationError(f"{order}번 선택지: {' '.join(error.messages)}", code="option")}
            ) from error
    if len({option.name.casefold() for option in options}) < len(options):
        raise ValidationError({"options": ValidationError("중복된 옵션이 있습니다.", code="duplicate")})


def _store_options(poll: Poll, options: list[PollOption]) -> None:
    """Store new and changed options; the pictures of poll and options belong to the post from now on."""
    for option in options:
        option.poll = poll
        option.save()
    pictures = {thing.picture_id for thing in (poll, *options)} - {None}
    Image.objects.filter(pk__in=pictures, post=None).update(post=poll.post)


def _refuse_late_changes(stored: Poll, changed: Poll, options: list[PollOption] | None) -> None:
    """Raise ValidationError unless only title and description of a running poll differ (spec P6)."""
    same = all(
        getattr(stored, name) == getattr(changed, name)
        for name in ("starts_at", "ends_at", "allows_multiple", "picture_id")
    )
    if same and options is not None:
        same = [_told(option) for option in stored.options.all()] == [_told(option) for option in options]
    if not same:
        raise ValidationError("진행 중인 투표는 제목과 설명만 고칠 수 있습니다.", code="running")


def _told(option: PollOption) -> tuple[int | None, str, str, str, int | None]:
    return option.pk, option.name, option.affiliation, option.colour, option.picture_id
