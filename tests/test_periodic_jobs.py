"""Every periodic job of the registry, done twice at once, twice in a row, and days late: it leaves what one run leaves.

A new periodic job needs an entry in JOBS: what it finds, and what to look at afterwards.
"""

import asyncio
import os
import secrets
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from asgiref.sync import sync_to_async
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.utils import timezone
from django_redis import get_redis_connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import ApiSession, DataExport, EmailCode, Member, StaffRead, StatusChange
from accounts.services import open_api_session
from assist.models import Briefing, SentimentLabel, Summary
from backoffice.models import StaffExport
from boards.models import Board, Comment, Draft, Post, PostCounts
from boards.services import view_counts
from displays.services import counts
from insights.models import BoardStatistic, MemberStatistic, Visit, VisitStatistic
from insights.services import visits
from insights.services.daily_statistics import prove
from moderation.models import AbuseFlag
from moderation.services.burst_detection import MOST_COMMENTS
from notifications.models import Notification, NotificationPreference
from notifications.models.delivery import Delivery
from notifications.models.staff_channel_event import StaffChannelEvent
from notifications.services import error_reports, notify
from pictures.models import Image, IncomingImage
from polibat.files import private_storage, public_storage
from polibat.jobs.tasks import forget_limits
from polibat.mail import queue_mail
from polibat.models import JobFailure, LimitWindow, RepeatableRequest
from policies.models import PolicyVersion
from policies.services import view_counts as policy_view_counts
from politicians.models import Application, Document
from politicians.services import apply_as_politician, refuse_application
from politicians.services.uploaded_documents import validate_documents
from polls.models import Ballot, UncountedBallot
from polls.services import cast_ballot
from polls.services.folding import fold_all
from tests import factories
from tests.assist.test_summaries import LONG
from tests.boards.test_concurrency import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.concurrency]

NOW = datetime(2026, 12, 10, 1, 30, tzinfo=UTC)  # 10:30 in Seoul
YESTERDAY = (NOW - timedelta(days=1)).date()
LATE = timedelta(days=3, hours=5)


def ago(**kwargs):
    return timezone.now() - timedelta(**kwargs)


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchone()[0] if cursor.description else None


def empty_queue():
    execute("DELETE FROM procrastinate_jobs")


def queued(task):
    return ProcrastinateJob.objects.filter(task_name=task).count()


def redis():
    return get_redis_connection("limits")


# What each job finds; each returns how to look at what it left. ----------------------------------------------------


def a_suspension_that_is_over():
    member = factories.suspended_member()
    Member.objects.filter(pk=member.pk).update(suspended_until=ago(minutes=1))
    return lambda: (
        list(Member.objects.filter(pk=member.pk).values_list("status", "suspended_until")),
        StatusChange.objects.filter(member=member, by=None).count(),
    )


def old_codes():
    old, live = secrets.token_bytes(32), secrets.token_bytes(32)
    for mark, ends in ((old, -2), (live, 30)):
        EmailCode.objects.create(purpose="SIGNUP", email_index=mark, code_hash=mark, expires_at=ago(days=-ends))
    return lambda: [EmailCode.objects.filter(email_index=mark).count() for mark in (old, live)]


def old_log_ins():
    member = factories.MemberFactory()
    for ends in (-2, 30):
        open_api_session(member)
        ApiSession.objects.filter(pk=ApiSession.objects.latest("pk").pk).update(expires_at=ago(days=-ends))
    return lambda: ApiSession.objects.filter(member=member).count()


def old_looks():
    by = factories.staff_member("admin")
    for days in (-1100, -30):
        StaffRead.objects.create(by=by, what="회원", members=["NM000001"], created_at=ago(days=days * -1))
    return lambda: StaffRead.objects.filter(by=by).count()


def views_in_redis():
    post = factories.post(factories.MemberFactory())
    redis().hincrby(view_counts.views.pending, post.public_id, 3)
    return lambda: PostCounts.objects.get(pk=post.pk).views


