"""The queue of reports, the record of decisions, and posts and comments with the verbs that decide about them.

Objections, flags and words have modules of their own.
"""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.html import format_html

from accounts.admin.columns import member_cell, member_link
from boards.admin.columns import status_badge
from boards.admin.texts import CommentAdmin, PostAdmin, moves_of
from boards.models import EVERY_CHOICE, MAIN_CHOICE, Board, Comment, Post
from moderation import services
from moderation.admin.bulk import BulkView, bulk_action
from moderation.admin.cases import case_markup, cases_shown
from moderation.admin.claims import ClaimActions
from moderation.admin.columns import reason_badge
from moderation.forms import DecisionForm, opened
from moderation.models import Decision, Report
from moderation.models.claim import live_claim_of
from moderation.queries.cases import hidden_by_rule
from polibat.staff.admin import MOST_COUNTED, ReadOnlyInline, RulesModelAdmin, reasoned_action
from polibat.staff.columns import short_moment
from polibat.staff.filters import by_period
from polibat.staff.links import count_link
from polibat.staff.site import Task
from polls.admin.polls import PollAdmin
from suggestions.admin.notices import NoticeAdmin
from suggestions.admin.suggestions import SuggestionAdmin


def _actions(republish="재게시", text_of=lambda row: row):
    """숨김, 삭제 and 게시 as actions; `text_of` finds the text in question from a row of the list."""
    verbs = [
        (services.hide_text, "hide", "숨김", "moderation.hide_text", Decision.Verb.HIDE),
        (services.delete_text, "delete", "삭제", "moderation.delete_text", Decision.Verb.DELETE),
        (services.republish_text, "republish", republish, "moderation.republish_text", Decision.Verb.REPUBLISH),
    ]
    return [_decision(*verb, text_of=text_of, decides=decides) for *verb, decides in verbs]


def _decision(verb, name, description, permission, *, text_of, decides):
    """An action that shows the texts and asks for the reason and its category, which their reports fill in."""

    def decide(row, *, by, seen, **why):
        target = text_of(row)
        return verb(target, by=by, seen=seen.get(target.public_id), **why)

    def initial(rows, *, by):
        return opened([text_of(row) for row in rows], by=by)

    shown = cases_shown(decides, text_of=text_of, is_dismissal=name == "dismiss")
    how = {"name": name, "description": description, "permission": permission, "shown": shown}
    return reasoned_action(decide, form_class=DecisionForm, initial=initial, **how)


def _target(report):
    """What is decided about a report is its text."""
    return report.target


def _post(row):
    """What is decided about a poll, a notice or a suggestion is its post."""
    return row.post


def reports_on(kind, key):
    """How many reports there ever were on the post or comment that `key` names, worked out by the index."""
    about = Report.objects.filter(**{kind: OuterRef(key)}).order_by().values(kind)
    return Subquery(about.annotate(number=Count("pk")).values("number"))


class ReportAdmin(ClaimActions, RulesModelAdmin):
    """Reports: a decision about the text settles all its reports."""

    fields = [
        *("known_id", "reason_badge", "text", "text_link", "text_status", "text_author", "said"),
        *("member", "state", "claimed", "case", "created_at"),
    ]
    readonly_fields = [
        *("known_id", "reason_badge", "text_link", "text_status", "text_author", "said", "member", "claimed", "case"),
    ]
    actions = [
        *ClaimActions.actions,
        *_actions("문제없음(게시)", text_of=_target),
        _decision(
            services.dismiss_reports,
            "dismiss",
            "신고 기각(처리불가)",
            "moderation.republish_text",
            text_of=_target,
            decides=Decision.Verb.REPUBLISH,
        ),
        bulk_action(_target),
    ]

    def offered(self, request, row):
        """What can be done about the text where it is, in words that say so; taking the case as it is taken."""
        text = row.target
        names = {"bulk": ""}
        if row.state not in Report.OPEN:
            return names | dict.fromkeys(moves_of(text), "")
        names |= _claims(text, by=request.user)
        names["delete"] = names["hide"] = names["republish"] = names["dismiss"] = ""
        if text.status == Post.Status.HIDDEN:
            names["hide"], names["republish"] = "숨김 유지", "문제없음(다시 게시)"
        elif text.status == Post.Status.DELETED:
            names["delete"], names["republish"] = "삭제 유지", "문제없음(다시 게시)"
            del names["hide"]
            if text.removed_by_author:
                del names["republish"], names["dismiss"]
        return names

    def get_queryset(self, request):
        """With the reporter, the text, its author and who looks into it, without the bodies of posts."""
        related = [
            *("reporter", "post__author", "comment__author", "comment__post"),
            *("post__claim__by", "comment__claim__by"),
        ]
        unread = ["post__body", "post__body_text", "comment__post__body", "comment__post__body_text"]
        return Report.objects.select_related(*related).defer(*unread)

    def tasks(self, request):
        """Open reports."""
        count = Report.objects.open()[:MOST_COUNTED].count()
        return [Task("처리할 신고", count, reverse("admin:moderation_report_changelist"), is_urgent=True)]

    @admin.display(description="신고 아이디")
    def known_id(self, report):
        """The id that people see."""
        return report.public_id

    @admin.display(description="신고한 회원")
    def member(self, report):
        """Who reports, with kind and status."""
        return member_cell(report.reporter, with_status=True)

    @admin.display(description="신고사유")
    def reason_badge(self, report):
        """Why, in its colour."""
        return reason_badge(report)

    @admin.display(description="신고받은 글")
    def text_link(self, report):
        """The text, with a link to its page here."""
        target = report.target
        url = reverse(f"admin:boards_{target._meta.model_name}_change", args=[target.pk])
        return format_html('<a href="{}">{} {}</a>', url, target.public_id, target)

    @admin.display(description="글 상태")
    def text_status(self, report):
        """Whether it can be read."""
        return status_badge(report.target)

    @admin.display(description="글쓴이")
    def text_author(self, report):
        """Who said it."""
        return member_link(report.target.author)

    @admin.display(description="이 글에 대하여")
    def case(self, report):
        """All reports of the text, what was decided about it before, and its author's record."""
        return case_markup(report.target, left_out=report.public_id)

    @admin.display(description="글 내용")
    def said(self, report):
        """The words in question."""
        return report.comment.text if report.comment else f"{report.post.title}\n\n{report.post.body_text}"


