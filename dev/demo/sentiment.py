"""What the site makes of the demo's texts: summaries and sentiments, by its own means alone."""

from assist.models import SentimentGauge
from assist.services.sentiment import measure
from assist.services.summarising import missing_summaries, summarise
from boards.models import Post

SUMMARIES, THERMOMETERS = 400, 60


def label_texts():
    """Summarise the long posts and measure the most commented ones, as the worker would."""
    for pk in missing_summaries(limit=SUMMARIES):
        summarise(pk, may_ask=False)
    talked_about = Post.objects.listed().filter(counts__comments__gte=SentimentGauge.FROM_COMMENTS)
    for pk in talked_about.order_by("-counts__comments", "-pk").values_list("pk", flat=True)[:THERMOMETERS]:
        measure(pk)
