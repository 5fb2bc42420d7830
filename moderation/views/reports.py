"""The page (and dialog) in which a member reports a post or a comment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from boards.models import Board, Comment, Post
from moderation import services
from moderation.forms import ReportForm
from moderation.models import Report, target_key
from polibat.web.forms import form_page
from polibat.web.sign_in import members_only

THANKS = "신고가 접수되었습니다."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def report_create(request, public_id):
    """Report one text: a page of its own, or the inside of a dialog when htmx asks."""
    target = _find_target(public_id, request.user)
    services.require_report(request.user, target)
    form = ReportForm(
        request.POST if request.method == "POST" else None, instance=Report(reporter=request.user, **target_key(target))
    )
    if report := form.submit(services.file_report, by=request.user):
        return _thank(request, report.target)
    template = "moderation/_report_form.html" if request.htmx else "moderation/report_create.html"
    reported = Report.objects.about(target).filter(reporter=request.user).exists()
    return form_page(request, template, form, target=target, reported=reported, back=_way_back(target))


def _find_target(public_id, member):
    """The text of this id that `member` may see; the id of a comment holds that of its post."""
    if "-" in public_id:
        comments = Comment.objects.visible_to(member).select_related("post", "author")
        return get_object_or_404(comments, public_id=public_id)
    return get_object_or_404(Post.objects.visible_to(member).select_related("author"), public_id=public_id)


def _thank(request, target):
    """Say that the report arrived: in the dialog by an event that closes it, else on the page one came from."""
    if request.htmx:
        response = HttpResponse(status=204)
        trigger_client_event(response, "toast", {"text": THANKS, "level": "success"})
        return trigger_client_event(response, "reported")
    messages.success(request, THANKS)
    return redirect(_way_back(target))


def _way_back(target):
    """Where the text stands; when it is hidden by now, what stands around it."""
    if target.status in Post.LISTED:
        return target.get_absolute_url()
    if isinstance(target, Comment):
        return target.post.get_absolute_url()
    return Board(target.board).list_address
