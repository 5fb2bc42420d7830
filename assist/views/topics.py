"""The page on which politicians and aides see what citizens asked lately."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assist.services.topics import PERIODS, Question, gather
from polibat.security.limits import Throttled
from polibat.web.sign_in import members_only


@never_cache
@members_only
@require_safe
def topic_list(request):
    """Groups of what was asked, about words, a post or the politician."""
    question, found, refusal = Question.asked(request.GET, by=request.user), None, None
    try:
        found = gather(question, by=request.user)
    except Throttled as error:
        refusal = error.messages[0]
    context = {"question": question, "found": found, "refusal": refusal, "periods": PERIODS.items()}
    return render(request, "assist/topic_list.html", context, status=429 if refusal else 200)
