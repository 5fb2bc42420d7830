"""불편/제안: the list, one of them, and writing, changing and taking back one's own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boards.models import Board, Post
from boards.queries.pagination import page_number
from boards.services.view_counts import counts_views
from boards.views.details import render_detail
from boards.views.lists import render_list
from boards.views.posts import find_post, posted
from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.tags import Tag
from polibat.security.permission import require
from polibat.web.forms import form_page
from polibat.web.sign_in import members_only
from polibat.web.toasts import say_published
from suggestions.forms import SuggestionForm
from suggestions.models import Suggestion
from suggestions.queries.abilities import suggestion_abilities
from suggestions.queries.suggestion_list import (
    SuggestionCondition,
    SuggestionSearch,
    found_suggestions,
    suggestion_page,
)
from suggestions.services import withdraw_suggestion
from suggestions.services.suggestions import require_untouched

THANKS = "소중한 의견 감사합니다! 접수된 내용은 검토 후 처리 상태를 업데이트해드리겠습니다."


def find_suggestion(request, public_id):
    """The suggestion at an address with its post, if this visitor may see it; Http404 otherwise."""
    post = find_post(request, Board.SUGGESTION.slug, public_id)
    suggestion = Suggestion.objects.select_related("replied_by").filter(pk=post.pk).first()
    if suggestion is None:
        raise Http404
    suggestion.post = post
    return suggestion


def is_closed(public_id):
    """Whether a private suggestion stands at this address, as everybody sees in the list."""
    private = Post.objects.on(Board.SUGGESTION).filter(public_id=public_id, is_private=True, status__in=Post.LISTED)
    return private.exists()


@require_safe
@cache_page_for_visitors(Tag.board(Board.SUGGESTION.slug), Tag.BANNERS, parameters=("page",), parts=("post-list",))
def suggestion_list(request):
    """What was reported and proposed, or what of it fits a search; of private ones only that they are there."""
    asked, number = SuggestionSearch.asked(request.GET), page_number(request.GET.get("page"))
    page = found_suggestions(asked, request.user, number) if asked else suggestion_page(request.user, number)
    context = {"page": page, "search": asked, "conditions": SuggestionCondition.choices, "board": Board.SUGGESTION}
    return render_list(request, "suggestions/suggestion_list", context, number=number)


@require_safe
@counts_views
@cache_page_for_visitors(Tag.post, Tag.BANNERS, parameters=(), parts=("comments",))
def suggestion_detail(request, public_id):
    """One suggestion with the staff's reply and the comments; a page that says so for a private one of others."""
    try:
        suggestion = find_suggestion(request, public_id)
    except Http404:
        closed = is_closed(public_id)
        context = {"is_closed": closed, "board": Board.SUGGESTION}
        return render(request, "suggestions/suggestion_closed.html", context, status=403 if closed else 404)
    answers = {}
    return render_detail(
        request,
        suggestion.post,
        "suggestions/suggestion_detail.html",
        may=suggestion_abilities(request.user, suggestion, answers=answers),
        answers=answers,
        more=lambda: {"suggestion": suggestion},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def suggestion_create(request):
    """Report or propose something."""
    require(request.user, "suggestions.add_suggestion")
    form = SuggestionForm(posted(request), member=request.user)
    if form.is_bound and (suggestion := form.publish()):
        say_published(request, THANKS, suggestion.get_absolute_url())
        return redirect("suggestions:suggestion-list")
    return form_page(request, "suggestions/suggestion_create.html", form, image_url=reverse("pictures:image-create"))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def suggestion_edit(request, public_id):
    """Change one's own while nobody has looked into it."""
    suggestion = find_suggestion(request, public_id)
    require_untouched(suggestion, by=request.user, permission="suggestions.change_suggestion")
    form = SuggestionForm(posted(request), member=request.user, suggestion=suggestion)
    if form.is_bound and form.save_changes():
        messages.success(request, "수정 완료!")
        return redirect(suggestion)
    context = {"suggestion": suggestion, "image_url": reverse("pictures:image-create")}
    return form_page(request, "suggestions/suggestion_edit.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def suggestion_delete(request, public_id):
    """Ask, then delete one's own while nobody has looked into it."""
    suggestion = find_suggestion(request, public_id)
    require_untouched(suggestion, by=request.user, permission="suggestions.delete_suggestion")
    if request.method == "POST":
        withdraw_suggestion(suggestion, by=request.user)
        messages.success(request, "게시글이 삭제되었습니다.")
        return redirect("suggestions:suggestion-list")
    return render(request, "suggestions/suggestion_delete.html", {"suggestion": suggestion})
