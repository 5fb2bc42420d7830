"""What staff see of the boards; `moderation.admin.reports` registers posts and comments and adds its verbs."""

import re

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from accounts.admin.columns import kind_badge, member_cell, member_link
from accounts.models import Member
from accounts.models.member import nickname_key
from assist.admin.assist import SummaryAdmin  # noqa: F401 - registers what is made of texts
from boards.admin.columns import board_badge, status_badge, text_link, text_status_badge
from boards.models import Board, Image, Reaction
from boards.queries.staff_search import keys_of_comments, keys_of_posts
from polibat.staff.admin import RulesModelAdmin
from polibat.staff.columns import KnownList, exact_moment, short_moment
from polibat.staff.filters import by_choice, by_period
from polibat.staff.links import count_link, short
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


def moves_of(text):
    """Return the names of the actions that the text's status allows (spec L33)."""
    if text.status == "DELETED":
        return set() if text.removed_by_author else {"republish"}
    return {"republish", "delete"} if text.status == "HIDDEN" else {"hide", "delete"}


class TextAdmin(KnownList, RulesModelAdmin):
    """Something said by a member: looked at, found by its id or by who said it."""

    view_permission = "boards.view_hidden_post"
    # Shows the search box; what is compared with what stands in `get_search_results`.
    search_fields = ["public_id"]
    search_help_text = "아이디(FB000001, FB000001-CM0001), 제목이나 내용, 작성자 아이디(NM000001), 닉네임"
    # The column of what was said that is searched, and that of when it was said.
    words = said_at = ""
    list_display_links = ["known_id"]

    def get_queryset(self, request):
        """With the moment of the last change."""
        return super().get_queryset(request).annotate(updated_at=Coalesce("edited_at", self.said_at))

    def offered(self, request, row):
        """What leads out of the state that it is in."""
        return moves_of(row) | {"bulk"}

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

    @admin.display(description="작성자", ordering="author")
    def author_link(self, text):
        """Who said it, with a link."""
        return member_link(text.author)

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

    lead = "게시글을 조회하고 관리할 수 있습니다."
    words, said_at = "title", "published_at"
    list_filter = ["board", "status", "has_image", by_period(("published_at", "작성일"), ("updated_at", "최종수정일"))]
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

    @admin.display(description="게시글 제목")
    def short_title(self, post):
        """The title on one line."""
        return short(post.title)

    @admin.display(description="내용")
    def said(self, post):
        """What people read, without markup."""
        return said_in_lines(post.body_text)

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
        return f"{post.counts.views:,}"

    @admin.display(description="답변")
    def answers(self, post):
        """How many answers by the named politician's side."""
        return post.counts.answers + post.counts.aide_answers


def said_in_lines(text):
    """What was said, in its own lines."""
    return format_html('<div class="said">{}</div>', text) if text else "내용이 없습니다."


class ReportedFilter(admin.SimpleListFilter):
    """신고 of a text: whether there ever was one (spec L23)."""

    title = "신고"
    parameter_name = "reported"

    def lookups(self, request, model_admin):
        """With and without."""
        return [("yes", "신고된 글"), ("no", "신고 없음")]

    def queryset(self, request, queryset):
        """The texts that somebody reported, or nobody."""
        if self.value() not in {"yes", "no"}:
            return queryset
        about = queryset.model.reports.rel.related_model.objects.filter(
            **{queryset.model._meta.model_name: OuterRef("pk")}
        )
        return queryset.filter(Exists(about) if self.value() == "yes" else ~Exists(about))


class CommentAdmin(TextAdmin):
    """Comments and replies."""

    lead = "댓글을 조회하고 관리할 수 있습니다."
    words, said_at = "text", "created_at"
    ordering = ["-pk"]
    list_filter = [
        *("post__board", "status", ReportedFilter, "is_answer"),
        by_period(("created_at", "작성일"), ("updated_at", "최종수정일")),
    ]
    list_select_related = ["author", "post__counts"]
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

    def get_search_results(self, request, queryset, search_term):
        """Also comments below posts with these words in the title, found by index."""
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        term = clean_line(search_term)
        is_id = term[:2].upper() in Member.PREFIXES.values() and term[2:].isdecimal()
        if not term or is_id or TEXT_ID.fullmatch(term.upper()):
            return found, has_duplicates
        holds = Q(author__in=authors_named(term)) | Q(text__holds=term) | Q(post__in=keys_of_posts(term))
        return queryset.filter(holds), has_duplicates

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

    @admin.display(description="게시글")
    def post_link(self, comment):
        """What was commented on, with a link, where and whether it stands, and how often it was read."""
        post = comment.post
        return format_html(
            '{} <span class="line">{} {}</span><br>{}<br><span class="quiet">조회수: {}</span>',
            *(text_link(post), board_badge(post), status_badge(post), short(post.title), f"{post.counts.views:,}"),
        )

    @admin.display(description="댓글 내용")
    def text_start(self, comment):
        """Return the first 50 characters of the comment (spec L23)."""
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