def a_fresh_ballot():
    poll = factories.poll(factories.staff_member("admin"))
    cast_ballot(poll, options=[poll.options.first().pk], by=factories.MemberFactory())
    # As under load: the voter left the counting to others.
    fold_all()
    type(poll).objects.filter(pk=poll.pk).update(voters=0)
    poll.options.update(votes=0)
    UncountedBallot.objects.create(ballot_id=Ballot.objects.get(poll=poll).pk, poll_id=poll.pk)
    return lambda: (
        type(poll).objects.get(pk=poll.pk).voters,
        [option.votes for option in poll.options.order_by("order")],
        UncountedBallot.objects.filter(poll=poll.pk).count(),
    )


def an_orphan_picture():
    image = Image(author=factories.MemberFactory(), width=1, height=1, created_at=ago(days=3))
    image.page_file.save("p.webp", ContentFile(b"x"), save=False)
    image.list_file.save("l.webp", ContentFile(b"x"), save=False)
    image.save()
    names = (image.page_file.name, image.list_file.name)
    return lambda: (Image.objects.filter(pk=image.pk).exists(), [default_storage.exists(name) for name in names])


def a_picture_between_the_storages():
    image = Image(author=factories.MemberFactory(), width=1, height=1, withheld_at=NOW)
    image.page_file.save("p.webp", ContentFile(b"x"), save=False)
    image.list_file.save("l.webp", ContentFile(b"x"), save=False)
    image.save()
    return lambda: (
        Image.objects.get(pk=image.pk).is_out_of_reach,
        [storage.exists(name) for storage in (default_storage, private_storage()) for name in image.names],
    )


def a_picture_of_a_deleted_post():
    post = factories.post(factories.MemberFactory())
    Post.objects.filter(pk=post.pk).update(status=Post.Status.DELETED, removed_by_author=True)
    image = Image(author=post.author, post=post, width=1, height=1, withheld_at=ago(days=31), is_out_of_reach=True)
    image.page_file.name, image.list_file.name = (
        private_storage().save(f"images/{size}.webp", ContentFile(b"x")) for size in ("p", "l")
    )
    image.save()
    return lambda: (
        Image.objects.filter(pk=image.pk).exists(),
        [private_storage().exists(name) for name in image.names],
    )


def an_old_draft():
    member = factories.MemberFactory()
    for board, days in ((Board.FREE, 91), (Board.POLITICIAN, 1)):
        Draft.objects.create(member=member, board=board, title="쓰다 만 글", saved_at=ago(days=days))
    return lambda: list(Draft.objects.filter(member=member).values_list("board", flat=True))


def a_long_post():
    Post.objects.update(summary_line="있음")
    post = factories.post(factories.MemberFactory(), body=LONG)
    empty_queue()
    return lambda: list(Summary.objects.filter(pk=post.pk, method="EXTRACT").values_list("lines", flat=True))


def an_unread_comment():
    post = factories.post(factories.MemberFactory())
    factories.comment(post, factories.MemberFactory())
    return lambda: (SentimentLabel.objects.filter(post=post.pk).count(), PostCounts.objects.get(pk=post.pk).is_unread)


def a_day_that_was_talked_about():
    Briefing.objects.all().delete()
    post = factories.post(factories.MemberFactory())
    factories.comment(post, factories.MemberFactory())
    Post.objects.filter(pk=post.pk).update(published_at=ago(days=1))
    return lambda: list(Briefing.objects.values_list("day", flat=True))


def visits_in_redis():
    before, visitor = sum(VisitStatistic.objects.values_list("visitors", flat=True)), uuid.uuid4()
    redis().hset(visits.buffer.pending, f"{timezone.localdate()}:{visitor.hex}", "PC:0")
    return lambda: (
        Visit.objects.filter(visitor=visitor).count(),
        sum(VisitStatistic.objects.values_list("visitors", flat=True)) - before,
    )


