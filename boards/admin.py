"""What staff see of the boards. Posts and comments are registered by `moderation.admin`, which adds its verbs."""

import re

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from accounts.admin_columns import member_cell
from accounts.models import Member
from accounts.models.member import nickname_key
from boards.admin_columns import board_badge, text_status_badge
from boards.ai_admin import SummaryAdmin  # noqa: F401 - registers what is made of texts
from boards.finding import keys_of_comments, keys_of_posts
from boards.models import Board, Image, Reaction
from polibat.admin import RulesModelAdmin
from polibat.admin_columns import KnownList, exact_moment
from polibat.admin_filters import by_choice, by_period
from polibat.admin_links import count_link, short
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


def reactions_of(public_id, likes, dislikes):
    """Likes and dislikes of the text of a public id, with links to who pressed them."""
    rows = [("좋아요", "LIKE", likes), ("싫어요", "DISLIKE", dislikes)]
    links = (
        (words, count_link(number, "boards_reaction", q=public_id, value__exact=value)) for words, value, number in rows
    )
    return format_html_join("", '<div class="line">{}: {}</div>', links)


def comments_of(post):
    """How many listed comments a post has, with a link to them."""
    return count_link(post.counts.comments, "boards_comment", q=post.public_id, status__exact="PUBLISHED")


class TextAdmin(RulesModelAdmin):
    """Something said by a member: looked at, found by its id or by who said it."""

    view_permission = "boards.view_hidden_post"
    # Shows the search box; what is compared with what stands in `get_search_results`.
    search_fields = ["public_id"]
    search_help_text = "아이디(FB000001, FB000001-CM0001), 제목이나 내용, 작성자 아이디(NM000001), 닉네임"
    # The column of what was said that is searched.
    words = ""

    def get_search_results(self, request, queryset, search_term):
        """Rows of a public id, with these words, or of authors with that nickname: all are answered by an index."""
        term = clean_line(search_term)
        if not term:
            return queryset, False
        if term[:2].upper() in Member.PREFIXES.values() and term[2:].isdecimal():
            return queryset.filter(author__public_id=term.upper()), False
        if TEXT_ID.fullmatch(term.upper()):
            return queryset.filter(with_id(term.upper())), False
        return queryset.filter(Q(author__in=authors_named(term)) | Q(**{f"{self.words}__holds": term})), False

    @admin.display(description="작성자")
    def author_link(self, text):
        """Who said it, with a link."""
        url = reverse("admin:accounts_member_change", args=[text.author_id])
        return format_html('<a href="{}">{}</a> {}', url, text.author.public_id, text.author.nickname)

    def view_on_site(self, obj):
        """Where it stands on the site; staff see hidden texts there too."""
        return obj.get_absolute_url()


class PostAdmin(TextAdmin):
    """Posts of every board."""

    words = "title"
    list_filter = ["status", "board", "has_image", by_period(("published_at", "작성일"), ("edited_at", "최종수정일"))]
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

    @admin.display(description="게시글 제목")
    def short_title(self, post):
        """The title on one line."""
        return short(post.title)

    @admin.display(description="내용")
    def said(self, post):
        """What people read, without markup."""
        return post.body_text

    @admin.display(description="이미지")
    def pictures(self, post):
        """The pictures of the post, small."""
        shown = ((image.list_file.url,) for image in post.images.all())
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

    words = "text"
    list_display_links = ["public_id"]
    list_filter = [
        *("post__board", "status", "is_answer"),
        by_period(("created_at", "작성일"), ("edited_at", "최종수정일")),
    ]
    list_select_related = ["author", "post"]
    fields = [
        *("public_id", "post", "parent", "author", "status", "removed_by_author", "text"),
        *("is_answer", "likes", "dislikes", "created_at", "edited_at"),
    ]

    def get_queryset(self, request):
        """Without the post's own text."""
        return super().get_queryset(request).select_related("author", "post").defer("post__body", "post__body_text")

    @admin.display(description="받은 반응")
    def reactions(self, comment):
        """Likes and dislikes, with links to who pressed them."""
        return reactions_of(comment.public_id, comment.likes, comment.dislikes)

    @admin.display(description="게시글")
    def post_link(self, comment):
        """What was commented on, with a link."""
        url = reverse("admin:boards_post_change", args=[comment.post_id])
        words = f"{comment.post.get_board_display()}, {comment.post.get_status_display()}"
        return format_html('<a href="{}">{}</a> ({})<br>{}', url, comment.post.public_id, words, comment.post.title)

    @admin.display(description="댓글")
    def text_start(self, comment):
        """The beginning of what was said, as long as staff.md says."""
        said = comment.text if len(comment.text) <= 50 else f"{comment.text[:50]}..."
        return format_html('<span title="{}">{}</span>', comment.text, said)


