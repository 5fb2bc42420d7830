"""What staff see of the boards. Posts, comments and reactions are registered as staff lists by `backoffice.admin`."""

from django.contrib import admin
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join

from accounts.admin.columns import kind_badge, member_link
from boards.admin.columns import board_badge, comments_of, reactions_of, status_badge, text_link
from polibat.staff.admin import RulesModelAdmin
from polibat.staff.columns import short_moment


def moves_of(text):
    """Return the names of the actions that the text's status allows (spec L33)."""
    if text.status == text.Status.DELETED:
        return set() if text.removed_by_author else {"republish"}
    return {"republish", "delete"} if text.status == text.Status.HIDDEN else {"hide", "delete"}


class TextAdmin(RulesModelAdmin):
    """Something said by a member, to look at."""

    view_permission = "boards.view_hidden_post"
    # The column of when it was said.
    said_at = ""

    def get_queryset(self, request):
        """With the moment of the last change."""
        return super().get_queryset(request).annotate(updated_at=Coalesce("edited_at", self.said_at))

    def offered(self, request, row):
        """What leads out of the state that it is in."""
        return moves_of(row) | {"bulk"}

    @admin.display(description="작성자")
    def author_cell(self, text):
        """Who said it, with the kind of member."""
        return format_html("{} {}", member_link(text.author), kind_badge(text.author))

    @admin.display(description="작성일시")
    def said_moment(self, text):
        """When it was said."""
        return short_moment(getattr(text, self.said_at))

    @admin.display(description="최종수정일시", ordering="updated_at")
    def updated(self, text):
        """When it was changed last, else said."""
        return short_moment(text.updated_at)

    def view_on_site(self, obj):
        """Where it stands on the site; staff see hidden texts there too."""
        return obj.get_absolute_url()


class PostAdmin(TextAdmin):
    """Posts of every board."""

    said_at = "published_at"
    list_select_related = ["author", "counts"]
    fieldsets = [
        (None, {"fields": ["known_id", "board_badge", "status_badge", "author_cell", "politician"]}),
        ("내용", {"fields": ["title", "said", "pictures"]}),
        ("수치", {"fields": ["views", "comments_link", "reactions", "reported", "answers"]}),
        ("일시", {"fields": ["said_moment", "updated"]}),
    ]
    readonly_fields = [
        *("known_id", "board_badge", "status_badge", "author_cell", "said", "pictures"),
        *("views", "comments_link", "reactions", "reported", "answers", "said_moment", "updated"),
    ]

    def get_queryset(self, request):
        """Without what only the page of a post shows."""
        return super().get_queryset(request).defer("body", "body_text")

    @admin.display(description="게시글 아이디", ordering="pk")
    def known_id(self, post):
        """The id that people see."""
        return post.public_id

    @admin.display(description="게시판")
    def board_badge(self, post):
        """Where it stands."""
        return board_badge(post)

    @admin.display(description="게시글 상태")
    def status_badge(self, post):
        """Whether it can be read."""
        return status_badge(post)

    @admin.display(description="내용")
    def said(self, post):
        """What people read, without markup."""
        return said_in_lines(post.body_text)

    @admin.display(description="이미지")
    def pictures(self, post):
        """The pictures of the post, small."""
        shown = ((image.list_url,) for image in post.images.all())
        return format_html_join(" ", '<img class="picture" src="{}" alt="첨부 이미지">', shown) or "없음"

    @admin.display(description="받은 반응")
    def reactions(self, post):
        """Likes and dislikes, with links to who pressed them."""
        return reactions_of(post.public_id, post.counts.likes, post.counts.dislikes)

    @admin.display(description="댓글수")
    def comments_link(self, post):
        """How many listed comments it has, with a link to them."""
        return comments_of(post)

    @admin.display(description="조회수")
    def views(self, post):
        """How often it was read."""
        return f"{post.counts.views:,}"

    @admin.display(description="답변")
    def answers(self, post):
        """How many answers by the named politician's side."""
        return post.counts.answers + post.counts.aide_answers


def said_in_lines(text):
    """What was said, in its own lines."""
    return format_html('<div class="said">{}</div>', text) if text else "내용이 없습니다."


class CommentAdmin(TextAdmin):
    """Comments and replies."""

    said_at = "created_at"
    fieldsets = [
        (None, {"fields": ["known_id", "status_badge", "reactions", "reported", "author_cell", "parent", "is_answer"]}),
        ("관련 게시글", {"fields": ["post_id_link", "post_board", "post_title", "post_status", "post_views"]}),
        ("내용", {"fields": ["said"]}),
        ("일시", {"fields": ["said_moment", "updated"]}),
    ]
    readonly_fields = [
        *("known_id", "status_badge", "reactions", "reported", "author_cell", "said", "said_moment", "updated"),
        *("post_id_link", "post_board", "post_title", "post_status", "post_views"),
    ]

    def get_queryset(self, request):
        """Without the post's own text."""
        related = super().get_queryset(request).select_related("author", "post__counts")
        return related.defer("post__body", "post__body_text")

    @admin.display(description="댓글 아이디", ordering="pk")
    def known_id(self, comment):
        """The id that people see."""
        return comment.public_id

    @admin.display(description="댓글 상태")
    def status_badge(self, comment):
        """Whether it can be read."""
        return status_badge(comment)

    @admin.display(description="댓글 내용")
    def said(self, comment):
        """All that was said."""
        return said_in_lines(comment.text)

    @admin.display(description="게시글 아이디")
    def post_id_link(self, comment):
        """What was commented on, with a link."""
        return text_link(comment.post)

    @admin.display(description="게시판")
    def post_board(self, comment):
        """Where that stands."""
        return board_badge(comment.post)

    @admin.display(description="게시글 제목")
    def post_title(self, comment):
        """What that is called."""
        return comment.post.title

    @admin.display(description="게시글 상태")
    def post_status(self, comment):
        """Whether that can be read."""
        return status_badge(comment.post)

    @admin.display(description="조회수")
    def post_views(self, comment):
        """How often that was read."""
        return f"{comment.post.counts.views:,}"

    @admin.display(description="받은 반응")
    def reactions(self, comment):
        """Likes and dislikes, with links to who pressed them."""
        return reactions_of(comment.public_id, comment.likes, comment.dislikes)


class ReactionAdmin(RulesModelAdmin):
    """One 좋아요 or 싫어요, to look at."""

    view_permission = "boards.view_hidden_post"

    def get_queryset(self, request):
        """Without the texts of the posts."""
        bodies = ["post__body", "post__body_text", "comment__post__body", "comment__post__body_text"]
        return super().get_queryset(request).defer(*bodies)
