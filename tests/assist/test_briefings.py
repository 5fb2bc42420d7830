"""The daily briefing: the site's own most discussed posts, a draft until staff release it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from assist.jobs import draft_daily_briefing
from assist.models import Briefing
from assist.services import release_briefing
from assist.services.briefing_drafts import draft_briefing
from boards.services import change_post_status
from suggestions.models import Notice

pytestmark = pytest.mark.django_db
SIX = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)  # 06:00 of the 26th in Seoul


@pytest.fixture
def day(write, say, citizen, reader):
    """Posts of the 25th (Seoul): one much discussed, one little, one hidden, one silent; then it is 06:00."""
    posts = {}
    with time_machine.travel("2026-11-25 03:00:00Z", tick=False):
        for title, comments in (
            ("이야기 많은 글", 4),
            ("이야기 적은 글", 1),
            ("숨긴 글입니다", 5),
            ("조용한 글입니다", 0),
        ):
            posts[title] = write(citizen, title=title)
            for _ in range(comments):
                say(posts[title], reader)
        change_post_status(posts["숨긴 글입니다"], to="HIDDEN")
    with time_machine.travel("2026-11-24 03:00:00Z", tick=False):
        say(write(citizen, title="그제의 글입니다"), reader)
    with time_machine.travel(SIX, tick=False):
        yield posts


def test_draft_names_public_posts_of_yesterday_the_most_discussed_first(day):
    draft_daily_briefing(SIX.timestamp())
    draft_daily_briefing(SIX.timestamp())
    draft = Briefing.objects.get()
    assert draft.day == date(2026, 11, 26)
    assert draft.public_ids == [day["이야기 많은 글"].public_id, day["이야기 적은 글"].public_id]
    assert day["이야기 많은 글"].get_absolute_url() in draft.body
    assert "AI가 만든 요약입니다" in draft.body
    assert "숨긴 글" not in draft.body
    assert "글쓴시민" not in draft.body
    assert not Notice.objects.exists()


def test_silent_day_makes_no_draft(db):
    assert draft_briefing(date(2026, 1, 2)) is None


def test_admin_releases_it_with_one_click_and_once(day, client_of, admin_member):
    draft = draft_briefing(date(2026, 11, 26))
    client = client_of(admin_member)
    for _ in range(2):
        client.post("/admin/assist/briefing/", {"action": "release", "_selected_action": draft.pk})
    notice = Notice.objects.get()
    draft.refresh_from_db()
    assert (draft.state, draft.notice_id, draft.released_by) == ("RELEASED", notice.pk, admin_member)
    page = client_of().get(notice.get_absolute_url()).content.decode()
    assert f'href="{day["이야기 많은 글"].get_absolute_url()}"' in page


def test_release_is_for_admins_and_never_brings_back_what_went(day, moderator, admin_member):
    draft = draft_briefing(date(2026, 11, 26))
    with pytest.raises(PermissionDenied):
        release_briefing(draft, by=moderator)
    change_post_status(day["이야기 적은 글"], to="DELETED")
    with pytest.raises(ValidationError, match="이제 보이지 않는 글"):
        release_briefing(draft, by=admin_member)
    assert not Notice.objects.exists()
