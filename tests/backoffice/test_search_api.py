"""One search over members, posts, comments and reports."""

import pytest

from moderation.models import Report
from moderation.services import file_report, hide_text
from tests import factories

pytestmark = pytest.mark.django_db


def test_words_are_looked_for_everywhere_and_what_is_hidden_is_found_too(
    api_of, moderator, citizen, reader, django_assert_max_num_queries
):
    post = factories.post(citizen, title="도서관 이야기")
    factories.post(citizen, title="다른 도서관 이야기")
    comment = factories.comment(post, reader, text="저도 도서관이 좋습니다.")
    report = file_report(Report(post=post, reason="SPAM"), by=reader)
    hide_text(post, by=moderator, reason="시험")
    api = api_of(moderator)
    with django_assert_max_num_queries(16):
        found = api.get("/api/admin/search", {"search": "도서관", "limit": 1}).json()["data"]
    assert {key: len(one["rows"]) for key, one in found.items()} == {
        "members": 0,
        "posts": 1,
        "comments": 1,
        "reports": 1,
    }
    assert (found["posts"]["hasMore"], found["comments"]["hasMore"]) == (True, False)
    assert found["comments"]["rows"][0]["commentId"] == comment.public_id
    assert found["reports"]["rows"][0]["reportId"] == report.public_id
    named = api.get("/api/admin/search", {"search": "글쓴시민", "category": "members"}).json()["data"]
    assert [row["memberId"] for row in named["members"]["rows"]] == [citizen.public_id]
    assert named["posts"] == {"rows": [], "hasMore": False}


@pytest.mark.parametrize(
    "given", [{}, {"search": "a"}, {"search": "도서관", "limit": 21}, {"search": "도서관", "category": "x"}]
)
def test_what_cannot_be_looked_for_is_refused(api_of, moderator, given):
    assert api_of(moderator).get("/api/admin/search", given).status_code == 400
