"""Polls: who may do what when, and that results are exact at every moment."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.services import withdraw
from boards.models import Board, Post
from boards.services import change_post_status, edit_post
from boards.services.recount import recount
from moderation.services import delete_text, hide_text, republish_text
from polibat.security.limits import Throttled
from polls.models import Ballot, Poll, PollOption, UncountedBallot
from polls.queries.results import results_of
from polls.services import cast_ballot, close_poll, edit_poll, publish_poll
from polls.services.folding import fold, fold_all
from tests import factories
from tests.polls.ballots import keys

pytestmark = pytest.mark.django_db


def shown(poll):
    """Voters and votes, as a page would show them."""
    results = results_of(poll)
    return results.voters, [results.votes[option.pk] for option in poll.options.all()]


def code_of(refusal):
    errors = refusal.value
    return errors.code if hasattr(errors, "code") else next(iter(errors.error_dict.values()))[0].code


# Opening and changing -----------------------------------------------------------------------------------------------


def test_publish_poll_stores_post_options_and_words(poll, admin_member):
    post = Post.objects.get(pk=poll.pk)
    assert (post.board, post.author, post.status) == (Board.POLL, admin_member, "PUBLISHED")
    assert post.public_id.startswith("VP")
    assert post.get_absolute_url() == f"/polls/{post.public_id}/" == poll.get_absolute_url()
    assert [(option.order, option.name, option.colour) for option in poll.options.all()] == [
        (1, "감자", "blue"),
        (2, "고구마", "coral"),
        (3, "옥수수", "yellow"),
    ]
    assert "'^감자'" in post.document.words
    assert [wrong for _, wrong in recount() if wrong] == []


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["하나"], "too_few"),
        ([f"선택지 {number}" for number in range(11)], "too_many"),
        (["감자", "감자 "], "duplicate"),
        (["Potato", "potato"], "duplicate"),
        (["감자", " \u200b"], "option"),
        (["감자", "가" * 61], "option"),
    ],
)
def test_publish_poll_refuses_options(admin_member, names, code):
    with pytest.raises(ValidationError) as refusal:
        factories.poll(admin_member, *names)
    assert code_of(refusal) == code
    assert not Post.objects.exists()


def test_publish_poll_takes_ten_options_each_of_another_colour(admin_member):
    poll = factories.poll(admin_member, *(f"선택지 {number}" for number in range(10)))
    assert len({option.colour for option in poll.options.all()}) == 10


@pytest.mark.parametrize(("starts", "ends", "message"), [(1, 0.5, "늦어야"), (-2, -1, "현재 시각"), (1, 1, "늦어야")])
def test_publish_poll_refuses_dates(admin_member, starts, ends, message, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    with pytest.raises(ValidationError, match=message):
        factories.poll(admin_member, starts=starts, ends=ends)


@pytest.mark.parametrize(("title", "body"), [("", "<p>충분히 긴 설명입니다.</p>"), ("제목", "<p>짧다</p>")])
def test_publish_poll_refuses_title_and_body_as_any_post(admin_member, title, body):
    with pytest.raises(ValidationError):
        factories.poll(admin_member, title=title, body=body)


def test_publish_poll_by_the_same_form_twice_makes_one(admin_member):
    token = uuid.uuid4()

    def publish():
        now = timezone.now()
        post = Post(title="두 번 누른 투표", body="<p>한 번만 만들어집니다.</p>", submission=token)
        poll = Poll(post=post, starts_at=now, ends_at=now + timedelta(days=1))
        return publish_poll(poll, options=[PollOption(name="예"), PollOption(name="아니요")], by=admin_member)

    assert publish() == publish()
    assert Poll.objects.count() == 1


def test_edit_poll_changes_everything_while_it_is_to_come(admin_member):
    poll = factories.poll(admin_member, "감자", "고구마", "옥수수", starts=1)
    potato, sweet, _corn = poll.options.all()
    poll.post.title, poll.allows_multiple = "새 제목입니다", False
    poll.ends_at += timedelta(days=3)
    sweet.affiliation = "밭"
    edit_poll(poll, options=[sweet, potato, PollOption(name="토란")], by=admin_member)
    stored = Poll.objects.select_related("post").get()
    assert [(option.name, option.affiliation) for option in stored.options.all()] == [
        ("고구마", "밭"),
        ("감자", ""),
        ("토란", ""),
    ]
    assert (stored.post.title, stored.allows_multiple, stored.ends_at) == ("새 제목입니다", False, poll.ends_at)
    assert "'^토란'" in stored.post.document.words
    assert "'^옥'" not in stored.post.document.words


def test_edit_poll_changes_words_alone_while_it_runs(poll, admin_member):
    poll.post.title = "고친 제목입니다"
    edit_poll(poll, by=admin_member)
    assert Post.objects.get(pk=poll.pk).title == "고친 제목입니다"


@pytest.mark.parametrize("change", ["ends_at", "allows_multiple", "options"])
def test_edit_poll_refuses_the_rest_while_it_runs(poll, admin_member, change):
    options = None
    if change == "ends_at":
        poll.ends_at += timedelta(days=1)
    elif change == "allows_multiple":
        poll.allows_multiple = False
    else:
        options = list(poll.options.all())[:2]
    with pytest.raises(ValidationError) as refusal:
        edit_poll(poll, options=options, by=admin_member)
    assert code_of(refusal) == "running"


def test_edit_poll_refuses_everything_after_the_end(admin_member):
    poll = factories.ended_poll(admin_member)
    poll.post.title = "고친 제목입니다"
    with pytest.raises(ValidationError, match="이미 마감된 투표입니다"):
        edit_poll(poll, by=admin_member)


def test_edit_post_is_no_way_around(admin_member):
    poll = factories.ended_poll(admin_member)
    with pytest.raises(PermissionDenied):
        edit_post(poll.post, by=admin_member)


def test_close_poll_ends_it_for_good_and_says_by_whom(poll, admin_member, citizen):
    assert close_poll(poll, by=admin_member, reason="질문을 다시 다듬습니다.") is True
    stored = Poll.objects.get()
    assert (stored.state, stored.closed_by, stored.close_reason) == (
        "CLOSED",
        admin_member,
        "질문을 다시 다듬습니다.",
    )
    assert close_poll(poll, by=admin_member, reason="다시") is False
    with pytest.raises(ValidationError, match="이미 마감된 투표입니다"):
        cast_ballot(poll, options=keys(poll, 0), by=citizen)


def test_close_poll_needs_a_reason(poll, admin_member):
    with pytest.raises(ValidationError, match="사유를 입력해 주세요"):
        close_poll(poll, by=admin_member, reason=" ")


# Voting -------------------------------------------------------------------------------------------------------------


def test_cast_ballot_counts_persons_and_choices(poll, citizen, reader):
    cast_ballot(poll, options=keys(poll, 0, 2), by=citizen)
    cast_ballot(poll, options=keys(poll, 0), by=reader)
    assert shown(poll) == (2, [2, 0, 1])
    results = results_of(poll)
    assert [results.percent(key) for key in keys(poll, 0, 1, 2)] == [66.7, 0.0, 33.3]
    assert fold(poll.pk) == 2
    assert fold(poll.pk) == 0
    assert shown(poll) == (2, [2, 0, 1])
    assert (Poll.objects.get().voters, UncountedBallot.objects.count()) == (2, 0)
    assert [option.votes for option in PollOption.objects.all()] == [2, 0, 1]


def test_cast_ballot_once(poll, citizen):
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    with pytest.raises(ValidationError, match="이미 참여한 투표입니다") as refusal:
        cast_ballot(poll, options=keys(poll, 1), by=citizen)
    assert code_of(refusal) == "voted"
    assert shown(poll) == (1, [1, 0, 0])


def test_cast_ballot_by_the_same_form_is_answered_the_same(poll, citizen, admin_member):
    token = uuid.uuid4()
    first = cast_ballot(poll, options=keys(poll, 0), by=citizen, submission=token)
    assert cast_ballot(poll, options=keys(poll, 0), by=citizen, submission=token) == first
    close_poll(poll, by=admin_member, reason="끝났습니다.")
    assert cast_ballot(poll, options=keys(poll, 0), by=citizen, submission=token) == first
    assert shown(poll) == (1, [1, 0, 0])


@pytest.mark.parametrize(
    ("places", "code", "message"),
    [
        ([], "none", "최소 한 명의 후보를 선택해주세요!"),
        ([0, 1], "single", "단일 선택 투표입니다"),
        (["other"], "option", "유효하지 않은 옵션입니다"),
        (["none"], "option", "유효하지 않은 옵션입니다"),
    ],
)
def test_cast_ballot_refuses_choices(single, poll, citizen, places, code, message):
    others = {"other": keys(poll, 0)[0], "none": 0}
    chosen = [others[place] if place in others else keys(single, place)[0] for place in places]
    with pytest.raises(ValidationError, match=message) as refusal:
        cast_ballot(single, options=chosen, by=citizen)
    assert code_of(refusal) == code
    assert not Ballot.objects.exists()


def test_cast_ballot_takes_one_choice_named_twice_as_one(single, citizen):
    cast_ballot(single, options=keys(single, 0, 0), by=citizen)
    assert shown(single) == (1, [1, 0])


def test_cast_ballot_only_within_the_period(admin_member, citizen, reader, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    poll = factories.poll(admin_member, starts=1, ends=2)
    with pytest.raises(ValidationError, match="아직 시작하지 않은 투표입니다"):
        cast_ballot(poll, options=keys(poll, 0), by=citizen)
    time_machine.move_to(poll.starts_at, tick=False)
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    time_machine.move_to(poll.ends_at, tick=False)
    with pytest.raises(ValidationError, match="이미 마감된 투표입니다"):
        cast_ballot(poll, options=keys(poll, 0), by=reader)
    assert shown(poll) == (1, [1, 0, 0])


def test_cast_ballot_believes_the_database_not_the_instance(poll, admin_member, citizen):
    stale = Poll.objects.select_related("post").get()
    close_poll(poll, by=admin_member, reason="일찍 끝냅니다.")
    assert stale.is_running
    with pytest.raises(ValidationError, match="이미 마감된 투표입니다"):
        cast_ballot(stale, options=keys(poll, 0), by=citizen)


def test_cast_ballot_in_a_poll_that_was_hidden_meanwhile(poll, citizen):
    stale = Poll.objects.select_related("post").get()
    change_post_status(poll.post, to="HIDDEN")
    with pytest.raises(PermissionDenied):
        cast_ballot(stale, options=keys(poll, 0), by=citizen)
    assert not Ballot.objects.exists()


def test_cast_ballot_is_limited(poll, citizen, time_machine):
    time_machine.move_to("2026-11-25T03:00:00Z", tick=False)
    Poll.objects.update(starts_at=timezone.now())
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    for _ in range(99):
        with pytest.raises(ValidationError, match="이미 참여한"):
            cast_ballot(poll, options=keys(poll, 0), by=citizen)
    with pytest.raises(Throttled):
        cast_ballot(poll, options=keys(poll, 0), by=citizen)


def test_voters_of_a_list_are_exact_before_they_are_folded(poll, single, citizen, reader, django_assert_num_queries):
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    fold_all()
    cast_ballot(poll, options=keys(poll, 0), by=reader)
    with django_assert_num_queries(2):
        polls = list(Poll.objects.listed().for_list())
        assert [(one.voters_now, one.option_names) for one in polls] == [
            (0, "짜장면 / 짬뽕"),
            (2, "감자 / 고구마 / 옥수수"),
        ]


def test_recount_finds_and_repairs_counts_of_polls(poll, citizen, reader):
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    fold_all()
    cast_ballot(poll, options=keys(poll, 1), by=reader)
    Poll.objects.update(voters=7)
    PollOption.objects.filter(pk=keys(poll, 0)[0]).update(votes=9)
    assert {name for name, wrong in recount() if wrong} == {"투표 참여수", "투표 득표수"}
    recount(fix=True)
    assert [wrong for _, wrong in recount() if wrong] == []
    assert shown(poll) == (2, [1, 1, 0])


# What happens to them -----------------------------------------------------------------------------------------------


def test_a_poll_with_ballots_can_be_hidden_not_deleted(poll, superuser, citizen):
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    with pytest.raises(ValidationError, match="삭제할 수 없습니다"):
        delete_text(poll.post, by=superuser, reason="잘못 만들었습니다.")
    assert Post.objects.get(pk=poll.pk).status == "PUBLISHED"
    assert not poll.post.decisions.exists()
    assert hide_text(poll.post, by=superuser, reason="잘못 만들었습니다.") is True
    assert not Poll.objects.listed().exists()
    assert republish_text(poll.post, by=superuser, reason="다시 엽니다.") is True
    assert shown(poll) == (1, [1, 0, 0])


def test_a_poll_without_ballots_can_be_deleted(poll, superuser):
    assert delete_text(poll.post, by=superuser, reason="잘못 만들었습니다.") is True


def test_ballots_stay_when_a_member_leaves(poll, citizen):
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    withdraw(citizen, password=factories.PASSWORD)
    assert shown(poll) == (1, [1, 0, 0])
    assert Ballot.objects.get().member_id == citizen.pk


def test_ballots_of_a_member_with_their_choices(poll, single, citizen, reader, django_assert_num_queries):
    cast_ballot(poll, options=keys(poll, 2, 0), by=citizen)
    cast_ballot(single, options=keys(single, 1), by=citizen)
    cast_ballot(single, options=keys(single, 0), by=reader)
    with django_assert_num_queries(3):
        ballots = list(Ballot.objects.of(citizen).for_list())
        chosen = [[option.name for option in ballot.options.all()] for ballot in ballots]
        assert [ballot.poll.post.title for ballot in ballots] == [single.post.title, poll.post.title]
    assert chosen == [["짬뽕"], ["감자", "옥수수"]]
    change_post_status(poll.post, to="HIDDEN")
    assert [ballot.poll_id for ballot in Ballot.objects.of(citizen)] == [single.pk]


# Who may ------------------------------------------------------------------------------------------------------------

ROLES = {
    "anonymous": set(),
    "citizen": {"cast_ballot"},
    "politician_member": {"cast_ballot"},
    "aide": {"cast_ballot"},
    "pending": set(),
    "suspended": set(),
    "moderator": {"cast_ballot", "view_poll", "view_ballot"},
    "admin_member": {"cast_ballot", "view_poll", "view_ballot", "add_poll", "change_poll", "close_poll"},
    "superuser": {"cast_ballot", "view_poll", "view_ballot", "add_poll", "change_poll", "close_poll"},
}


@pytest.mark.parametrize("permission", sorted(ROLES["superuser"]))
@pytest.mark.parametrize("role", ROLES)
def test_permissions(role, permission, poll, request):
    member = request.getfixturevalue(role)
    allowed = member.has_perm(f"polls.{permission}", poll.post if permission == "cast_ballot" else None)
    assert allowed == (permission in ROLES[role])


@pytest.mark.parametrize("role", ["anonymous", "citizen", "pending", "suspended", "moderator"])
def test_verbs_refuse_who_may_not(role, poll, request):
    member = request.getfixturevalue(role)
    if "cast_ballot" not in ROLES[role]:
        with pytest.raises(PermissionDenied):
            cast_ballot(poll, options=keys(poll, 0), by=member)
    with pytest.raises(PermissionDenied):
        factories.poll(member)
    with pytest.raises(PermissionDenied):
        edit_poll(poll, by=member)
    with pytest.raises(PermissionDenied):
        close_poll(poll, by=member, reason="그만")
