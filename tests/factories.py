"""Rows for tests, as the services would have left them."""

import io
from datetime import UTC, datetime, timedelta

import factory
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as Picture

from accounts.models import Member
from accounts.models.member import nickname_key
from boards.models import Board, Comment, Post
from boards.services import add_comment, publish_post
from boards.services.counters import count_for_member
from displays.models import Banner, Popup
from displays.services import publish_banner, publish_popup
from polibat.db.ids import next_public_id
from polibat.security.encryption import email_index, encrypt, mailbox_index
from polibat.text.bigrams import vector_of
from policies.models import PolicyTemplate, PolicyVersion
from policies.services import publish_version
from politicians.models import Application, Party, Politician
from politicians.services import store_politician
from polls.models import Poll, PollOption
from polls.services import publish_poll
from suggestions.models import Notice, Suggestion
from suggestions.services import publish_notice, submit_suggestion

PASSWORD = "polibat-1234!"
ENDED = timedelta(days=30)


class MemberFactory(DjangoModelFactory):
    """A member in 승인 with an encrypted address and the password PASSWORD."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    class Params:
        email = factory.Sequence("member{}@example.com".format)

    kind = Member.Kind.NORMAL
    status = Member.Status.APPROVED
    nickname = factory.Sequence("시민{}".format)
    nickname_key = factory.LazyAttribute(lambda made: nickname_key(made.nickname))
    nickname_words = factory.LazyAttribute(lambda made: vector_of(made.nickname))
    public_id = factory.LazyAttribute(lambda made: next_public_id(Member.PREFIXES[made.kind]))
    agreed_upto = datetime(2026, 10, 31, 15, 0, tzinfo=UTC)  # the first policies, as signing up leaves it
    email_index = factory.LazyAttribute(lambda made: email_index(made.email))
    mailbox_index = factory.LazyAttribute(lambda made: mailbox_index(made.email))
    email_cipher = factory.LazyAttribute(lambda made: encrypt(made.email, bound_to=f"accounts.member:{made.public_id}"))
    password = factory.django.Password(PASSWORD)


def suspended_member(**kwargs):
    """A member in 정지 for a week."""
    until = timezone.now() + timedelta(days=7)
    return MemberFactory(status=Member.Status.SUSPENDED, suspended_until=until, **kwargs)


def staff_member(level=None, **kwargs):
    """Staff of a level (`moderator` or `admin`); without one, a superuser."""
    member = MemberFactory(kind=Member.Kind.STAFF, is_superuser=level is None, **kwargs)
    if level:
        member.groups.add(Group.objects.get(name=level))
    return member


class PartyFactory(DjangoModelFactory):
    """An invented party."""

    class Meta:
        model = Party

    name = factory.Sequence("새빛{}당".format)


def politician(name="한가람", **kwargs):
    """An invented member of the National Assembly, searchable as an imported one is."""
    fields = {"district": "가온시 갑", "party": kwargs.pop("party", None) or PartyFactory()} | kwargs
    return store_politician(Politician(name=name, **fields))


def speaker_for(whom, *, is_aide=False, **kwargs):
    """A member who speaks for a politician: the politician, or an aide."""
    kind = Member.Kind.AIDE if is_aide else Member.Kind.POLITICIAN
    member = MemberFactory(kind=kind, **kwargs)
    Application.objects.create(
        member=member,
        is_aide=is_aide,
        stated_name=str(whom),
        affiliation=str(whom.party or "무소속"),
        politician=whom,
        state=Application.State.APPROVED,
    )
    return member


def post(author, board=Board.FREE, **kwargs):
    """A published post."""
    fields = {
        "title": "버스 노선 이야기",
        "body": "<p>우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요.</p>",
    } | kwargs
    return publish_post(Post(author=author, board=board, **fields), by=author)


def picture_file(name="me.png"):
    """An upload that is a small picture."""
    stored = io.BytesIO()
    Picture.new("RGB", (30, 20), "navy").save(stored, "PNG")
    return SimpleUploadedFile(name, stored.getvalue(), "image/png")


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
PDF_END = b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def pdf_file(name="certificate.pdf", *, size=0):
    """An upload that is a PDF, filled with what readers skip to `size` bytes."""
    filling = b"%" + b"x" * (size - len(PDF) - len(PDF_END) - 2) + b"\n" if size else b""
    return SimpleUploadedFile(name, PDF + filling + PDF_END, "application/pdf")


def policy_version(slug="terms", *, days=7, **kwargs):
    """A version of a policy that takes effect in so many days; mandatory unless told otherwise."""
    fields = {
        "summary": "개정",
        "body": "1. 새로운 조항\n새 본문입니다.",
        "effective_at": timezone.now() + timedelta(days=days),
    }
    version = PolicyVersion(template=PolicyTemplate.objects.get(slug=slug), **fields | kwargs)
    return publish_version(version, by=staff_member("admin"))


def comment(on, author, text="저도 그렇게 생각합니다.", **kwargs):
    """A published comment."""
    return add_comment(on.comments.model(post=on, author=author, text=text, **kwargs), by=author)


def bare_comments(on, author, number, *, text="저도 그렇게 생각합니다."):
    """Many comments as the verbs would have left them, without their notifications and jobs."""
    counts = type(on.counts).objects
    serial = counts.get(pk=on.pk).comment_serial
    now = timezone.now()
    comments = [
        Comment(public_id=f"{on.public_id}-CM{serial + place:04d}", post=on, author=author, text=text, created_at=now)
        for place in range(1, number + 1)
    ]
    Comment.objects.bulk_create(comments)
    counts.filter(pk=on.pk).update(
        comments=F("comments") + number, comment_serial=F("comment_serial") + number, is_unread=True
    )
    count_for_member(author.pk, comments=number)
    return comments


def poll(by, *names, starts=-1, ends=7, title="무인도에 하나만 가져간다면?", **kwargs):
    """A poll by staff that runs from `starts` to `ends` (days from now)."""
    now, body = timezone.now(), kwargs.pop("body", "<p>여러 개를 선택할 수 있습니다. 지금 투표해보세요!</p>")
    poll = Poll(
        post=Post(title=title, body=body),
        starts_at=now + timedelta(days=starts),
        ends_at=now + timedelta(days=ends),
        **{"allows_multiple": True} | kwargs,
    )
    return publish_poll(poll, options=[PollOption(name=name) for name in names or ("감자", "고구마", "옥수수")], by=by)


def ended_poll(by, *names, **kwargs):
    """A poll whose end has passed."""
    made = poll(by, *names, **kwargs)
    Poll.objects.filter(pk=made.pk).update(starts_at=F("starts_at") - ENDED, ends_at=timezone.now() - timedelta(days=1))
    made.refresh_from_db(fields=["starts_at", "ends_at"])
    return made


def suggestion(author, **kwargs):
    """A submitted suggestion; `category`, and of its post title, body and is_private."""
    category = kwargs.pop("category", Suggestion.Category.FEATURE)
    fields = {"title": "정류장 안내판 제안", "body": "<p>정류장마다 큰 글씨 안내판이 있으면 좋겠습니다.</p>"} | kwargs
    return submit_suggestion(Suggestion(post=Post(**fields), category=category), by=author)


def notice(by, **kwargs):
    """A published notice."""
    fields = {"title": "정기 점검 안내", "body": "<p>일요일 새벽에 점검합니다. 양해 부탁드립니다.</p>"} | kwargs
    return publish_notice(Notice(post=Post(**fields), category=Notice.Category.GUIDE), by=by)


def upload(size=(38, 33), *, name="그림.png", colour="teal"):
    """A small picture as somebody would upload it."""
    content = io.BytesIO()
    Picture.new("RGB", size, colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def _period(kwargs):
    """The period from `starts` to `ends`, in days from now."""
    now = timezone.now()
    days = {"starts_at": kwargs.pop("starts", -1), "ends_at": kwargs.pop("ends", 7)}
    return {name: now + timedelta(days=number) for name, number in days.items()}


def banner(by, title="동네 이야기를 들려주세요", target="/free/", **kwargs):
    """A banner that runs from `starts` to `ends` (days from now)."""
    made = Banner(title=title, target=target, **_period(kwargs), **kwargs)
    return publish_banner(made, pc_image=upload(), mobile_image=upload(), by=by)


def popup(by, title="📢 새 기능 안내", text="투표가 열렸습니다.\n지금 참여해 보세요!", **kwargs):
    """A popup that runs from `starts` to `ends` (days from now)."""
    return publish_popup(Popup(title=title, text=text, **_period(kwargs), **kwargs), by=by)
