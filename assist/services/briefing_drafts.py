"""What was talked about most yesterday, as the draft of a notice: the words and numbers of the posts alone."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from assist.models import Briefing
from boards.models import Board, Post

SHOWN = 5
BOARDS = (Board.FREE, Board.POLITICIAN, Board.POLL)


def draft_briefing(day: date) -> Briefing | None:
    """Write the draft about the day before `day` unless there is one; the draft, or None after a silent day."""
    if had := Briefing.objects.filter(day=day).first():
        return had
    end = timezone.make_aware(datetime.combine(day, time.min))
    posts = Post.objects.visible_to(AnonymousUser()).filter(board__in=BOARDS)
    recent = posts.filter(published_at__gte=end - timedelta(days=1), published_at__lt=end)
    talked = recent.filter(counts__comments__gt=0).select_related("counts").defer("body")
    # Numbers that anybody can see decide, and nothing of who wrote or whom it names.
    top = list(talked.order_by((F("counts__comments") * 2 + F("counts__likes")).desc(), "pk")[:SHOWN])
    if not top:
        return None
    rows = ((post.get_absolute_url(), post.title, post.lead, post.counts.comments, post.counts.likes) for post in top)
    listed = format_html_join(
        "", '<li><p><a href="{}"><strong>{}</strong></a></p><p>{}</p><p>댓글 {} · 좋아요 {}</p></li>', rows
    )
    body = format_html(
        "<p>어제 정치방망이에서 이야기가 많았던 글입니다. 댓글과 좋아요 수로만 골랐습니다.</p><ol>{}</ol>"
        "<p>AI가 만든 요약입니다 · 방식: 글의 요약 첫 줄 또는 첫머리 · {}</p>",
        listed,
        timezone.localtime().strftime("%Y.%m.%d. %H:%M"),
    )
    title = f"{(day - timedelta(days=1)):%m월 %d일}, 이야기가 많았던 글"
    made, _ = Briefing.objects.get_or_create(
        day=day, defaults={"title": title, "body": body, "public_ids": [post.public_id for post in top]}
    )
    return made