def _claims(text, *, by):
    """The acts on the case of a text that mean something to `by`: nobody else's is moved on, only taken over."""
    claim = live_claim_of(text)
    if claim and claim.by_id != by.pk:
        return dict.fromkeys(("take_over", "release"), "")
    return dict.fromkeys(("to_reviewing", "to_later", "release" if claim else "claim"), "")


class BoardFilter(admin.SimpleListFilter):
    """게시판 of the text that a row is about, be it a post or a comment (spec L24)."""

    title = "게시판"
    parameter_name = "board"

    def lookups(self, request, model_admin):
        """The main boards together, and every board."""
        return [MAIN_CHOICE, *Board.choices]

    def queryset(self, request, queryset):
        """The rows about texts on the chosen board."""
        board = self.value()
        if board != MAIN_CHOICE[0] and board not in Board.values:
            return queryset
        boards = Board.main() if board == MAIN_CHOICE[0] else [board]
        return queryset.filter(Q(post__board__in=boards) | Q(comment__post__board__in=boards))


class KindFilter(admin.SimpleListFilter):
    """콘텐츠 유형 (spec L24)."""

    title = "콘텐츠 유형"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Posts and comments."""
        return [("post", "게시글"), ("comment", "댓글")]

    def queryset(self, request, queryset):
        """The rows about texts of the chosen kind."""
        if self.value() not in {"post", "comment"}:
            return queryset
        return queryset.filter(**{f"{self.value()}__isnull": False})


class ChangedFilter(admin.SimpleListFilter):
    """Whether a decision changed the status of its text, which the dashboard's figures count (spec L41)."""

    title = "상태 변경"
    parameter_name = "changed"

    def lookups(self, request, model_admin):
        """Changed, and left as it was."""
        return [("yes", "바뀜"), ("no", "그대로")]

    def queryset(self, request, queryset):
        """The decisions that changed something, or nothing."""
        if self.value() not in {"yes", "no"}:
            return queryset
        same = Q(before=F("after"))
        return queryset.filter(same if self.value() == "no" else ~same)


def move_of(decision):
    """From which status to which a decision brought its text, in words."""
    labels = dict(Post.Status.choices)
    return f"{labels[decision.before]} → {labels[decision.after]}"


def _take_back(decision, *, by, reason):
    """Bring the text of one decision back into the status that it had before."""
    (outcome,) = services.undo_decisions([decision], by=by, reason=reason)
    if outcome.result == services.Result.REFUSED:
        raise ValidationError(outcome.why)
    return outcome.result == services.Result.DONE


