"""The lists of the back office: filters against brute force, days of Seoul, cards, drill-downs, constant queries."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from accounts.models import Member, StatusChange
from accounts.services import change_member_status, reveal_email
from backoffice.lists import PAGES
from boards.models import Board, Comment, Post, Reaction
from boards.services import react
from moderation.models import Report
from moderation.services import delete_text, file_report, hide_text
from polibat.lists.shown import shown
from polibat.security.opaque import key_of
from polls.models import Ballot
from polls.services import cast_ballot
from suggestions.models import Notice, Suggestion
from suggestions.services import pin_notice
from tests import factories

LISTS = PAGES
NAMES = [page.key for page in LISTS]
# By what the rows of each list are called.
ID_OF = {
    page.key: next(column.key for column in page.columns if column.key == "id" or column.key.endswith("Id"))
    for page in LISTS
}


@pytest.fixture
def world(citizen, reader, politician_member, aide, pending, admin_member, moderator, superuser):
    """A small world with something in every list."""
    posts = [factories.post(citizen, title=f"동네 버스 {number}호 노선") for number in range(3)]
    posts += [factories.post(reader, title="도서관 100% 이야기"), factories.post(politician_member, "POLITICIAN")]
    comment = factories.comment(posts[0], reader, text="저는 버스가 좋습니다.")
    factories.comment(posts[1], citizen, text="도서관도요.")
    react(posts[0], by=reader, value="LIKE")
    react(comment, by=citizen, value="DISLIKE")
    for target, reason in ((posts[0], "SPAM"), (comment, "BIAS")):
        author = target.author
        by = reader if author == citizen else citizen
        field = "post" if isinstance(target, Post) else "comment"
        file_report(Report(reason=reason, **{field: target}), by=by)
    hide_text(posts[1], by=moderator, reason="시험")
    delete_text(posts[2], by=admin_member, reason="시험")
    poll = factories.poll(admin_member, "찬성", "반대", "기권")
    cast_ballot(poll, options=[poll.options.first().pk], by=citizen)
    factories.ended_poll(admin_member, title="끝난 투표")
    factories.poll(admin_member, starts=1, ends=3, title="열릴 투표")
    factories.suggestion(citizen)
    factories.suggestion(reader, category=Suggestion.Category.COMPLAINT, is_private=True, title="불편합니다 이것이")
    pin_notice(factories.notice(admin_member), by=admin_member)
    factories.notice(admin_member, title="숨길 공지")
    factories.popup(admin_member)
    factories.popup(admin_member, starts=-9, ends=-1)
    factories.banner(admin_member)
    change_member_status(reader, to="SUSPENDED", by=admin_member, reason="반복 비방", days=3, note="정지기간: 3일")
    cache.clear()
    return posts


def rows_of(api, key, **given):
    response = api.get(f"/api/admin/{key}", given)
    assert response.status_code == 200, (key, given, response.content.decode())
    return response.json()["data"]


def total_of(api, key, **given):
    return api.get(f"/api/admin/{key}", given).json()["pagination"]["total"]


# Rows without a public id have names that say nothing.
NAMELESS = {"status-history": "status change", "reactions": "reaction", "ballots": "ballot"}


def ids(api, key, **given):
    found = {row[ID_OF[key]] for row in rows_of(api, key, limit=100, **given)}
    return {key_of(name, kind=NAMELESS[key]) for name in found} if key in NAMELESS else found


def test_a_card_says_how_many_rows_a_press_on_it_leaves(world, api_of, superuser):
    api = api_of(superuser)
    for page in LISTS:
        figures = api.get(f"/api/admin/{page.key}/stats").json()["data"]
        left = {card.key: total_of(api, page.key, **card.filters) for card in page.cards}
        assert (page.key, figures) == (page.key, left)


def test_kept_totals_say_how_many_rows_there_are(world, api_of, superuser):
    api = api_of(superuser)
    for name in ("posts", "comments"):
        for board in ("", *Board.values):
            for status in ("", "PUBLISHED", "HIDDEN", "DELETED"):
                asked = {"board": board, "status": status}
                assert (name, asked, total_of(api, name, **asked)) == (name, asked, len(ids(api, name, **asked)))


def test_what_was_asked_before_is_answered_anew_for_everybody(world, api_of, superuser, moderator, citizen):
    # Statements are kept by what is chosen, rows are not.
    seen = ids(api_of(superuser), "posts", status="HIDDEN")
    hidden = hide_text(post := factories.post(citizen), by=moderator, reason="도배")
    assert hidden
    for viewer in (superuser, moderator):
        for status in ("HIDDEN", "숨김"):
            assert ids(api_of(viewer), "posts", status=status) == seen | {post.public_id}
        assert post.public_id not in ids(api_of(viewer), "posts", status="PUBLISHED")


def test_a_cursor_leads_through_what_was_chosen_in_each_direction(world, api_of, moderator, citizen):
    for number in range(5):
        hide_text(factories.post(citizen, title=f"{number}번째 글"), by=moderator, reason="도배")
    api = api_of(moderator)
    for order in ({}, {"sortOrder": "asc"}, {"sortBy": "id"}, {"sortBy": "id", "sortOrder": "asc"}):
        chosen, found, cursor = {"status": "HIDDEN", "board": "FREE", **order}, [], None
        while True:
            given = {**chosen, "limit": 2} | ({"cursor": cursor} if cursor else {})
            answer = api.get("/api/admin/posts", given).json()
            found += [row["postId"] for row in answer["data"]]
            cursor = answer["pagination"]["nextCursor"]
            if cursor is None:
                break
        assert found == [row["postId"] for row in rows_of(api, "posts", limit=100, **chosen)]
        assert len(found) == answer["pagination"]["total"] >= 5


def test_a_list_asks_a_constant_number_of_questions(world, api_of, superuser):
    api, asked = api_of(superuser), {}
    for name in NAMES:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert (name, api.get(f"/api/admin/{name}").status_code) == (name, 200)
        asked[name] = len(queries)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert (name, api.get(f"/api/admin/{name}/stats").status_code) == (name, 200)
        asked[f"{name}/stats"] = len(queries)
    assert {name: number for name, number in asked.items() if number > 9} == {}


def test_a_list_of_nobody_is_empty_and_orders_are_known_columns_alone(world, api_of, superuser):
    api = api_of(superuser)
    for page in LISTS:
        assert (page.key, rows_of(api, page.key, search="없는이름일것")) == (page.key, [])
        for order in page.orders:
            rows_of(api, page.key, sortBy=order, sortOrder="asc")
        assert (page.key, api.get(f"/api/admin/{page.key}", {"sortBy": "password"}).status_code) == (page.key, 400)


def test_a_list_refuses_what_it_cannot_read(api_of, superuser):
    api, broken = api_of(superuser), [("page", "0"), ("page", "abc"), ("limit", "1000000000"), ("from", "내일")]
    asked = [(name, *given) for name in NAMES for given in [*broken, ("search", "\x00")]]
    answers = {one: api.get(f"/api/admin/{one[0]}", {one[1]: one[2]}).status_code for one in asked}
    assert {one: status for one, status in answers.items() if status != 400} == {}


def test_a_yes_or_no_is_no_other_word(world, api_of, superuser):
    """Another word would leave every row, as if nothing had been asked."""
    api = api_of(superuser)
    asked = {"posts": "reported", "comments": "reported", "reports": "pending", "notices": "pinned"}
    for key, name in [*asked.items(), ("reports", "open"), ("email-accesses", "bySystem")]:
        for word in ("2", "네", "\x00"):
            for address in (f"/api/admin/{key}", f"/api/admin/{key}/export"):
                assert (address, name, word, api.get(address, {name: word}).status_code) == (address, name, word, 400)
        yes, no = ids(api, key, **{name: "true"}), ids(api, key, **{name: "false"})
        assert (yes, no) == (ids(api, key, **{name: "1"}), ids(api, key, **{name: "FALSE"}))
        assert not yes & no
        assert yes | no == ids(api, key, **{name: ""})


def test_the_last_day_of_all_has_no_day_after_it(world, api_of, superuser, client_of):
    api, browser = api_of(superuser), client_of(superuser)
    for page in LISTS:
        everything = ids(api, page.key, **{"from": "0001-01-01"})
        assert (page.key, ids(api, page.key, to="9999-12-31")) == (page.key, everything)
    for address in ("accounts/member", "boards/post", "displays/popup"):
        assert browser.get(f"/admin/{address}/?until=9999-12-31").status_code == 200


def test_every_date_kind_is_known_by_key_and_label(world, api_of, superuser):
    api = api_of(superuser)
    for page in LISTS:
        for kind in page.filters.date_types:
            rows_of(api, page.key, dateType=kind, **{"from": "2020-01-01", "to": "2040-01-01"})
        assert (page.key, api.get(f"/api/admin/{page.key}", {"dateType": "비밀"}).status_code) == (page.key, 400)


def test_members_are_found_by_kind_status_id_and_nickname(world, api_of, moderator):
    api, members = api_of(moderator), Member.objects.exclude(kind="ADMIN")
    for kind, label in Member.Kind.choices[:3]:
        for status, status_label in Member.Status.choices:
            fitting = {member.public_id for member in members if (member.kind, member.status) == (kind, status)}
            assert ids(api, "members", type=kind, status=status) == fitting
            assert ids(api, "members", type=label, status=status_label) == fitting
    for term in ("시민", "글쓴", "nm", "NM0", "의원실", "한가람"):
        fitting = {
            m.public_id for m in members if term.upper() in m.nickname.upper() or m.public_id.startswith(term.upper())
        }
        assert ids(api, "members", search=term) == fitting
    citizen = members.get(nickname="글쓴시민")
    assert ids(api, "members", memberId=citizen.public_id) == {citizen.public_id}
    assert ids(api, "members", type="전체", status="전체") == {member.public_id for member in members}


def test_a_member_stands_there_without_an_address(world, api_of, moderator, citizen):
    row = rows_of(api_of(moderator), "members", memberId=citizen.public_id)[0]
    assert row["counts"]["postCount"] == Post.objects.filter(author=citizen, status="PUBLISHED").count() > 0
    assert "email" not in str(row).lower() and "@" not in str(row)


def test_politicians_are_found_by_party_and_kind(
    world, api_of, moderator, politician, politician_member, aide, pending
):
    api, both = api_of(moderator), {politician_member.public_id, aide.public_id}
    assert ids(api, "politicians") == both | {pending.public_id}
    assert ids(api, "politicians", party=politician.party.name) == both
    assert ids(api, "politicians", partyId=politician.party_id) == both
    assert ids(api, "politicians", politicianType="국회의원") == both
    row = next(row for row in rows_of(api, "politicians") if row["memberId"] == aide.public_id)
    assert row["assistingPolitician"]["name"] == politician.name
    assert row["party"] == politician.party.name
    assert row["polibatAlarm"]


def test_changes_of_status_are_found(world, api_of, moderator, admin_member, reader):
    api = api_of(moderator)
    StatusChange.objects.create(member=reader, before="", after="APPROVED", reason="일반회원 신규가입")
    changes = StatusChange.objects.exclude(member__kind="ADMIN").select_related("member", "by")

    def fitting(test):
        return {change.pk for change in changes if test(change)}

    assert ids(api, "status-history", beforeStatus="신규가입") == fitting(lambda one: one.before == "")
    assert ids(api, "status-history", afterStatus="정지") == fitting(lambda one: one.after == "SUSPENDED")
    assert ids(api, "status-history", processor="-") == fitting(lambda one: one.by is None)
    assert ids(api, "status-history", processor=admin_member.public_id) == fitting(lambda one: one.by == admin_member)
    assert ids(api, "status-history", processor=admin_member.nickname) == fitting(lambda one: one.by == admin_member)
    assert ids(api, "status-history", memberType="일반회원", memberId=reader.public_id) == fitting(
        lambda one: one.member == reader
    )
    row = next(row for row in rows_of(api, "status-history") if row["after"] == "SUSPENDED")
    assert (row["before"], row["reason"], row["notes"]) == ("APPROVED", "반복 비방", "정지기간: 3일")
    assert row["processor"] == {"memberId": admin_member.public_id, "nickname": admin_member.nickname}
    moments = [row["changedAt"] for row in rows_of(api, "status-history")]
    assert moments == sorted(moments, reverse=True)


def test_posts_are_found(world, api_of, moderator, citizen):
    api, posts = api_of(moderator), Post.objects.select_related("author")
    members = [post for post in posts if post.board in {"FREE", "POLITICIAN", "VOTE"}]
    for term in ("버스", "버스 1", "100%", "글쓴", "FB", "B", "NM"):
        fitting = {
            post.public_id
            for post in members
            if (len(term) > 1 and term.casefold() in post.title.casefold())
            or term in post.author.nickname
            or (len(term) > 1 and (post.public_id.startswith(term) or post.author.public_id.startswith(term)))
        }
        assert (term, ids(api, "posts", search=term)) == (term, fitting)
    for status, label in (("PUBLISHED", "게시"), ("HIDDEN", "숨김"), ("DELETED", "삭제")):
        fitting = {post.public_id for post in members if post.status == status}
        assert ids(api, "posts", status=status) == ids(api, "posts", status=label) == fitting
    assert ids(api, "posts", board="정치인게시판") == {post.public_id for post in members if post.board == "POLITICIAN"}
    assert ids(api, "posts", board="불편/제안 접수") == {p.public_id for p in posts if p.board == "SUGGESTION"}
    assert ids(api, "posts", memberId=citizen.public_id) == {p.public_id for p in posts if p.author == citizen}
    assert ids(api, "posts", postId=world[0].public_id) == {world[0].public_id}
    assert ids(api, "posts", reported="true") == {world[0].public_id}


def test_the_filter_of_an_id_finds_that_alone_and_search_what_begins_so(api_of, moderator, citizen):
    for public_id in ("FB000001", "FB0000011"):
        Post.objects.create(public_id=public_id, board="FREE", author=citizen, title="제목", body="내용")
    api = api_of(moderator)
    assert ids(api, "posts", postId="FB000001") == {"FB000001"}
    assert ids(api, "posts", search="FB000001") == {"FB000001", "FB0000011"}


def test_comments_are_found(world, api_of, moderator, citizen):
    api, comments = api_of(moderator), Comment.objects.select_related("author", "post")
    for term in ("버스", "도서관", "글쓴", world[0].public_id):
        fitting = {
            one.public_id
            for one in comments
            if term in one.text or term in one.author.nickname or term in one.post.title or term in one.public_id
        }
        assert ids(api, "comments", search=term) == fitting
    assert ids(api, "comments", postId=world[0].public_id) == {c.public_id for c in comments if c.post == world[0]}
    assert ids(api, "comments", memberId=citizen.public_id) == {c.public_id for c in comments if c.author == citizen}
    assert len(ids(api, "comments", reported="true")) == 1
    assert ids(api, "comments", voteId=world[0].public_id, board="투표") == set()
    long = factories.comment(world[0], citizen, text="가" * 51)
    row = rows_of(api, "comments", commentId=long.public_id)[0]
    assert (row["excerpt"], row["content"]) == ("가" * 50 + "...", "가" * 51)


def test_reports_by_urgency_are_those_of_the_queue(api_of, moderator, citizen, reader, client_of):
    texts = [factories.comment(factories.post(citizen), citizen) for _ in range(4)]

    def report(comment, reason="SPAM"):
        return file_report(Report(reason=reason, comment=comment), by=factories.MemberFactory())

    decided, single = report(texts[3]), report(texts[0])
    often = [report(texts[1]) for _ in range(2)]
    privacy = report(texts[2], "PRIVACY")
    hide_text(texts[3], by=moderator, reason="도배")
    urgent = [one.public_id for one in (privacy, *often, single)]
    api = api_of(moderator)
    queue = client_of(moderator).get("/admin/moderation/report/").context["cl"].result_list
    found = [row["reportId"] for row in rows_of(api, "reports", sortBy="urgency", open="true")]
    assert found == urgent == [row.public_id for row in queue]
    assert [
        row["reportId"] for row in rows_of(api, "reports", sortBy="urgency", open="true", sortOrder="asc")
    ] == urgent[::-1]
    assert [row["reportId"] for row in rows_of(api, "reports", open="false")] == [decided.public_id]
    # Pages by number; what is counted has no cursor.
    pages = [
        api.get("/api/admin/reports", {"sortBy": "urgency", "open": "true", "limit": 2, "page": n}) for n in (1, 2)
    ]
    assert [row["reportId"] for page in pages for row in page.json()["data"]] == urgent
    assert pages[0].json()["pagination"]["nextCursor"] is None
    cursor = api.get("/api/admin/reports", {"limit": 1}).json()["pagination"]["nextCursor"]
    for asked in ({"cursor": cursor}, {"cursor": "W10"}, {"cursor": "WzEsMSwxLDEsMV0"}, {"sortOrder": "up"}):
        assert api.get("/api/admin/reports", {"sortBy": "urgency", **asked}).status_code == 400


def test_reports_are_found_in_both_directions(world, api_of, moderator, citizen, reader):
    api, reports = api_of(moderator), Report.objects.select_related("post", "comment", "reporter")

    def fitting(test):
        return {report.public_id for report in reports if test(report)}

    assert ids(api, "reports", memberId=citizen.public_id, type="신고함") == fitting(
        lambda one: one.reporter == citizen
    )
    assert ids(api, "reports", memberId=citizen.public_id, type="신고받음") == fitting(
        lambda one: one.target.author == citizen
    )
    assert ids(api, "reports", memberId=citizen.public_id) == {report.public_id for report in reports}
    assert ids(api, "reports", reason="스팸/도배") == fitting(lambda one: one.reason == "SPAM")
    assert ids(api, "reports", contentType="댓글") == fitting(lambda one: one.comment is not None)
    assert ids(api, "reports", board="자유게시판") == {report.public_id for report in reports}
    assert ids(api, "reports", postId=world[0].public_id) == fitting(lambda one: one.post == world[0])
    assert ids(api, "reports", search="버스") == {report.public_id for report in reports}
    about_post = {report.public_id for report in reports if report.post}
    hide_text(world[0], by=moderator, reason="시험")
    assert ids(api, "reports", pending="true") == {report.public_id for report in reports} - about_post
    assert ids(api, "reports", pending="false") == about_post
    row = rows_of(api, "reports", postId=world[0].public_id)[0]
    assert (row["content"]["targetType"], row["content"]["reportCount"]) == ("POST", 1)


def test_reactions_and_ballots_are_found(world, api_of, moderator, citizen, reader):
    api, reactions = api_of(moderator), Reaction.objects.select_related("member", "post", "comment")
    assert ids(api, "reactions", type="좋아요") == {one.pk for one in reactions if one.value == "LIKE"}
    assert ids(api, "reactions", memberId=citizen.public_id) == {one.pk for one in reactions if one.member == citizen}
    assert ids(api, "reactions", postId=world[0].public_id) == {one.pk for one in reactions if one.post == world[0]}
    assert ids(api, "reactions", search=world[0].public_id) == {one.pk for one in reactions}
    assert ids(api, "reactions", contentType="댓글", board="FREE") == {one.pk for one in reactions if one.comment}
    ballot = Ballot.objects.get()
    row = rows_of(api, "ballots", result="찬성", voteStatus="진행")[0]
    assert (key_of(row["id"], kind="ballot"), row["result"], row["member"]["nickname"]) == (
        ballot.pk,
        ["찬성"],
        "글쓴시민",
    )
    assert ids(api, "ballots", voteId=row["vote"]["voteId"], memberId=citizen.public_id) == {ballot.pk}
    assert ids(api, "ballots", result="기권") == ids(api, "ballots", voteStatus="마감") == set()
    assert api.get("/api/admin/ballots/stats").json()["data"] == {"total": 1, "agree": 1, "oppose": 0, "abstain": 0}


def test_polls_suggestions_and_notices_are_found(world, api_of, moderator, citizen):
    api = api_of(moderator)
    for state, title in (("진행", "무인도"), ("마감", "끝난"), ("예정", "열릴")):
        assert [row["title"].startswith(title) for row in rows_of(api, "votes", status=state)] == [True]
    assert [row["suggestionType"] for row in rows_of(api, "suggestions", type="불편사항")] == ["COMPLAINT"]
    assert len(rows_of(api, "suggestions", actionStatus="접수대기", status="게시")) == 2
    assert [row["author"]["memberId"] for row in rows_of(api, "suggestions", search="글쓴")] == [citizen.public_id]
    assert [row["isPinned"] for row in rows_of(api, "notices", status="게시(고정)")] == [True]
    assert len(rows_of(api, "notices", status="게시 중")) == Notice.objects.count() == 2
    assert [row["title"] for row in rows_of(api, "notices", search="숨길", category="이용안내")] == ["숨길 공지"]


def test_popups_banners_and_policies_are_found(world, api_of, moderator):
    api = api_of(moderator)
    assert [row["status"] for row in rows_of(api, "popups", status="만료")] == ["EXPIRED"]
    assert len(rows_of(api, "banners", status="게시", search="동네")) == 1
    factories.policy_version(days=3)
    assert [row["status"] for row in rows_of(api, "policies", status="예정")] == ["UPCOMING"]
    assert {row["status"] for row in rows_of(api, "policies", template="이용약관")} == {"UPCOMING", "SHOWN"}
    terms = next(row for row in rows_of(api, "policy-templates") if row["name"] == "이용약관")
    assert terms["current"]["policyId"].startswith(f"{terms['templateId']}-VN")


@pytest.mark.parametrize(
    ("at", "first", "last", "is_there"),
    [
        (datetime(2026, 11, 24, 14, 59, 59, tzinfo=UTC), "2026-11-25", "2026-11-25", False),
        (datetime(2026, 11, 24, 15, 0, tzinfo=UTC), "2026-11-25", "2026-11-25", True),
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), "2026-11-25", "2026-11-25", True),
        (datetime(2026, 11, 25, 14, 59, 59, tzinfo=UTC), "2026-11-25", "2026-11-25", True),
        (datetime(2026, 11, 25, 15, 0, tzinfo=UTC), "2026-11-25", "2026-11-25", False),
        (datetime(2026, 11, 25, 15, 0, tzinfo=UTC), "2026-11-25", "2026-11-26", True),
    ],
)
def test_days_are_those_of_seoul_and_both_ends_count(at, first, last, is_there, citizen, api_of, moderator):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    Post.objects.filter(pk=post.pk).update(published_at=at)
    Comment.objects.filter(pk=comment.pk).update(created_at=at)
    Member.objects.filter(pk=citizen.pk).update(joined_at=at, last_login=at)
    days = {"from": first, "to": last}
    api = api_of(moderator)
    assert bool(rows_of(api, "posts", **days)) is is_there
    assert bool(rows_of(api, "posts", dateType="최종수정일", **days)) is is_there
    assert bool(rows_of(api, "comments", **days)) is is_there
    for kind in ("가입일시", "최근접속일시"):
        assert bool(rows_of(api, "members", memberId=citizen.public_id, dateType=kind, **days)) is is_there


@time_machine.travel(datetime(2026, 11, 24, 16, 0, tzinfo=UTC), tick=False)  # 01:00 of the 25th in Seoul
def test_today_is_that_of_seoul_and_a_day_overrides_the_period(citizen, reader, api_of, moderator):
    change = StatusChange.objects.create(member=citizen, before="", after="APPROVED")
    old = StatusChange.objects.create(
        member=reader, before="", after="APPROVED", created_at=timezone.now() - timedelta(days=3)
    )
    api = api_of(moderator)
    assert ids(api, "status-history", period="일간") == {change.pk}
    assert ids(api, "status-history", period="week") == {change.pk, old.pk}
    assert ids(api, "status-history", period="연간", changeDate="2026-11-22") == {old.pk}
    assert (
        ids(api, "status-history", period="전체")
        == ids(api, "status-history", period="사용자지정")
        == {change.pk, old.pk}
    )


def test_a_list_goes_on_behind_its_cursor(world, api_of, moderator):
    api, seen, cursor = api_of(moderator), [], None
    while True:
        given = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = api.get("/api/admin/posts", given).json()
        seen += [row["postId"] for row in answer["data"]]
        cursor = answer["pagination"]["nextCursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == api.get("/api/admin/posts/stats").json()["data"]["total"]


@pytest.mark.parametrize("page", LISTS, ids=NAMES)
def test_rows_are_what_their_serializer_says(page, world, superuser):
    why = {"kind": "INQUIRY", "purpose": "시험 문의"}
    reveal_email(Member.objects.get(nickname="읽는시민"), by=superuser, ip="203.0.113.9", device="PC", **why)
    view = resolve(f"/api/admin/{page.key}").func.cls(request=SimpleNamespace(user=superuser))
    serializer, rows = view.serializer_class, view.fill(list(page.asked(superuser, {})))
    assert rows
    assert shown(serializer, rows) == serializer(rows, many=True).data


def test_a_list_without_filters_is_what_its_filters_leave(superuser):
    for page in LISTS:
        filtered = page.filters({}, queryset=page.rows(superuser)).qs
        assert str(page.filtered(superuser, {"page": "2"}).query) == str(filtered.query), page.key
