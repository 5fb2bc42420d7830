"""Suggestions in the back office: answered through the service."""

from django import forms
from django.contrib import admin
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html

from accounts.admin.columns import kind_badge, member_link
from boards.admin.columns import comments_of, reactions_of, status_badge, text_link
from boards.admin.texts import moves_of, said_in_lines
from boards.models import Post
from polibat.staff.admin import MOST_COUNTED, ReadOnlyInline, ReasonForm, RulesModelAdmin, Shown, reasoned_action
from polibat.staff.columns import short_moment
from polibat.staff.site import Task
from suggestions.admin.columns import answer_badge, category_badge
from suggestions.models import Suggestion, SuggestionChange
from suggestions.services import answer_suggestion


def current_state(suggestions, *, by):
    """What the form begins with: the state that all of them have, where it can be chosen."""
    states = {suggestion.state for suggestion in suggestions}
    return {"state": states.pop() if len(states) == 1 else ""}


class AnswerForm(ReasonForm):
    """The state to be, and what the author is told."""

    state = forms.ChoiceField(
        label="새로운 처리 상태",
        choices=Suggestion.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "처리 상태를 선택해 주세요."},
    )
    reason = forms.CharField(
        label="조치 내역",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="작성자에게 그대로 보입니다.",
        error_messages={"required": "조치 내역을 입력해주세요."},
    )
    field_order = ["state", "reason"]


def answer(suggestion, *, by, state, reason):
    """Answer one suggestion."""
    return answer_suggestion(suggestion, by=by, state=state, reply=reason)


def shown(suggestions, *, by):
    """What the page shows above the answer: the words of each suggestion."""
    rows = [
        {
            "suggestion": row,
            "link": text_link(row.post),
            "author": member_link(row.post.author),
            "said": row.post.body_text,
        }
        for row in suggestions
    ]
    return Shown(f"불편/제안 {len(rows)}건에 답변합니다.", "admin/suggestions/_answered.html", {"answered": rows})


class ChangeInline(ReadOnlyInline):
    """What became of a suggestion, step by step."""

    model = SuggestionChange
    view_permission = "suggestions.view_suggestion"
    verbose_name_plural = "처리 이력"
    fields = readonly_fields = ["before", "after", "reply", "by", "created_at"]


class SuggestionAdmin(RulesModelAdmin):
    """Suggestions, and the staff's answers."""

    list_select_related = ["post__author", "post__counts"]
    fieldsets = [
        (None, {"fields": ["public_id", "category_badge", "status", "state_badge", "is_private", "author"]}),
        ("내용", {"fields": ["title", "said"]}),
        ("수치", {"fields": ["views", "comments", "reactions"]}),
        ("일시", {"fields": ["submitted_at", "updated"]}),
        ("처리상태", {"fields": ["reply", "replied_by", "replied_at"]}),
    ]
    readonly_fields = [
        *("public_id", "category_badge", "status", "state_badge", "is_private", "author", "title", "said", "views"),
        *("comments", "reactions", "submitted_at", "updated", "reply", "replied_by", "replied_at"),
    ]
    inlines = [ChangeInline]
    actions = [
        reasoned_action(
            answer,
            shown=shown,
            name="answer",
            description="답변",
            permission="suggestions.answer_suggestion",
            form_class=AnswerForm,
            initial=current_state,
        )
    ]

    def offered(self, request, row):
        """The answer, and what leads out of the state of its post."""
        return moves_of(row.post) | {"answer", "bulk"}

    def get_queryset(self, request):
        """With the moment of the last change."""
        return super().get_queryset(request).annotate(updated_at=Coalesce("post__edited_at", "post__published_at"))

    def view_on_site(self, obj):
        """Where it stands on the site; staff see private ones too."""
        return obj.get_absolute_url()

    def tasks(self, request):
        """What waits for an answer."""
        waiting = Suggestion.objects.filter(state=Suggestion.State.PENDING, post__status=Post.Status.PUBLISHED)
        url = f"{reverse('admin:suggestions_suggestion_changelist')}?state=PENDING&post__status__exact=PUBLISHED"
        return [Task("답변을 기다리는 불편/제안", waiting[: MOST_COUNTED + 1].count(), url)]

    @admin.display(description="불편/제안 아이디", ordering="pk")
    def public_id(self, suggestion):
        """The id that people see."""
        return suggestion.post.public_id

    @admin.display(description="제목")
    def title(self, suggestion):
        """The post's title."""
        return suggestion.post.title

    @admin.display(description="내용")
    def said(self, suggestion):
        """What its author wrote, without markup."""
        return said_in_lines(suggestion.post.body_text)

    @admin.display(description="불편/제안 구분", ordering="category")
    def category_badge(self, suggestion):
        """What kind it is of, in its colour."""
        return category_badge(suggestion)

    @admin.display(description="조치여부", ordering="state")
    def state_badge(self, suggestion):
        """How far staff are with it, in its colour."""
        return answer_badge(suggestion)

    @admin.display(description="불편/제안 상태")
    def status(self, suggestion):
        """Whether it can be seen."""
        return status_badge(suggestion.post)

    @admin.display(description="조회수")
    def views(self, suggestion):
        """How often it was read."""
        return f"{suggestion.post.counts.views:,}"

    @admin.display(description="비공개", boolean=True)
    def is_private(self, suggestion):
        """Whether only its author and staff may read it."""
        return suggestion.post.is_private

    @admin.display(description="작성자")
    def author(self, suggestion):
        """Who wrote it, with a link, and the kind of member."""
        author = suggestion.post.author
        return format_html("{}<br>{}", member_link(author), kind_badge(author))

    @admin.display(description="받은 반응")
    def reactions(self, suggestion):
        """Likes and dislikes, with links to who pressed them."""
        post = suggestion.post
        return reactions_of(post.public_id, post.counts.likes, post.counts.dislikes)

    @admin.display(description="댓글수")
    def comments(self, suggestion):
        """How many listed comments it has, with a link to them."""
        return comments_of(suggestion.post)

    @admin.display(description="등록일시", ordering="post__published_at")
    def submitted_at(self, suggestion):
        """When it came in."""
        return short_moment(suggestion.post.published_at)

    @admin.display(description="최종수정일시", ordering="updated_at")
    def updated(self, suggestion):
        """When its author changed it last, else wrote it."""
        return short_moment(suggestion.updated_at)
