"""What staff see of the boards. Posts and comments are registered by `moderation.admin`, which adds its verbs."""

import re

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html, format_html_join

from accounts.models import Member
from accounts.models.member import nickname_key
from boards.ai_admin import SummaryAdmin  # noqa: F401 - registers what is made of texts
from boards.models import Image, Post, Reaction
from polibat.admin import RulesModelAdmin
from polibat.text import clean_line

TEXT_ID = re.compile(r"[A-Z]{2}[0-9]{6,}(-CM[0-9]{4,})?")
MOST_AUTHORS = 100


def authors_named(nickname):
    """Ids of members whose nickname is or holds `nickname`, found by index; a hundred at most."""
    exact = Member.objects.filter(nickname_key=nickname_key(nickname)).values_list("pk", flat=True)
    similar = Member.objects.filter(nickname_words__bigrams=nickname).values_list("pk", flat=True)[:MOST_AUTHORS]
    return {*exact, *similar}


def with_id(public_id):
    """Rows of this public id, or numbered inside the row of that id."""
    return Q(public_id=public_id) | Q(public_id__startswith=f"{public_id}-")


class TextAdmin(RulesModelAdmin):
    """Something said by a member: looked at, found by its id or by who said it."""

    view_permission = "boards.view_hidden_post"
    # Shows the search box; what is compared with what stands in `get_search_results`.
    search_fields = ["public_id"]
    search_help_text = "아이디(FB000001, FB000001-CM0001)나 작성자 닉네임"

    def get_search_results(self, request, queryset, search_term):
        """Rows of a public id or of authors with that nickname: both are answered by an index."""
        term = clean_line(search_term)
        if not term:
            return queryset, False
        if TEXT_ID.fullmatch(term.upper()):
            return queryset.filter(with_id(term.upper())), False
        return queryset.filter(author__in=authors_named(term)), False

    def view_on_site(self, obj):
        """Where it stands on the site; staff see hidden texts there too."""
        return obj.get_absolute_url()


class PostAdmin(TextAdmin):
    """Posts of every board."""

    list_display = ["public_id", "title", "board", "status", "author", "views", "likes", "comments", "published_at"]
    list_filter = ["status", "board", "has_image", "published_at"]
    list_select_related = ["author", "counts"]
    fieldsets = [
        (None, {"fields": ["public_id", "board", "status", "removed_by_author", "author", "politician"]}),
        ("내용", {"fields": ["title", "said", "pictures"]}),
        ("수치", {"fields": ["views", "likes", "dislikes", "comments", "answers"]}),
        ("일시", {"fields": ["published_at", "edited_at"]}),
    ]
    readonly_fields = ["said", "pictures", "views", "likes", "dislikes", "comments", "answers"]

    def get_queryset(self, request):
        """Without what only the page of a post shows."""
        return super().get_queryset(request).defer("body", "body_text")

    @admin.display(description="내용")
    def said(self, post):
        """What people read, without markup."""
        return post.body_text

    @admin.display(description="이미지")
    def pictures(self, post):
        """The pictures of the post, small."""
        shown = ((image.list_file.url,) for image in post.images.all())
        return format_html_join(" ", '<img class="picture" src="{}" alt="첨부 이미지">', shown) or "없음"

    @admin.display(description="조회수")
    def views(self, post):
        """How often it was read."""
        return post.counts.views

    @admin.display(description="좋아요")
    def likes(self, post):
        """How many like it."""
        return post.counts.likes

    @admin.display(description="싫어요")
    def dislikes(self, post):
        """How many dislike it."""
        return post.counts.dislikes

    @admin.display(description="댓글")
    def comments(self, post):
        """How many listed comments it has."""
        return post.counts.comments

    @admin.display(description="답변")
    def answers(self, post):
        """How many answers by the named politician's side."""
        return post.counts.answers + post.counts.aide_answers


class CommentAdmin(TextAdmin):
    """Comments and replies."""

    list_display = ["public_id", "text_start", "status", "author", "likes", "dislikes", "created_at"]
    list_filter = ["status", "is_answer", "created_at"]
    list_select_related = ["author", "post"]
    fields = [
        *("public_id", "post", "parent", "author", "status", "removed_by_author", "text"),
        *("is_answer", "likes", "dislikes", "created_at", "edited_at"),
    ]

    def get_queryset(self, request):
        """Without the post's own text."""
        return super().get_queryset(request).select_related("post").defer("post__body", "post__body_text")

    @admin.display(description="댓글")
    def text_start(self, comment):
        """The beginning of what was said, as long as staff.md says."""
        return comment.text if len(comment.text) <= 50 else f"{comment.text[:50]}..."


@admin.register(Reaction)
class ReactionAdmin(RulesModelAdmin):
    """좋아요 and 싫어요, to look at."""

    view_permission = "boards.view_hidden_post"
    list_display = ["member", "value", "post", "comment", "created_at"]
    list_filter = ["value", "created_at"]
    list_select_related = ["member", "post", "comment"]
    search_fields = ["member__public_id"]
    search_help_text = "회원 아이디(NM000001)나 게시글, 댓글 아이디"

    def get_queryset(self, request):
        """Without the texts of the posts."""
        return super().get_queryset(request).defer("post__body", "post__body_text")

    def get_search_results(self, request, queryset, search_term):
        """Reactions by a member or on a text, by its public id."""
        term = clean_line(search_term).upper()
        if not term:
            return queryset, False
        if "-CM" in term:
            return queryset.filter(comment__public_id=term), False
        if Post.objects.filter(public_id=term).exists():
            return queryset.filter(post__public_id=term), False
        return queryset.filter(member__public_id=term), False


@admin.register(Image)
class ImageAdmin(RulesModelAdmin):
    """Uploaded pictures, to look at."""

    view_permission = "boards.view_hidden_post"
    list_display = ["picture", "author", "post", "width", "height", "created_at"]
    list_filter = [("post", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["author", "post"]
    fields = ["picture", "author", "post", "width", "height", "created_at"]
    readonly_fields = ["picture"]

    def get_queryset(self, request):
        """Without the texts of the posts."""
        return super().get_queryset(request).defer("post__body", "post__body_text")

    @admin.display(description="이미지")
    def picture(self, image):
        """The picture, small."""
        return format_html('<img class="picture" src="{}" alt="{}">', image.list_file.url, image.token)
