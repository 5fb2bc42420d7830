"""One case whole, through the API."""

import pytest

from moderation.models import Report, target_key
from moderation.services import claim, file_report, hide_text
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_case_tells_what_staff_want_to_know_before_they_decide(
    api_of, moderator, admin_member, citizen, reader, django_assert_max_num_queries
):
    earlier, post = factories.post(reader), factories.post(citizen)
    comment = factories.comment(post, reader, text="한마디 합니다.")
    hide_text(earlier, by=moderator, reason="도배")
    for reason in ("SPAM", "SPAM", "BIAS"):
        file_report(Report(reason=reason, **target_key(comment)), by=factories.MemberFactory())
    claim(comment, by=admin_member)
    api = api_of(moderator)
    with django_assert_max_num_queries(16):
        case = api.get(f"/api/admin/cases/{comment.public_id}").json()["data"]
    assert (case["contentType"], case["content"], case["title"]) == ("COMMENT", "한마디 합니다.", post.title)
    assert case["reasons"] == [{"reason": "SPAM", "number": 2}, {"reason": "BIAS", "number": 1}]
    assert case["author"]["memberId"] == reader.public_id
    assert case["authorRecord"] == {"takenDown": 1, "punished": 0, "upheld": 0}
    assert case["claim"]["by"]["memberId"] == admin_member.public_id
    assert (len(case["reports"]), case["decisions"], case["othersDecisions"]) == (3, [], 0)
    of_post = api.get(f"/api/admin/cases/{earlier.public_id}").json()["data"]
    assert (of_post["contentType"], of_post["status"], of_post["claim"]) == ("POST", "HIDDEN", None)
    assert [one["verb"] for one in of_post["decisions"]] == ["HIDE"]
    assert api.get("/api/admin/cases/FB999999").status_code == 404
