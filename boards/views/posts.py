"""Lists, posts, and writing them."""

import functools

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from boards.forms.posts import PostForm
from boards.models import Board, Draft, Post, Reaction
from boards.queries.abilities import post_abilities, thread_abilities
from boards.queries.delivery_receipts import receipt_of
from boards.queries.pagination import board_page, page_number
from boards.queries.panels import panels_of
from boards.queries.popular import popular_ids
from boards.queries.search import Condition, Search, search
from boards.services import react, take_back_reaction, withdraw_post
from boards.services.view_counts import counts_views
from boards.views.details import render_detail
from boards.views.lists import render_list, wants_list_alone
from boards.views.way_back import way_back
from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.statements import PreparedQuery
from polibat.cache.tags import Tag
from polibat.security.permission import require
from polibat.web.forms import form_page
from polibat.web.sign_in import members_only
from polibat.web.toasts import say_published
from politicians.models import Politician

PUBLISHED = {
    Board.FREE: "게시글이 성공적으로 등록되었습니다!",
    Board.POLITICIAN: "정치인 소통 게시글이 성공적으로 등록되었습니다!",
}


def posted(request):
    """What a form was sent with; None when the page was only opened."""
    return request.POST if request.method == "POST" else None


def pressed(request):
    """The button that was pressed; Http404 for one that is not there."""
    value = request.POST.get("value")
    if value not in Reaction.Value.values:
        raise Http404
    return value


def find_post(request, board, public_id):
    """The post at an address, if this visitor may see it; Http404 otherwise."""
    asked = {"board": Board.from_slug(board).value, "public_id": public_id}
    if not request.user.is_authenticated:
        post = _post_for_visitors.first(**asked)
    elif request.user.has_perm("boards.view_hidden_post"):
        post = Post.objects.visible_to(request.user).for_detail().filter(**asked).first()
    else:
        post = _post_for_members.first(**asked, member=request.user.pk)
    if post is None:
        raise Http404
    return post


def _post_of(member, board, public_id):
    return Post.objects.visible_to(member).for_detail().filter(board=board, public_id=public_id)


_post_for_visitors = PreparedQuery(functools.partial(_post_of, AnonymousUser()))
# To posts one member who is not staff is like the other, but for who wrote them.
_post_for_members = PreparedQuery(lambda member, **asked: _post_of(Member(pk=member), **asked))


@require_safe
@cache_page_for_visitors(Tag.board, Tag.NAME_CARDS, Tag.BANNERS, parameters=("page",), parts=("post-list",))
def post_list(request, board):
    """A board's posts, or those that fit a search."""
    board = Board.from_slug(board)
    asked, number = Search.asked(request.GET), page_number(request.GET.get("page"))
    if asked:
        page, popular = search(asked, board, request.user, number), []
    else:
        page, popular = board_page(board, number, also=[] if wants_list_alone(request) else popular_ids(board))
    context = {"board": board, "page": page, "popular": popular, "search": asked, "conditions": Condition.choices}
    return render_list(request, "boards/post_list", context, number=number)


@require_safe
@counts_views
@cache_page_for_visitors(Tag.post, Tag.BANNERS, parameters=(), parts=("comments",))
def post_detail(request, board, public_id):
    """One post with its comments."""
    post, answers = find_post(request, board, public_id), {}
    may = post_abilities(request.user, post, answers=answers)
    return render_detail(
        request,
        post,
        "boards/post_detail.html",
        may=may,
        answers=answers,
        more=lambda: _card(post) | {"receipt": receipt_of(post), "panels": panels_of(post)},
    )


def _addresses(board):
    return {
        "draft_url": reverse("boards:draft-save", args=[board.slug]),
        "image_url": reverse("pictures:image-create"),
    }


def _card(post):
    """The name card below posts of and about a politician."""
    politician = post.politician
    if politician is None and post.is_by_politician:
        politician = Politician.objects.for_card().represented_by(post.author)
    return {"card": politician, "card_data": politician and politician.name_card}


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def post_create(request, board):
    """Write a post; what was begun before is there again."""
    board = Board.from_slug(board)
    require(request.user, "boards.add_post")
    represented = Politician.objects.represented_by(request.user) if board == Board.POLITICIAN else None
    draft = Draft.objects.select_related("politician").filter(member=request.user, board=board).first()
    may_name = board == Board.POLITICIAN and represented is None
    named = request.GET.get("politician", "")
    form = PostForm(posted(request), member=request.user, board=board, draft=draft, may_name=may_name, named=named)
    if form.is_bound and (post := form.publish()):
        say_published(request, PUBLISHED[board], post.get_absolute_url())
        return redirect("boards:post-list", board.slug)
    context = {"board": board, "represented": represented, "draft": draft if not form.is_bound else None}
    return form_page(request, "boards/post_create.html", form, **context, **_addresses(board))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def post_edit(request, board, public_id):
    """Change one's post."""
    post = find_post(request, board, public_id)
    require(request.user, "boards.change_post", post)
    form = PostForm(posted(request), member=request.user, board=Board(post.board), post=post)
    if form.is_bound and form.save_changes():
        messages.success(request, "수정 완료!")
        return redirect(post)
    return form_page(request, "boards/post_edit.html", form, post=post, board=form.board, **_addresses(form.board))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def post_delete(request, board, public_id):
    """Ask, then delete one's post."""
    post = find_post(request, board, public_id)
    require(request.user, "boards.delete_post", post)
    if request.method == "POST":
        withdraw_post(post, by=request.user)
        back = way_back(request, "")
        messages.success(request, "게시글이 삭제되었습니다." if back else "삭제 완료!")
        return redirect(back) if back else redirect("boards:post-list", board)
    context = {"post": post, "board": Board(post.board), "back": way_back(request, "")}
    return render(request, "boards/post_delete.html", context)


@require_POST
@members_only
def post_react(request, board, public_id):
    """Press 좋아요 or 싫어요 on a post."""
    post = find_post(request, board, public_id)
    reaction = react(post, by=request.user, value=pressed(request))
    if not request.htmx:
        return redirect(post)
    may = thread_abilities(request.user, post)
    context = {"board": Board(post.board), "post": post, "may": may, "reaction": reaction or ""}
    return render(request, "boards/_reactions.html", context)


@require_POST
@members_only
def post_take_back(request, board, public_id):
    """Take back one's 좋아요 or 싫어요 of a post, from the list of what one liked."""
    post = find_post(request, board, public_id)
    tell_taken_back(request, post, "{}가 취소되었습니다.")
    return redirect(way_back(request, post.get_absolute_url()))


def tell_taken_back(request, target, words):
    """Take back the reaction whose button was pressed, and say what became of it."""
    value = Reaction.Value(pressed(request))
    if take_back_reaction(target, by=request.user, value=value):
        messages.success(request, words.format(value.label))
    else:
        messages.info(request, "이미 취소되었습니다.")
