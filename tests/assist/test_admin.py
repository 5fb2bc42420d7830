"""What is made of texts, and the log of asking, is open to staff and to nobody else."""

import pytest
from django.utils import timezone

from assist.models import Briefing, SentimentGauge, Summary
from assist.models.ai_usage import AiDay, AiRequest
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["assist/summary", "assist/sentimentgauge", "assist/briefing", "assist/aiday", "assist/airequest"]


@pytest.fixture
def rows(citizen):
    """One row of each, with its key."""
    post = factories.post(citizen)
    lines = [{"line": "짧은 줄", "source": "근거가 된 문장"}]
    Summary.objects.create(post=post, lines=lines, method="EXTRACT", made_at=timezone.now())
    SentimentGauge.objects.create(post=post, positive=10, method="LEXICON", measured_at=timezone.now())
    briefing = Briefing.objects.create(day=timezone.localdate(), title="이야기가 많았던 글", body="<p>초안</p>")
    AiDay.objects.reserve(10)
    asked = AiRequest.objects.create(purpose="summary", prompt_version="summary-1", model="stub", outcome="OK")
    return dict(zip(PAGES, [post.pk, post.pk, briefing.pk, timezone.localdate(), asked.pk], strict=True))


@pytest.mark.parametrize(("who", "status"), [("moderator", 200), ("admin_member", 200), ("citizen", 302)])
def test_pages_are_for_staff(request, who, status, rows, client_of, settings):
    settings.OPENAI_API_KEY = "test-key"
    client = client_of(request.getfixturevalue(who))
    for page, key in rows.items():
        for address in (f"/admin/{page}/", f"/admin/{page}/{key}/change/"):
            assert client.get(address).status_code == status, address
    if status == 200:
        assert "AI 토큰" in client.get("/admin/").content.decode()
