"""The demo data: the same for the same seed, as the services would have left it, neutral."""

import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings

from accounts.models import Consent, Member, StatusChange
from boards.models import BoardCounter, Comment, MentionCounter, Post, PostCounts, Reaction, SearchDocument
from dev.demo import cast, policies, texts, write
from dev.demo.conversation import Conversation, Deck, People, Speaker
from dev.management.commands import seed_demo
from moderation.models import Decision, Report
from pictures.models import Image
from polibat.files import PrivateFolder
from polibat.security.encryption import decrypt
from policies.models import PolicyVersion
from politicians.models import Application, Document, Party, Politician
from polls.models import Ballot, Poll
from suggestions.models import Notice, Suggestion

# Names that people know from the news: none of them may appear in invented conversations.
REAL = ["더불어", "국민의힘", "조국혁신", "개혁신당", "진보당", "정의당", "기본소득당", "민주당", "새누리", "자유한국"]

POSTS, COMMENTS = 300, 240


@pytest.fixture(scope="module", autouse=True)
def embedded(tmp_path_factory):
    """Demo data may be made, with few pictures, into folders of their own."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seed_demo, "PICTURES", 1)
        patch.setattr(Document.file.field, "storage", PrivateFolder(location=folder / "private", base_url=None))
        with override_settings(EMBEDDED=True, MEDIA_ROOT=folder):
            yield


@pytest.fixture(scope="class")
def seeded(embedded, django_db_setup, django_db_blocker):
    """The demo data, in a transaction that lasts as long as the class."""
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        transaction.atomic(),
    ):
        seed(posts=POSTS, comments=COMMENTS)
        yield
        transaction.set_rollback(True)


def talk(model=Post):
    """The rows of the conversation; what staff made for the other boards is counted where it is tested."""
    boards = ["FREE", "POLITICIAN"]
    return model.objects.filter(board__in=boards) if model is Post else model.objects.filter(post__board__in=boards)


def seed(**options):
    call_command("seed_demo", stderr=StringIO(), **{"posts": 60, "comments": 240, **options})


def recount():
    said = StringIO()
    call_command("recount", stdout=said)
    return [line.split(": ")[1] for line in said.getvalue().splitlines()]


@pytest.fixture
def people():
    """Enough people for a conversation, without a database."""
    return People(list(range(1, 30)), [(1, "한가람 국회의원")], {1: [Speaker(100, is_aide=False, label="한가람")]})


@pytest.mark.usefixtures("seeded")
class TestSeeded:
    """What one seeding leaves; each test takes back what it changes."""

    def test_seed_demo_leaves_what_the_services_would(self, db):
        assert set(recount()) == {"맞음"}
        assert (talk().count(), talk(Comment).count(), talk(PostCounts).count()) == (POSTS, COMMENTS, POSTS)
        assert SearchDocument.objects.count() == Post.objects.listed().count()
        listed = Post.objects.filter(status__in=Post.LISTED)
        assert sum(BoardCounter.objects.values_list("listed", flat=True)) == listed.count()
        assert sum(MentionCounter.objects.values_list("answered", flat=True)) > 0
        assert Image.objects.filter(post__has_image=True).count() == Post.objects.filter(has_image=True).count() > 0
        hidden = Post.objects.filter(status="HIDDEN").count() + Comment.objects.filter(status="HIDDEN").count()
        assert Decision.objects.filter(verb="HIDE").count() == hidden
        assert Report.objects.count() == 5

    def test_seed_demo_has_an_application_that_waits_with_its_documents(self, db):
        application = Application.objects.waiting().get()
        assert [document.kind for document in application.documents.all()] == ["PDF", "PICTURE"]
        with application.documents.first().file.open("rb") as file:
            assert file.read().startswith(b"%PDF-")

    def test_seed_demo_policies_have_a_past_and_a_future_and_everybody_agreed(self, db):
        terms = PolicyVersion.objects.filter(template__slug="terms").order_by("effective_at")
        assert [version.is_ahead for version in terms] == [False, False, True]
        assert PolicyVersion.objects.filter(template__slug="privacy").count() == 2
        # Each amendment changes something, and every change found the words that it changes.
        assert len({version.body for version in terms}) == 3
        assert all(member.has_agreed for member in Member.objects.in_good_standing())
        for _, changes in (policies.TERMS, policies.PRIVACY, policies.NEXT_TERMS):
            assert all(PolicyVersion.objects.filter(body__contains=after).exists() for _, after in changes)

    def test_seed_demo_members_are_as_signing_up_leaves_them(self, db):
        citizen = Member.objects.with_email("citizen@example.com").get()
        assert decrypt(citizen.email_cipher, bound_to=citizen.email_binding) == "citizen@example.com"
        assert citizen.public_id.startswith("NM")
        assert Consent.objects.filter(member=citizen).count() == 2
        assert StatusChange.objects.filter(member=citizen).count() == 1
        politician = Member.objects.with_email("politician@example.com").get()
        assert list(politician.status_changes.values_list("before", "after")) == [
            ("PENDING", "APPROVED"),
            ("", "PENDING"),
        ]
        statuses = set(Member.objects.values_list("status", flat=True))
        assert statuses == {"APPROVED", "PENDING", "SUSPENDED", "BANNED", "WITHDRAWN"}
        assert Application.objects.waiting().count() == 1

    def test_seed_demo_ids_follow_the_sequences(self, db):
        numbers = [
            int(public_id[2:])
            for public_id in Post.objects.filter(board="FREE").order_by("pk").values_list("public_id", flat=True)
        ]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        for comment in Comment.objects.select_related("post__counts"):
            assert comment.public_id.startswith(f"{comment.post.public_id}-CM")
            assert int(comment.public_id[-4:]) <= comment.post.counts.comment_serial
        moments = list(talk().order_by("pk").values_list("published_at", flat=True))
        assert moments == sorted(moments)

    def test_seed_demo_opens_polls_in_every_state_with_exact_counts(self, db):
        polls = list(Poll.objects.for_list())
        assert len(polls) == 10
        assert {poll.state for poll in polls} == {"UPCOMING", "RUNNING", "CLOSED"}
        for poll in polls:
            moments = [ballot.cast_at for ballot in poll.ballots.all()]
            assert poll.voters == len(moments)
            assert bool(moments) == (poll.state != "UPCOMING")
            assert all(poll.starts_at <= moment < poll.ended_at for moment in moments)
        citizen = Member.objects.with_email("citizen@example.com").get()
        assert Ballot.objects.of(citizen).count() < len([poll for poll in polls if poll.state != "UPCOMING"])

    def test_seed_demo_fills_the_other_boards(self, db):
        assert Notice.objects.pinned().count() == 2
        assert set(Suggestion.objects.values_list("state", flat=True)) == set(Suggestion.State.values)
        assert Post.objects.filter(board="SUGGESTION", is_private=True).count() == 3
        assert not Suggestion.objects.filter(post__public_id__startswith="RC").exclude(category="COMPLAINT").exists()

    def test_seed_demo_replies_follow_what_they_answer(self, db):
        for reply in Comment.objects.exclude(parent=None).select_related("parent", "post"):
            assert reply.parent.parent_id is None
            assert reply.parent.post_id == reply.post_id
            assert reply.post.published_at < reply.parent.created_at <= reply.created_at

    def test_seed_demo_nobody_reacts_to_their_own_words(self, db):
        for reaction in Reaction.objects.select_related("post", "comment"):
            assert reaction.member_id != (reaction.post or reaction.comment).author_id

    def test_seed_demo_refuses_a_database_with_members(self, db):
        with pytest.raises(CommandError, match="이미 회원이 있어"):
            seed()
        seed(posts=5, comments=5, add=True)
        assert (talk().count(), Politician.objects.count()) == (POSTS + 5, len(cast.FIGURES))
        assert set(recount()) == {"맞음"}

    def test_seed_demo_refuses_production(self, db, settings):
        settings.EMBEDDED = settings.DEBUG = False
        with pytest.raises(CommandError, match="운영 설정"):
            seed()
        seed(posts=1, comments=0, force=True, add=True)
        assert talk().count() == POSTS + 1

    def test_seed_demo_treats_parties_alike(self, db):
        named = [
            Post.objects.filter(politician__party=party, is_by_politician=False).count()
            for party in Party.objects.all()
        ]
        assert max(named) - min(named) <= len(named)

    def test_demo_accounts_prints_six_that_open(self, db, client):
        said = StringIO()
        call_command("demo_accounts", stdout=said)
        head, *rows = said.getvalue().splitlines()
        assert head.split() == ["구분", "이메일", "비밀번호", "닉네임"]
        assert [row.split()[1] for row in rows] == [account.address for account in cast.ACCOUNTS]
        for row in rows:
            _, address, password, nickname = row.split()
            assert Member.objects.with_email(address).get().nickname == nickname
            assert Member.objects.with_email(address).get().check_password(password)


def test_seed_demo_by_copy_leaves_the_same_shape(db, monkeypatch):
    monkeypatch.setattr(write, "MANY", 2000)
    monkeypatch.setattr(write, "CHUNK", 700)
    seed(posts=2000, comments=3000)
    assert set(recount()) == {"맞음"}
    assert (talk().count(), talk(Comment).count()) == (2000, 3000)
    assert SearchDocument.objects.count() == Post.objects.listed().count()


def indexes_and_foreign_keys():
    """Those of the boards, as the catalogue has them."""
    with connection.cursor() as cursor:
        # PostgreSQL writes the condition of a partial index in another, equal form when it is made from text.
        cursor.execute(
            "SELECT split_part(indexdef, ' WHERE ', 1) FROM pg_indexes WHERE tablename LIKE 'boards_%' ORDER BY 1"
        )
        indexes = cursor.fetchall()
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' ORDER BY 1, 2"
        )
        return indexes, cursor.fetchall()


def test_seed_demo_brings_back_what_it_took_off(db, monkeypatch):
    before = indexes_and_foreign_keys()
    assert all(before)
    monkeypatch.setattr(write, "MANY", 10)
    seed(posts=20, comments=20)
    assert indexes_and_foreign_keys() == before


def test_conversation_is_the_same_for_the_same_seed(people):
    first, second, other = (list(Conversation(people, posts=40, comments=200, seed=number)) for number in (7, 7, 8))
    assert first == second
    assert first != other


def test_conversation_has_as_many_comments_as_asked(people):
    talks = list(Conversation(people, posts=100, comments=500, seed=3))
    assert sum(len(talk.comments) for talk in talks) == 500
    assert [talk.place for talk in talks] == sorted(talk.place for talk in talks)


def test_conversation_does_not_repeat_itself(people):
    talks = list(Conversation(people, posts=200, comments=0, seed=5))
    assert len({talk.text for talk in talks}) == 200


def test_deck_draws_everything_before_anything_again():
    deck = Deck(random.Random(1), "abcdef")
    assert sorted(deck.draw() for _ in range(6)) == list("abcdef")
    assert deck.draw(lambda card: card == "c") == "c"


def test_texts_every_story_can_be_told():
    stories = texts.stories()
    assert len({story.topic for story in stories}) >= 60
    for story in stories:
        assert story.titles, story
        assert story.comments, story
        assert all(2 <= len(title) <= 200 for title in story.titles)


def test_texts_name_no_real_party():
    everything = "\n".join(path.read_text() for path in texts.FOLDER.glob("*.txt"))
    assert [name for name in REAL if name in everything] == []
    assert {*cast.PARTIES} & {*REAL} == set()


def test_demo_accounts_without_any_says_how_to_get_them(db):
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    assert "seed_demo" in said.getvalue()