@admin.register(Decision)
class DecisionAdmin(BulkView, RulesModelAdmin):
    """What was decided, by whom and why; never changed, but taken back by a decision of its own."""

    view_permission = "moderation.view_report"
    list_display = ["verb", "target", "move", "category", "reason", "decided_by", "created_at"]
    list_filter = [
        *("verb", "category", KindFilter, BoardFilter, ChangedFilter, ("by", admin.EmptyFieldListFilter)),
        by_period(("created_at", "조치일시")),
    ]
    list_select_related = ["post", "comment__post", "by"]
    search_fields = ["post__public_id"]
    search_help_text = "게시글이나 댓글 아이디"
    actions = [
        reasoned_action(
            _take_back,
            name="undo",
            description="되돌리기",
            permission="moderation.decide_many",
            shown=cases_shown(None, text_of=_target),
        )
    ]
    fields = ["verb", "post", "comment", "move", "category", "reason", "decided_by", "created_at"]
    readonly_fields = ["move", "decided_by"]

    def get_queryset(self, request):
        """Without the bodies of posts."""
        return super().get_queryset(request).select_related("by").defer("post__body", "post__body_text")

    def get_search_results(self, request, queryset, search_term):
        """Decisions about one text."""
        term = search_term.strip().upper()
        if not term:
            return queryset, False
        kind = "comment" if "-CM" in term else "post"
        return queryset.filter(**{f"{kind}__public_id": term}), False

    @admin.display(description="글")
    def target(self, decision):
        """The text in question."""
        return decision.target.public_id

    @admin.display(description="변경")
    def move(self, decision):
        """From which status to which."""
        return move_of(decision)

    @admin.display(description="처리자", ordering="by")
    def decided_by(self, decision):
        """The member of staff, or the rule."""
        return decision.by or "자동"


class ReportInline(ReadOnlyInline):
    """The reports of a text, on its page."""

    model = Report
    verbose_name_plural = "신고이력"
    fields = readonly_fields = ["public_id", "reporter_cell", "reason_badge", "text", "state", "created_at"]

    def get_queryset(self, request):
        """With who reports."""
        return super().get_queryset(request).select_related("reporter")

    @admin.display(description="신고한 회원")
    def reporter_cell(self, report):
        """Who reports, with a link."""
        return member_cell(report.reporter, with_status=True)

    @admin.display(description="신고사유")
    def reason_badge(self, report):
        """Why, in its colour."""
        return reason_badge(report)


class DecisionInline(ReadOnlyInline):
    """The decisions about a text, on its page."""

    model = Decision
    view_permission = "moderation.view_report"
    fields = readonly_fields = ["verb", "move", "category", "reason", "decided_by", "moment"]

    def get_queryset(self, request):
        """With who decided."""
        return super().get_queryset(request).select_related("by")

    @admin.display(description="변경")
    def move(self, decision):
        """From which status to which."""
        return move_of(decision)

    @admin.display(description="처리자")
    def decided_by(self, decision):
        """The member of staff, or the rule."""
        return decision.by or "자동"

    @admin.display(description="처리일시")
    def moment(self, decision):
        """When."""
        return short_moment(decision.created_at)


class Reported:
    """신고 받음 of posts and comments: how many reported a text, with a link to their reports."""

    def get_queryset(self, request):
        """With the number of reports, worked out by the index for the rows of a page alone."""
        return super().get_queryset(request).annotate(reported_by=reports_on(self.opts.model_name, "pk"))

    @admin.display(description="신고 받음")
    def reported(self, text):
        """How many reports there ever were."""
        about = {f"{text._meta.model_name}Id": text.public_id}
        return count_link(text.reported_by, "moderation_report", **about, state="all")


def _hidden(model, label):
    """How many texts a rule hid that nobody has looked at: each waits for somebody to confirm it or bring it back."""
    count = hidden_by_rule(model.objects.all())[:MOST_COUNTED].count()
    url = reverse(f"admin:boards_{model._meta.model_name}_changelist")
    # Hidden suggestions and notices wait as well.
    every = f"&board__exact={EVERY_CHOICE[0]}" if model is Post else ""
    return [Task(label, count, f"{url}?hiddenByRule=true{every}")]


class ModeratedPostAdmin(Reported, PostAdmin):
    """Posts, with what staff do about them."""

    actions = [*_actions(), bulk_action()]
    inlines = [ReportInline, DecisionInline]

    def tasks(self, request):
        """Posts that a rule hid."""
        return _hidden(Post, "자동으로 숨긴 게시글")


class ModeratedCommentAdmin(Reported, CommentAdmin):
    """Comments, with what staff do about them."""

    actions = [*_actions(), bulk_action()]
    inlines = [ReportInline, DecisionInline]

    def tasks(self, request):
        """Comments that a rule hid."""
        return _hidden(Comment, "자동으로 숨긴 댓글")


class ModeratedPollAdmin(PollAdmin):
    """Polls, with what staff do about them: one in which somebody voted can be hidden, not deleted."""

    actions = [*PollAdmin.actions, *_actions(text_of=_post), bulk_action(_post)]


class ModeratedNoticeAdmin(NoticeAdmin):
    """Notices, with what staff do about them."""

    actions = [*_actions(text_of=_post), bulk_action(_post)]


class ModeratedSuggestionAdmin(SuggestionAdmin):
    """Suggestions, with the answer and what else staff do about them."""

    actions = [*SuggestionAdmin.actions, *_actions(text_of=_post), bulk_action(_post)]
