"""What else speaks for looking at a text: the provider's check, or the model that staff trained.

It raises a flag at most, which orders the staff's list; nothing is hidden by it, and nobody is told. Called by the
worker alone, because the provider may take its time.
"""

from django.contrib.auth.models import AnonymousUser

from assist.services import naive_bayes, trained_models
from assist.services.ai import client
from assist.services.ai.redact import redacted
from boards.models import Comment, Post

FROM_PROVIDER = 0.5
# Measured in docs/ai.md: below it there are more false alarms than staff would read.
FROM_MODEL = 0.9
LONGEST = 4000


def classify(target: Post | Comment) -> tuple[float, str]:
    """How much speaks for a look (0 to 1) and who says so; (0, "") where nothing does."""
    text = f"{target.title}\n{target.body_text}" if isinstance(target, Post) else target.text
    if client.is_on() and _is_public(target):
        try:
            (score,) = client.screen([redacted(text[:LONGEST], names=[target.author.nickname])])
        except client.Unavailable:
            pass
        else:
            return (score, "AI 검사") if score >= FROM_PROVIDER else (0, "")
    if model := trained_models.model_of("screening"):
        score = naive_bayes.score(model, text)
        if score >= FROM_MODEL:
            return score, "학습한 통계 모형"
    return 0, ""


def _is_public(target: Post | Comment) -> bool:
    """Only what everybody may read is ever sent out."""
    return type(target).objects.visible_to(AnonymousUser()).filter(pk=target.pk).exists()