def days_that_are_over():
    for kept in (MemberStatistic, BoardStatistic, VisitStatistic):
        kept.objects.all().delete()
    if not StatusChange.objects.exists():
        StatusChange.objects.create(member=factories.MemberFactory(), after="APPROVED", created_at=ago(days=2))
    columns = [field.attname for field in MemberStatistic._meta.fields if not field.primary_key]
    closed = (
        MemberStatistic.objects.filter(day__range=(YESTERDAY - timedelta(days=1), YESTERDAY))
        .order_by("day", "kind")
        .values_list(*columns)
    )
    return lambda: (list(closed.all()), [name for name, wrong in prove() if wrong and closed.exists()])


def an_outdated_file(model, **fields):
    row = model(state=model.State.READY, expires_at=ago(hours=1), **fields)
    name = row.file = private_storage().save(row.file_name, ContentFile(b"x"))
    row.save()
    return lambda: (*model.objects.filter(pk=row.pk).values_list("state", "file"), private_storage().exists(str(name)))


def an_outdated_staff_file():
    return an_outdated_file(StaffExport, by=factories.staff_member("admin"), page="posts", kind="csv", rows=1)


def an_outdated_zip():
    return an_outdated_file(DataExport, member=factories.MemberFactory(), size=1)


def a_mail_without_its_job():
    queue_mail(to="who@example.com", template="signup_code", context={"code": "123456"})
    key = Delivery.objects.latest("pk").key
    Delivery.objects.filter(key=key).update(next_at=ago(minutes=1))
    empty_queue()
    return lambda: ProcrastinateJob.objects.filter(queueing_lock=f"delivery:{key}").count()


def a_notification_to_mail():
    member = factories.MemberFactory()
    notify([member], kind="COMMENT", text="댓글")
    return lambda: (
        Delivery.objects.filter(member=member).count(),
        Notification.objects.filter(member=member, mail="DUE").count(),
    )


def a_member_who_collects():
    member = factories.MemberFactory()
    NotificationPreference(member=member, mail="DAILY").save()
    Notification.objects.create(member=member, kind="COMMENT", text="댓글", mail="DAILY")
    return lambda: (
        Delivery.objects.filter(member=member, kind="digest").count(),
        Notification.objects.filter(member=member, mail="DAILY").count(),
    )


def a_policy_ahead():
    member = factories.MemberFactory()
    # No two versions of a policy take effect at one moment.
    version = factories.policy_version(days=10 + PolicyVersion.objects.count())
    event = f"policy:{version.public_id}"
    return lambda: Delivery.objects.filter(member=member, event=event).count()


def old_news():
    member = factories.MemberFactory()
    Notification.objects.create(member=member, kind="COMMENT", text="댓글", read_at=ago(days=200))
    gone = {"kind": "welcome", "state": "DROPPED", "recipient": member.public_id, "event": "old"}
    Delivery.objects.create(**gone, member=member, queued_at=ago(days=200))
    event = StaffChannelEvent.objects.create(event=uuid.uuid4().hex, created_at=ago(days=200))
    return lambda: [
        Notification.objects.filter(member=member).count(),
        Delivery.objects.filter(member=member).count(),
        StaffChannelEvent.objects.filter(pk=event.pk).count(),
    ]


def errors_in_redis():
    empty_queue()
    error_reports.alone = error_reports._Alone()
    if found := redis().keys(f"{error_reports.faults.prefix}:*"):
        redis().delete(*found)
    error_reports.count_error("RuntimeError · boards/views.py:1 view")
    return lambda: queued("notifications.send_card")


def a_day_of_figures():
    empty_queue()
    StaffChannelEvent.objects.all().delete()
    return lambda: queued("notifications.send_card")


def a_stuck_queue():
    look = a_day_of_figures()
    forget_limits.configure(queueing_lock="stuck", schedule_at=datetime(2020, 1, 1, tzinfo=UTC)).defer(timestamp=0)
    return look


