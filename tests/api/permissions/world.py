"""The rows that the addresses of the permission table are about, by name; the citizen wrote what members write."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from assist.models import SentimentGauge, Summary
from backoffice.models import StaffExport
from boards.models import Post
from moderation.models import AbuseFlag, Report, ReviewFlag, WatchWord
from moderation.services import add_word, decision_to_object_to, file_report, hide_text, object_to
from notifications.models import Notification
from notifications.services import notify
from polibat.security.opaque import name_of
from policies.models import PolicyVersion
from tests import factories


class Rows(dict):
    """Rows by name; what costs much is made when it is first asked for."""

    def __init__(self, later):
        super().__init__()
        self.later = later

    def __or__(self, others):
        self.update(others)
        return self

    def __missing__(self, name):
        self[name] = self.later[name]()
        return self[name]


def build(citizen, reader, admin_member, politician):
    """A row of each kind: {name of the row: its public id}."""
    post = factories.post(citizen)
    named = factories.post(citizen, board="POLITICIAN", politician=politician)
    comment = factories.comment(post, citizen)
    poll = factories.poll(admin_member)
    suggestion = factories.suggestion(citizen)
    notice = factories.notice(admin_member)
    others = factories.post(reader)
    later = {
        "report": lambda: file_report(Report(post=post, reason=Report.Reason.SPAM), by=reader).public_id,
        "taken_down": lambda: taken_down(citizen).public_id,
        "objection": lambda: objection(citizen).pk,
        "abuse-flag": lambda: AbuseFlag.objects.create(kind="REPORTS", member=citizen, evidence=10).pk,
        "review-flag": lambda: ReviewFlag.objects.create(post=post, words="말", score=1).pk,
        "watch-word": lambda: add_word(WatchWord(word="나쁜말"), by=admin_member).pk,
        "made": lambda: made(citizen).public_id,
        "popup": lambda: factories.popup(admin_member).public_id,
        "banner": lambda: factories.banner(admin_member).public_id,
        "staff_policy": lambda: factories.policy_version().public_id,
        "policy_template": lambda: version.template.public_id,
        "staff_member": lambda: factories.staff_member("moderator").public_id,
        "export": lambda: _export(admin_member).token,
    }
    notify([citizen], kind=Notification.Kind.DECISION, text="알림")
    version = PolicyVersion.objects.filter(template__slug="terms").first()
    return Rows(later) | {
        "post": post.public_id,
        "named_post": named.public_id,
        "comment": comment.public_id,
        "poll": poll.post.public_id,
        "suggestion": suggestion.post.public_id,
        "notice": notice.post.public_id,
        "others_post": others.public_id,
        "politician": politician.pk,
        "politician_page": politician.public_id,
        "board": "FREE",
        "paper": "1",
        "citizen": citizen.public_id,
        "reader": reader.public_id,
        "notification": name_of(Notification.objects.visible_to(citizen).first().pk, kind="notification"),
        "policy": "terms",
        "policy_version": version.public_id,
    }


def taken_down(author):
    """A text that some other member of staff hid."""
    post = factories.post(author)
    hide_text(post, by=factories.staff_member("moderator"), reason="시험")
    return post


def objection(author):
    """An objection of the author to that."""
    decision = decision_to_object_to(Post.objects.get(pk=taken_down(author).pk))
    return object_to(decision, by=author, text="규칙을 어기지 않았습니다.")


def _export(by):
    """A file that waits to be fetched by whoever asked for it."""
    export = StaffExport(by=by, page="posts", kind="csv", rows=1, state=StaffExport.State.READY)
    export.file.save(f"{export.token}.csv", ContentFile(b"x"), save=False)
    export.expires_at = timezone.now() + timedelta(hours=1)
    export.save()
    return export


def made(author):
    """A post with a summary and a gauge."""
    post = factories.post(author)
    Summary.objects.create(post=post, lines=[{"line": "줄", "source": "줄"}], method="EXTRACT", made_at=timezone.now())
    SentimentGauge.objects.create(post=post, positive=8, negative=2, method="LEXICON", measured_at=timezone.now())
    return post
