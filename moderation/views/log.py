"""The public log: what staff and the automatic rules decided, without names and without a word of any text."""

from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.models import Post
from boards.models.visibility import LISTED, UNLISTED
from moderation.models import Decision, Objection
from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.tags import Tag
from polibat.web.keyset import keyset_page

MONTHS = 6
NOTHING = dict.fromkeys(("hidden", "deleted", "restored", "kept", "automatic", "total"), 0)
A_PAGE = 20
FIGURES_CACHE_SECONDS = 600
SHOWN = ["verb", "before", "after", "category", "by", "created_at", "post__board", "comment__post__board"]


@require_safe
@cache_page_for_visitors(Tag.MODERATION_LOG)
def moderation_log(request):
    """The newest decisions, and how many there were each month."""
    decisions = Decision.objects.select_related("post", "comment__post").only(*SHOWN)
    page = keyset_page(decisions, request.GET, size=A_PAGE)
    # Counting months is nothing that every visitor needs anew.
    months = cache.get_or_set("moderation:months", monthly_figures, FIGURES_CACHE_SECONDS)
    return render(request, "moderation/moderation_log.html", {"page": page, "months": months})


def monthly_figures():
    """Of each of the last months, this one included: how many decisions of each kind, and objections."""
    today = timezone.localdate()
    first = today.replace(day=1)
    for _month in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    since = timezone.make_aware(datetime.combine(first, time.min))
    decided = _by_month(Decision.objects.filter(created_at__gte=since), "created_at").annotate(
        hidden=Count("pk", filter=Q(verb="HIDE") & ~Q(before=Post.Status.HIDDEN)),
        deleted=Count("pk", filter=Q(verb="DELETE") & ~Q(before=Post.Status.DELETED)),
        restored=Count("pk", filter=Q(verb="REPUBLISH", before__in=UNLISTED)),
        kept=Count("pk", filter=Q(verb="REPUBLISH", before__in=LISTED)),
        automatic=Count("pk", filter=Q(by=None)),
        total=Count("pk"),
    )
    objected = _by_month(Objection.objects.filter(created_at__gte=since), "created_at").annotate(
        objections=Count("pk"), upheld=Count("pk", filter=Q(state="UPHELD"))
    )
    months = {row["month"]: {"objections": 0, "upheld": 0, **row} for row in decided}
    for row in objected:
        months.setdefault(
            row["month"], dict.fromkeys(("hidden", "deleted", "restored", "kept", "automatic", "total"), 0)
        )
        months[row["month"]].update(row)
    return [months[month] for month in sorted(months, reverse=True)]


def _by_month(rows, field):
    return rows.order_by().values(month=TruncMonth(field))