def an_outlived_document():
    storage, member = private_storage(), factories.MemberFactory(kind=Member.Kind.POLITICIAN, status="PENDING")
    sent = Application(stated_name="한가람의원", affiliation="새빛당")
    application = apply_as_politician(sent, by=member, documents=validate_documents([factories.pdf_file()]))
    name = application.documents.get().file.name
    refuse_application(application, by=factories.staff_member("admin"), reason="서류가 다릅니다")
    Application.objects.filter(pk=application.pk).update(decided_at=ago(days=31))
    orphan = storage.save(f"applications/{uuid.uuid4().hex}.pdf", ContentFile(b"x"))
    return lambda: (
        Document.objects.filter(application=application).count(),
        storage.exists(name),
        storage.exists(orphan),
    )


def a_window_that_is_over():
    key = uuid.uuid4().hex
    LimitWindow.objects.create(key=key, count=1, ends_at=ago(seconds=1))
    LimitWindow.objects.create(key=f"{key}-open", count=1, ends_at=ago(days=-30))
    return lambda: LimitWindow.objects.filter(key__startswith=key).count()


def an_old_answer():
    asker = uuid.uuid4().hex
    RepeatableRequest.objects.create(asker=asker, key="k", digest=b"x" * 32, created_at=ago(days=2))
    return lambda: RepeatableRequest.objects.filter(asker=asker).count()


def an_old_failure():
    job = forget_limits.configure(queueing_lock=uuid.uuid4().hex).defer(timestamp=0)
    for status in ("doing", "failed"):
        execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", status, job)
    execute("UPDATE procrastinate_events SET at = at - interval '31 days' WHERE job_id = %s", job)
    JobFailure.objects.create(job_id=job, task_name="polibat.forget_limits", kind="RuntimeError")
    return lambda: (
        ProcrastinateJob.objects.filter(pk=job).count(),
        JobFailure.objects.filter(pk=job).count(),
    )


def a_job_of_a_dead_worker():
    job = forget_limits.configure(queueing_lock=uuid.uuid4().hex).defer(timestamp=0)
    worker = execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - '1 hour'::interval) RETURNING id"
    )
    execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", worker, job)
    return lambda: list(ProcrastinateJob.objects.filter(pk=job).values_list("status", "attempts"))


def an_imitator():
    member = factories.MemberFactory(nickname=f"운영ㅈㅏ{uuid.uuid4().hex[:8]}")
    return lambda: list(AbuseFlag.objects.filter(member=member).values_list("kind", "windows", "state"))


def a_flood():
    post = factories.post(factories.MemberFactory())
    said = factories.bare_comments(post, factories.MemberFactory(), MOST_COMMENTS)
    # Late it is a flood, too.
    Comment.objects.filter(pk__in=[one.pk for one in said]).update(created_at=NOW + LATE)
    return lambda: list(AbuseFlag.objects.filter(post=post).values_list("kind", "evidence", "windows"))


def events_in_redis():
    popup = factories.popup(factories.staff_member("admin"))
    redis().hincrby(counts.events.pending, f"{popup.public_id}:views", 3)
    return lambda: type(popup).objects.get(pk=popup.pk).views


def policy_views_in_redis():
    days = PolicyVersion.objects.count()
    version = factories.policy_version(days=days)
    redis().hincrby(policy_view_counts.views.pending, version.public_id, 3)
    return lambda: PolicyVersion.objects.get(pk=version.pk).views


def a_picture_on_its_way():
    incoming = IncomingImage.objects.create(
        author=factories.MemberFactory(), content_type="image/png", created_at=ago(days=1)
    )
    private_storage().save(incoming.name, ContentFile(b"x"))
    return lambda: (
        IncomingImage.objects.filter(pk=incoming.pk).count(),
        private_storage().exists(incoming.name),
    )


