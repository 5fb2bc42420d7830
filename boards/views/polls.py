"""Polls: the list, one poll, voting, and the numbers for those who watch."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Poll


@require_safe
def poll_list(request):
    """The newest polls."""
    return render(request, "boards/poll_list.html", {"polls": Poll.objects.listed().for_list()[:5]})


@require_safe
def poll_detail(request, public_id):
    """One poll."""
    poll = Poll.objects.visible_to(request.user).for_detail().filter(post__public_id=public_id).first()
    if poll is None:
        raise Http404
    return render(request, "boards/poll_detail.html", {"poll": poll})