class TargetFilter(admin.SimpleListFilter):
    """콘텐츠 유형 of a reaction."""

    title = "콘텐츠 유형"
    parameter_name = "on"

    def lookups(self, request, model_admin):
        """Posts and comments."""
        return [("post", "게시글"), ("comment", "댓글")]

    def queryset(self, request, queryset):
        """The reactions on texts of that kind."""
        if self.value() not in {"post", "comment"}:
            return queryset
        return queryset.filter(**{f"{self.value()}__isnull": False})


class BoardFilter(admin.SimpleListFilter):
    """게시판 of what was reacted to."""

    title = "게시판"
    parameter_name = "board"

    def lookups(self, request, model_admin):
        """Every board."""
        return Board.choices

    def queryset(self, request, queryset):
        """The reactions on that board."""
        if self.value() not in Board.values:
            return queryset
        return queryset.filter(Q(post__board=self.value()) | Q(comment__post__board=self.value()))


@admin.register(Reaction)
class ReactionAdmin(KnownList, RulesModelAdmin):
    """좋아요 and 싫어요, to look at."""

    lead = "회원들의 좋아요/싫어요 활동 이력을 조회할 수 있습니다."
    view_permission = "boards.view_hidden_post"
    list_display = ["number", "who", "target_kind", "target", "board", "text", "status", "pressed", "moment"]
    list_display_links = ["moment"]
    list_filter = [
        *(by_choice("member__kind", "회원유형"), TargetFilter, BoardFilter, by_choice("value", "반응 유형")),
        by_period(("created_at", "반응일시")),
    ]
    list_select_related = ["member", "post", "comment__post"]
    search_fields = ["member__public_id"]
    search_help_text = "회원 아이디(NM000001)나 닉네임, 게시글·댓글 아이디, 콘텐츠 제목"

    def get_queryset(self, request):
        """Without the texts of the posts."""
        bodies = ["post__body", "post__body_text", "comment__post__body", "comment__post__body_text"]
        return super().get_queryset(request).defer(*bodies)

    @admin.display(description="좋아요/싫어요 누른 회원")
    def who(self, reaction):
        """Who pressed it, with a link."""
        return member_cell(reaction.member, with_status=True)

    @admin.display(description="게시글/댓글 구분")
    def target_kind(self, reaction):
        """Whether on a post or on a comment."""
        return "댓글" if reaction.comment else "게시글"

    @admin.display(description="게시글/댓글 아이디")
    def target(self, reaction):
        """On what, with a link."""
        text = reaction.comment or reaction.post
        url = reverse(f"admin:boards_{text._meta.model_name}_change", args=[text.pk])
        return format_html('<a href="{}">{}</a>', url, text.public_id)

    @admin.display(description="게시판")
    def board(self, reaction):
        """Of which board."""
        return board_badge(reaction.post or reaction.comment.post)

    @admin.display(description="게시글 제목/댓글 내용")
    def text(self, reaction):
        """What was said, on one line."""
        return short(reaction.comment.text if reaction.comment else reaction.post.title)

    @admin.display(description="게시글/댓글 상태")
    def status(self, reaction):
        """Whether the text can be read."""
        return text_status_badge(reaction.comment or reaction.post)

    @admin.display(description="좋아요/싫어요", ordering="value")
    def pressed(self, reaction):
        """What was pressed."""
        words = reaction.get_value_display()
        return format_html('<span class="line reaction" data-value="{}">{}</span>', reaction.value, words)

    @admin.display(description="좋아요/싫어요 일시", ordering="created_at")
    def moment(self, reaction):
        """When it was pressed."""
        return exact_moment(reaction.created_at)

    def get_search_results(self, request, queryset, search_term):
        """Reactions by a member or on a text, each by id or words; all are answered by an index."""
        term = clean_line(search_term)
        public_id = term.upper()
        if not term:
            return queryset, False
        if public_id[:2] in Member.PREFIXES.values() and public_id[2:].isdecimal():
            return queryset.filter(member__public_id=public_id), False
        if TEXT_ID.fullmatch(public_id):
            about = "comment" if "-CM" in public_id else "post"
            return queryset.filter(**{f"{about}__public_id": public_id}), False
        by_words = Q(post__in=keys_of_posts(term)) | Q(comment__in=keys_of_comments(term))
        by_words |= Q(member__in=authors_named(term))
        return queryset.filter(by_words), False


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
