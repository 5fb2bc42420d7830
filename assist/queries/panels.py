"""What a post's page shows of what the site made of it: the summary above the text, the mood of the comments below."""

from assist.models import Summary
from boards.events import Panel
from boards.models import Post
from polibat.cache.statements import CompiledQuery

# By the key alone, and without the post's own columns: what they say of it is known.
_made_of = CompiledQuery(
    lambda post: (
        Post.objects.filter(pk=post)
        .select_related("summary", "thermometer")
        .only(
            *("pk", "summary__lines", "summary__method", "summary__model", "summary__made_at", "summary__is_withdrawn"),
            *(f"thermometer__{name}" for name in ("positive", "neutral", "negative", "method", "measured_at")),
            "thermometer__is_frozen",
        )
    )
)


def panels_of(post: Post) -> list[Panel]:
    """Return the panels of a post's page, as far as there is something to show."""
    made = _made_of.first(post=post.pk)
    panels = []
    if summary := shown_summary(post, getattr(made, "summary", None)):
        panels.append(Panel(Panel.ABOVE, "assist/_summary.html", summary))
    thermometer = getattr(made, "thermometer", None)
    if thermometer and thermometer.is_shown:
        panels.append(Panel(Panel.BELOW, "assist/_thermometer.html", thermometer))
    return panels


def shown_summary(post: Post, summary: Summary | None) -> Summary | None:
    """Return the summary of `post` where it may be shown: everybody reads the post, and staff do not mind."""
    return summary if summary and summary.is_shown and post.is_public else None
