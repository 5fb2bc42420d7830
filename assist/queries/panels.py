"""What the page of a post shows of what the site made of it: the summary above, the sentiment of comments below."""

from assist.models import SentimentGauge, Summary
from boards.events import Panel
from boards.models import Post
from polibat.cache.statements import PreparedQuery

# By the key alone, and without the post's own columns: what they say of it is known.
_made_of = PreparedQuery(
    lambda post: (
        Post.objects.filter(pk=post)
        .select_related("summary", "sentiment_gauge")
        .only(
            *("pk", "summary__lines", "summary__method", "summary__model", "summary__made_at", "summary__is_withdrawn"),
            *(f"sentiment_gauge__{name}" for name in ("positive", "neutral", "negative", "method", "measured_at")),
            "sentiment_gauge__is_frozen",
        )
    )
)


def panels_of(post: Post) -> list[Panel]:
    """Return the panels of a post's page, as far as there is something to show."""
    made = _made_of.first(post=post.pk)
    panels = []
    if summary := shown_summary(post, getattr(made, "summary", None)):
        panels.append(Panel(Panel.ABOVE, "assist/_summary.html", summary))
    sentiment_gauge = getattr(made, "sentiment_gauge", None)
    if shown_gauge(sentiment_gauge):
        panels.append(Panel(Panel.BELOW, "assist/_sentiment_gauge.html", sentiment_gauge))
    return panels


def shown_gauge(gauge: SentimentGauge | None) -> SentimentGauge | None:
    """Return the gauge where so many spoke that it says something."""
    return gauge if gauge and gauge.is_shown else None


def shown_summary(post: Post, summary: Summary | None) -> Summary | None:
    """Return the summary of `post` where it may be shown: everybody reads the post, and staff do not mind."""
    return summary if summary and summary.is_shown and post.is_public else None
