"""The page on which anybody says that a summary is not right."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assist.forms import ComplaintForm
from assist.models import Summary
from assist.queries.panels import shown_summary
from boards.models import Post
from polibat.web.client import visitor_of
from polibat.web.forms import form_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def summary_complain(request, public_id):
    """Tell staff what is wrong with the summary of a post."""
    post = get_object_or_404(Post.objects.visible_to(request.user), public_id=public_id)
    summary = shown_summary(post, Summary.objects.filter(pk=post.pk).first())
    if summary is None:
        raise Http404
    form = ComplaintForm(request.POST if request.method == "POST" else None, post=post)
    by = request.user if request.user.is_authenticated else None
    if form.is_bound and form.complain(by=by, visitor=visitor_of(request)):
        messages.success(request, "알려 주셔서 고맙습니다. 운영자가 확인합니다.")
        return redirect(post)
    return form_page(request, "assist/summary_complain.html", form, post=post, summary=summary)
