"""The public page of a politician: who it is, what citizens ask, what was answered."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boards.models import Comment, MentionCounter, Post
from polibat.cache.pages import cached_for_visitors
from polibat.web.canonical import canonical_address
from politicians.models import Politician

ROWS = 10


@require_safe
@cached_for_visitors("politicians", "politician:{public_id}", "board:voice")
def politician_detail(request, public_id):
    """Name card, posts that name the politician, answers, and how many were answered."""
    politician = get_object_or_404(Politician.objects.for_card().select_related("region"), public_id=public_id)
    posts = Post.objects.visible_to(request.user).listed().filter(politician=politician).for_list().order_by("-pk")
    answers = (
        Comment.objects.visible_to(request.user)
        .listed()
        .on_public_posts()
        .filter(post__politician=politician, is_answer=True)
    )
    counter = MentionCounter.objects.filter(politician=politician).first() or MentionCounter(politician=politician)
    context = {
        "politician": politician,
        "page": Paginator(posts, ROWS).get_page(request.GET.get("page")),
        "answers": answers.select_related("post", "author").order_by("-pk")[:ROWS],
        "counter": counter,
        "rate": round(100 * counter.answered / counter.named) if counter.named else None,
        "terms": politician.terms.select_related("party", "party_elected"),
        "structured": _facts(politician, canonical_address(request)),
        "is_mine": request.user.has_perm("politicians.change_namecard", politician),
    }
    return render(request, "pages/politician_detail.html", context)


def _facts(politician, address):
    """Who this is, in the words of schema.org."""
    facts = {"@type": "Person", "name": politician.name, "jobTitle": politician.position, "url": address}
    if politician.party_id:
        facts["affiliation"] = {"@type": "Organization", "name": politician.party_name}
    return {"@type": "ProfilePage", "mainEntity": facts}