def a_file_without_a_row():
    for name in public_storage.listdir("images/popups")[1] if public_storage.exists("images/popups") else []:
        public_storage.delete(f"images/popups/{name}")
    lost = public_storage.save("images/popups/lost.webp", ContentFile(b"x"))
    moment = ago(days=2).timestamp()
    os.utime(public_storage.path(lost), (moment, moment))
    return lambda: public_storage.exists(lost)


JOBS = {
    "accounts.end_suspensions": a_suspension_that_is_over,
    "accounts.forget_api_sessions": old_log_ins,
    "accounts.forget_codes": old_codes,
    "accounts.forget_staff_reads": old_looks,
    "assist.draft_briefing": a_day_that_was_talked_about,
    "boards.flush_views": views_in_redis,
    "polls.fold_ballots": a_fresh_ballot,
    "assist.label_comments": an_unread_comment,
    "boards.remove_drafts": an_old_draft,
    "boards.remove_pictures": a_picture_of_a_deleted_post,
    "pictures.bring_on": a_picture_between_the_storages,
    "pictures.remove_incoming": a_picture_on_its_way,
    "pictures.remove_orphans": an_orphan_picture,
    "assist.summarise_missing": a_long_post,
    "insights.close_days": days_that_are_over,
    "insights.flush_visits": visits_in_redis,
    "backoffice.forget_staff_exports": an_outdated_staff_file,
    "moderation.detect_bursts": a_flood,
    "moderation.flag_look_alikes": an_imitator,
    "notifications.announce_policies": a_policy_ahead,
    "notifications.forget_outdated": old_news,
    "notifications.look_after_mail": a_mail_without_its_job,
    "notifications.mail_notifications": a_notification_to_mail,
    "notifications.send_digests": a_member_who_collects,
    "displays.count_displays": events_in_redis,
    "accounts.forget_exports": an_outdated_zip,
    "notifications.report_errors": errors_in_redis,
    "insights.tell_figures": a_day_of_figures,
    "notifications.tell_stuck_queue": a_stuck_queue,
    "polibat.forget_failures": an_old_failure,
    "polibat.forget_limits": a_window_that_is_over,
    "polibat.forget_repeats": an_old_answer,
    "polibat.remove_strays": a_file_without_a_row,
    "polibat.rescue_jobs": a_job_of_a_dead_worker,
    "policies.count_views": policy_views_in_redis,
    "politicians.forget_documents": an_outlived_document,
}


def periodic_names():
    """The names of all periodic jobs that a worker would know."""
    return sorted(task.task.name for task in app.periodic_registry.periodic_tasks.values())


def do(name):
    """Do a job as the worker does, with the moment it was meant for."""
    task, moment = app.tasks[name], int(NOW.timestamp())
    if not task.pass_context:
        task(timestamp=moment)
        return

    async def on_connections_of_its_own():
        worker = app.with_connector(app.connector.get_worker_connector())
        async with worker.open_async():
            await task(SimpleNamespace(app=worker), timestamp=moment)
        await sync_to_async(connections.close_all)()

    # In a thread of its own: where a browser runs beside the tests, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, on_connections_of_its_own()).result()


def test_every_periodic_job_has_an_entry():
    assert sorted(JOBS) == periodic_names()


@pytest.mark.parametrize("name", sorted(JOBS))
def test_a_periodic_job_is_safe_twice_and_late(name, settings):
    settings.TEAMS_WEBHOOK_URL = "http://127.0.0.1:1/"
    with time_machine.travel(NOW, tick=False) as clock:
        look = JOBS[name]()
        before = look()
        do(name)
        after = look()
        assert after != before
        look = JOBS[name]()
        at_once(lambda: do(name), lambda: do(name))
        assert look() == after
        do(name)
        assert look() == after
        look = JOBS[name]()
        clock.shift(LATE)
        do(name)
        assert look() == after
