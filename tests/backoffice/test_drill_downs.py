"""A number that can be pressed leads to as many rows as it says (spec L14)."""

import pytest
from django.core.cache import cache

from boards.services import react
from moderation.models import Report
from moderation.services import file_report, hide_text
from polls.services import cast_ballot
from suggestions.models import Suggestion
from tests import factories


@pytest.fixture
def api(api_of, superuser):
    return api_of(superuser)


@pytest.fixture
def texts(citizen, reader, admin_member, moderator):
    """A text of every board, each with three comments (one hidden), reactions and a report."""
    poll = factories.poll(admin_member, "찬성", "반대")
    complaint = factories.suggestion(citizen, category=Suggestion.Category.COMPLAINT, title="정류장이 어둡습니다")
    posts = {
        "posts": factories.post(citizen, title="동네 버스 노선"),
        "votes": poll.post,
        "suggestions": complaint.post,
        "notices": factories.notice(admin_member).post,
    }
    for post in posts.values():
        comments = [
            factories.comment(post, by, text=f"{by.nickname}의 생각입니다.") for by in (citizen, reader, reader)
        ]
        react(post, by=reader, value="LIKE")
        react(post, by=moderator, value="DISLIKE")
        react(comments[0], by=reader, value="LIKE")
        file_report(Report(comment=comments[0], reason="ABUSE"), by=reader)
        hide_text(comments[2], by=moderator, reason="시험")
    file_report(Report(post=posts["posts"], reason="SPAM"), by=reader)
    cast_ballot(poll, options=[poll.options.first().pk], by=citizen)
    cast_ballot(poll, options=[poll.options.last().pk], by=reader)
    cache.clear()
    return posts


def read(api, address, **given):
    response = api.get(f"/api/admin/{address}", given)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def rows(api, address, **given):
    return read(api, address, limit=100, **given)["data"]


def how_many(api, address, **given):
    return read(api, address, **given)["pagination"]["total"]


@pytest.mark.parametrize(
    ("page", "parameter"),
    [("posts", "postId"), ("votes", "voteId"), ("suggestions", "suggestionId"), ("notices", "noticeId")],
)
def test_numbers_of_a_text_lead_to_its_rows(page, parameter, api, texts):
    post = texts[page]
    row = next(row for row in rows(api, page) if row[parameter] == post.public_id)
    here = {parameter: post.public_id}
    comments = rows(api, "comments", **here)
    assert {comment["post"]["postId"] for comment in comments} == {post.public_id}
    assert row["commentCount"] == 2 == len([one for one in comments if one["status"] == "PUBLISHED"])
    assert len(rows(api, "comments", **here, status="숨김")) == 1
    likes = rows(api, "reactions", **({"postId": post.public_id} if page == "votes" else here), type="좋아요")
    assert row["likeCount"] == 1 == len(likes)
    assert likes[0]["content"]["targetId"] == post.public_id
    assert row["dislikeCount"] == 1 == how_many(api, "reactions", postId=post.public_id, type="싫어요")
    assert row["reportCount"] == how_many(api, "reports", postId=post.public_id) == (1 if page == "posts" else 0)


def test_numbers_of_a_comment_lead_to_its_rows(api, texts, citizen):
    post = texts["suggestions"]
    row = next(row for row in rows(api, "comments", suggestionId=post.public_id, reported="true"))
    assert (row["author"]["memberId"], row["reportCount"], row["likeCount"], row["dislikeCount"]) == (
        citizen.public_id,
        1,
        1,
        0,
    )
    for kind, found in (("좋아요", 1), ("싫어요", 0)):
        assert how_many(api, "reactions", commentId=row["commentId"], type=kind) == found
    assert [one["content"]["targetId"] for one in rows(api, "reports", commentId=row["commentId"])] == [
        row["commentId"]
    ]
    shown = read(api, f"comments/{row['commentId']}")["data"]
    about = shown["post"]
    assert (about["postId"], about["boardType"], about["title"], about["status"]) == (
        *(post.public_id, "SUGGESTION", post.title, "PUBLISHED"),
    )
    assert [(one["reason"], one["reporter"]["nickname"]) for one in shown["reports"]] == [("ABUSE", "읽는시민")]


def test_participants_of_a_poll_lead_to_its_ballots(api, texts):
    poll = next(iter(rows(api, "votes")))
    ballots = rows(api, "ballots", voteId=poll["voteId"])
    assert poll["totalVoters"] == 2 == len(ballots)
    assert {tuple(ballot["result"]) for ballot in ballots} == {("찬성",), ("반대",)}
    options = read(api, f"votes/{poll['voteId']}")["data"]["options"]
    assert [(option["name"], option["voteCount"]) for option in options] == [("찬성", 1), ("반대", 1)]


def test_numbers_of_a_member_lead_to_their_rows(api, texts, citizen, reader):
    for member in (citizen, reader):
        counts = rows(api, "members", memberId=member.public_id)[0]["counts"]
        of = {"memberId": member.public_id}
        assert counts == {
            "postCount": how_many(api, "posts", **of, status="게시"),
            "commentCount": how_many(api, "comments", **of, status="게시"),
            "voteCount": how_many(api, "ballots", **of),
            "likeCount": how_many(api, "reactions", **of, type="좋아요"),
            "dislikeCount": how_many(api, "reactions", **of, type="싫어요"),
            "receivedLikeCount": sum(row["likeCount"] for key in ("posts", "comments") for row in rows(api, key, **of)),
            "receivedDislikeCount": sum(
                row["dislikeCount"] for key in ("posts", "comments") for row in rows(api, key, **of)
            ),
            "reportCount": how_many(api, "reports", **of, type="신고함"),
            "receivedReportCount": how_many(api, "reports", **of, type="신고받음"),
        }


def test_the_page_of_a_member_leads_to_rows_by_board(api, texts, citizen):
    # Numbers of a member are those of texts that everybody can read.
    shown = read(api, f"members/{citizen.public_id}")["data"]
    for row in shown["boardStats"]:
        of = {"memberId": citizen.public_id, "board": row["boardType"]}
        assert (row["boardType"], row["postCount"]) == (row["boardType"], how_many(api, "posts", **of))
        assert (row["boardType"], row["commentCount"]) == (row["boardType"], how_many(api, "comments", **of))
    assert [(row["title"], row["status"], row["result"]) for row in shown["votes"]] == [
        (texts["votes"].title, "RUNNING", ["찬성"])
    ]
    assert shown["reported"] == {"posts": 1, "comments": 4}
