"""Comments: adding, changing, deleting, reacting; pieces of page for htmx, pages without it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from boards.forms.comments import CommentEditForm, CommentForm
from boards.models import Comment, Post
from boards.queries.abilities import thread_abilities
from boards.queries.threads import as_shown, newer_comments
from boards.services import react, withdraw_comment
from boards.views.posts import find_post, posted, pressed, tell_taken_back
from boards.views.way_back import way_back
from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.tags import Tag
from polibat.security.permission import require
from polibat.web.forms import form_page
from polibat.web.sign_in import members_only


def find_comment(request, public_id):
    """The comment at an address, with its post, if this visitor may see it; Http404 otherwise."""
    comments = Comment.objects.visible_to(request.user).select_related(
        "author", "parent__author", "post__author", "post__politician", "post__counts"
    )
    comment = get_object_or_404(comments, public_id=public_id)
    # Both must be readable: the author of a hidden comment may see it, not the deleted post around it.
    get_object_or_404(Post.objects.visible_to(request.user).only("pk"), pk=comment.post_id)
    return comment


def _context(request, comment, *, is_new=False):
    """What the piece of page around one comment needs."""
    post, answers = comment.post, {}
    may = thread_abilities(request.user, post, answers=answers)
    (shown,) = as_shown([comment], post, request.user, are_new=is_new, answers=answers)
    return {
        "post": post,
        "comment": comment,
        "shown": shown,
        "root": comment.parent.public_id if comment.parent else "",
        "may": may,
        "thread_total": post.counts.comments,
        "create": reverse("boards:comment-create", args=[post.board_slug, post.public_id]),
    }


def comment_create(request, board, public_id):
    """Comment on a post (POST), open the form for it (GET), or read what was said since (`?after=`)."""
    handler = _comments_newer if request.method == "GET" and "after" in request.GET else _comment_create
    return handler(request, board=board, public_id=public_id)


@cache_page_for_visitors(Tag.post, parameters=("after",), parts=("",))
def _comments_newer(request, board, public_id):
    post, answers = find_post(request, board, public_id), {}
    comments = newer_comments(post, request.user, request.GET["after"], answers=answers)
    if not comments:
        return HttpResponse(status=204)
    may = thread_abilities(request.user, post, answers=answers)
    context = {"post": post, "comments": comments, "thread_total": post.counts.comments, "may": may}
    return render(request, "boards/_comments_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def _comment_create(request, board, public_id):
    post = find_post(request, board, public_id)
    require(request.user, "boards.add_comment", post)
    form = CommentForm(posted(request), post=post, initial={"parent": request.GET.get("parent", "")[:40]})
    if form.is_bound and (comment := form.add(by=request.user)):
        return _comment_created(request, comment) if request.htmx else redirect(comment)
    context = {"post": post, "comment_form": form, "parent": form.answered}
    if not request.htmx:
        return form_page(request, "boards/comment_create.html", form, **context)
    response = form_page(request, "boards/_comment_form.html", form, **context)
    if form.is_bound:
        response["HX-Retarget"], response["HX-Reswap"] = f"#{form.html_id}", "outerHTML"
    return response


def _comment_created(request, comment):
    context = _context(request, comment, is_new=True) | {"comment_form": CommentForm(post=comment.post)}
    return render(request, "boards/_comment_created.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def comment_edit(request, public_id):
    """Change one's comment."""
    comment = find_comment(request, public_id)
    require(request.user, "boards.change_comment", comment)
    form = CommentEditForm(posted(request), initial={"text": comment.text})
    if form.is_bound and form.save_changes(comment, by=request.user):
        if request.htmx:
            return render(request, "boards/_comment.html", _context(request, comment))
        return redirect(comment)
    template = "boards/_comment_edit.html" if request.htmx else "boards/comment_edit.html"
    return form_page(request, template, form, comment=comment, post=comment.post)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def comment_delete(request, public_id):
    """Ask, then delete one's comment."""
    comment = find_comment(request, public_id)
    require(request.user, "boards.delete_comment", comment)
    if request.method != "POST":
        context = {"comment": comment, "post": comment.post, "back": way_back(request, "")}
        return render(request, "boards/comment_delete.html", context)
    withdraw_comment(comment, by=request.user)
    if not request.htmx:
        messages.success(request, "댓글이 삭제되었습니다.")
        return redirect(way_back(request, f"{comment.post.get_absolute_url()}#comments"))
    comment.post.counts.refresh_from_db(fields=["comments"])
    leaves_a_place = not comment.parent_id and comment.replies.shown().exists()
    context = _context(request, comment) | ({} if leaves_a_place else {"comment": None})
    return render(request, "boards/_comment_deleted.html", context)


@require_POST
@members_only
def comment_react(request, public_id):
    """Press 좋아요 or 싫어요 on a comment."""
    comment = find_comment(request, public_id)
    react(comment, by=request.user, value=pressed(request))
    if request.htmx:
        return render(request, "boards/_comment.html", _context(request, comment))
    return redirect(comment)


@require_POST
@members_only
def comment_take_back(request, public_id):
    """Take back one's 좋아요 or 싫어요 of a comment, from the list of what one liked."""
    comment = find_comment(request, public_id)
    tell_taken_back(request, comment, "댓글 {}가 취소되었습니다.")
    return redirect(way_back(request, comment.get_absolute_url()))
