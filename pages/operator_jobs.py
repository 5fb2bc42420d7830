"""What the operators' channel hears by the clock: the figures of yesterday, a queue that stands still, errors."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from accounts.models import Member
from boards.models import Comment, Post
from notifications import faults
from notifications.services import tell_operators
from polibat import queue

HOUR = 9
A_WHILE = 600


# 09:00 to 23:00 in Seoul: a worker that was away at nine makes up for it.
@app.periodic(cron="0 0-14 * * *")
@app.task(name="pages.tell_figures", queue="teams", queueing_lock="pages.tell_figures")
def tell_figures(timestamp):
    """Tell how many members, posts and comments yesterday (in Seoul) brought; once a day, from 09:00 on."""
    now = timezone.localtime()
    if now.hour < HOUR:
        return
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    day = (today - timedelta(days=1), today)
    facts = [
        ("새 회원", Member.objects.filter(joined_at__gte=day[0], joined_at__lt=day[1]).count()),
        ("새 글", Post.objects.filter(published_at__gte=day[0], published_at__lt=day[1]).count()),
        ("새 댓글", Comment.objects.filter(created_at__gte=day[0], created_at__lt=day[1]).count()),
    ]
    tell_operators(f"{day[0]:%m.%d.} 하루 통계", facts=facts, event=f"figures:{day[0]:%Y-%m-%d}")


@app.periodic(cron="*/5 * * * *")
@app.task(name="pages.tell_stuck_queue", queue="teams", queueing_lock="pages.tell_stuck_queue")
def tell_stuck_queue(timestamp):
    """Tell of jobs that wait too long, once in ten minutes."""
    now = queue.standing()
    if now.is_stuck:
        facts = [("대기", now.waiting), ("실패", now.failed), ("처리기", now.workers)]
        event = f"stuck:{int(timezone.now().timestamp()) // A_WHILE}"
        tell_operators("작업이 밀려 있습니다", facts=facts, event=event)


@app.periodic(cron="* * * * *")
@app.task(name="pages.tell_faults", queue="teams", queueing_lock="pages.tell_faults")
def tell_faults(timestamp):
    """Tell operators of system errors, a kind once in ten minutes; what Redis knows waits until it is back."""
    with suppress(RedisError):
        faults.tell_faults()
