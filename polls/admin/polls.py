"""Polls in the back office: made and changed in forms of their own, ended early with a reason; who voted how."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from boards.admin.columns import comments_of, status_badge
from boards.admin.texts import moves_of, said_in_lines
from boards.models import Board
from polibat.staff.admin import ReadOnlyInline, RulesModelAdmin, reasoned_action
from polibat.staff.columns import badge
from polibat.staff.links import count_link
from polibat.web.forms import form_page, posted
from polls.admin.columns import RESULTS, poll_state_badge
from polls.forms.polls import PollForm
from polls.models import PollOption
from polls.models.poll import are_people
from polls.queries.results import lately
from polls.queries.viewer_state import PollViewerState
from polls.services import close_poll


def _small(picture):
    return format_html('<img class="picture" src="{}" alt="">', picture.list_url) if picture else "없음"


class OptionInline(ReadOnlyInline):
    """The options with their votes."""

    model = PollOption
    view_permission = "polls.view_poll"
    verbose_name_plural = "투표 선택지"
    fields = readonly_fields = ["order", "name", "affiliation", "colour", "image", "votes_now"]

    def get_queryset(self, request):
        """With their pictures."""
        return super().get_queryset(request).select_related("picture")

    @admin.display(description="이미지")
    def image(self, option):
        """The picture, small."""
        return _small(option.picture)

    @admin.display(description="현재 득표수")
    def votes_now(self, option):
        """To the ballot."""
        return f"{lately(option.poll_id).votes[option.pk]}표"


class PollAdmin(RulesModelAdmin):
    """Polls; whoever publishes may open, change and end them."""

    add_words = "투표 등록"
    add_permission = "polls.add_poll"
    change_form_template = "admin/polls/poll/change_form.html"
    fields = [
        *("public_id", "title", "said", "state", "starts_at", "ends_at", "allows_multiple", "image", "status"),
        *("views", "participants", "comments", "closed_at", "closed_by", "close_reason"),
    ]
    readonly_fields = ["public_id", "title", "said", "state", "image", "status", "views", "participants", "comments"]
    inlines = [OptionInline]
    actions = [reasoned_action(close_poll, name="close", description="조기 마감", permission="polls.close_poll")]

    def offered(self, request, row):
        """Ending it while it is not over, and what leads out of the state of its post."""
        return moves_of(row.post) | {"bulk"} | (set() if row.is_over else {"close"})

    def get_queryset(self, request):
        """With the post and exact numbers."""
        return super().get_queryset(request).with_voters().select_related("post__counts", "picture", "closed_by")

    def view_on_site(self, obj):
        """Where it stands on the site."""
        return obj.get_absolute_url()

    def get_urls(self):
        """Add the page on which a poll is changed."""
        edit = path("<int:pk>/edit/", self.admin_site.admin_view(self.edit_view), name="polls_poll_edit")
        return [edit, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Open a poll."""
        if not self.has_add_permission(request):
            raise PermissionDenied("투표는 관리자만 등록할 수 있습니다.")
        form = PollForm(posted(request), request.FILES or None)
        if page := self._preview(request, form):
            return page
        if form.is_bound and (poll := form.publish(by=request.user)):
            self.log_addition(request, poll, "투표 등록")
            messages.success(request, f"{poll}: 투표를 등록했습니다.")
            return redirect("admin:polls_poll_change", poll.pk)
        return self._form_page(request, form, title=self.add_words)

    def edit_view(self, request, pk):
        """Change a poll as far as its state allows."""
        poll = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("polls.change_poll", poll):
            raise PermissionDenied("투표는 관리자만 고칠 수 있습니다.")
        if poll.is_over:
            messages.error(request, "마감된 투표는 고칠 수 없습니다.")
            return redirect("admin:polls_poll_change", pk)
        form = PollForm(posted(request), request.FILES or None, poll=poll)
        if page := self._preview(request, form):
            return page
        if form.is_bound and form.save_changes(by=request.user):
            self.log_change(request, poll, "투표 수정")
            messages.success(request, f"{poll}: 투표를 고쳤습니다.")
            return redirect("admin:polls_poll_change", pk)
        return self._form_page(request, form, title="투표 수정")

    def _preview(self, request, form):
        """What was typed as the site would show it, stored nowhere, when that is asked for and nothing is wrong.

        Pictures that were chosen in the form are kept like those of the editor: what no text shows is tidied away.
        """
        if "_preview" not in request.POST or not (found := form.preview(by=request.user)):
            return None
        poll, options = found
        viewer = PollViewerState(poll)
        context = {"board": Board.POLL, "poll": poll, "post": poll.post, "viewer": viewer}
        context |= {"options": viewer.shown(options), "are_people": are_people(options)}
        return render(request, "polls/poll_preview.html", context)

    def _form_page(self, request, form, *, title):
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "poll": form.poll}
        return form_page(request, "admin/polls/poll/form.html", form, **context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a poll, with a way to change it."""
        context = extra_context or {}
        poll = self.get_object(request, object_id)
        if poll and not poll.is_over and request.user.has_perm("polls.change_poll", poll):
            context |= {"edit": reverse("admin:polls_poll_edit", args=[poll.pk])}
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description="투표 아이디", ordering="pk")
    def public_id(self, poll):
        """The id that people see."""
        return poll.post.public_id

    @admin.display(description="투표 제목")
    def title(self, poll):
        """The post's title."""
        return poll.post.title

    @admin.display(description="설명")
    def said(self, poll):
        """What people read, without markup."""
        return said_in_lines(poll.post.body_text)

    @admin.display(description="상태")
    def state(self, poll):
        """예정, 진행 or 마감."""
        return poll_state_badge(poll)

    @admin.display(description="게시 상태")
    def status(self, poll):
        """Whether it can be seen."""
        return status_badge(poll.post)

    @admin.display(description="대표 이미지")
    def image(self, poll):
        """The picture, small."""
        return _small(poll.picture)

    @admin.display(description="조회수")
    def views(self, poll):
        """How often it was looked at."""
        return f"{poll.post.counts.views:,}"

    @admin.display(description="참여수", ordering=F("voters"))
    def participants(self, poll):
        """How many voted, with a link to them."""
        return count_link(poll.voters_now, "polls_ballot", voteId=poll.post.public_id)

    @admin.display(description="댓글수")
    def comments(self, poll):
        """How many listed comments it has, with a link to them."""
        return comments_of(poll.post)


class BallotAdmin(RulesModelAdmin):
    """Who voted where and how; looked at, never changed."""

    fields = readonly_fields = ["member", "poll", "result", "cast_at"]

    def get_queryset(self, request):
        """With the chosen options, without the posts' texts."""
        ballots = super().get_queryset(request).prefetch_related("options")
        return ballots.defer("poll__post__body", "poll__post__body_text")

    @admin.display(description="투표 결과")
    def result(self, ballot):
        """The chosen options by name."""
        badges = ((badge(option.name, RESULTS.get(option.name, "gray")),) for option in ballot.options.all())
        return format_html_join(" ", "{}", badges)
