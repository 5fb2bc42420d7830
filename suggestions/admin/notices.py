"""Notices in the back office: written, changed and pinned through the services."""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from boards.admin.columns import comments_of, reactions_of, status_badge
from boards.admin.texts import moves_of, said_in_lines
from boards.forms.posts import PostForm
from boards.models import Board, Post
from polibat.staff.admin import RulesModelAdmin
from polibat.staff.columns import short_moment
from polibat.web.forms import PlainForm, form_page, posted
from suggestions.admin.columns import notice_badge
from suggestions.models import Notice
from suggestions.services import edit_notice, pin_notice, preview_notice, publish_notice, unpin_notice


class NoticeForm(PostForm):
    """Writing and changing a notice with the editor of the site, pictures included."""

    category = forms.ChoiceField(
        label="말머리",
        choices=[("", "선택하세요"), *Notice.Category.choices],
        error_messages={"required": "말머리를 선택해 주세요.", "invalid_choice": "말머리를 선택해 주세요."},
        initial=Notice.Category.GUIDE,
    )
    # Of a new one; one that is there is pinned by its own button.
    state = forms.ChoiceField(
        label="상태",
        choices=[(Post.Status.PUBLISHED, "게시"), (Post.Status.PINNED, "게시(고정)")],
        widget=forms.RadioSelect,
        initial=Post.Status.PUBLISHED,
        required=False,
    )

    def __init__(self, data=None, *, member, notice=None):
        super().__init__(data, member=member, board=Board.NOTICE, post=notice and notice.post)
        self.notice = notice
        if notice:
            self.initial["category"] = notice.category
            del self.fields["state"]

    def preview(self):
        """What was typed as it would be stored; None with the refusal among the errors."""
        return self.perform(lambda: preview_notice(self._filled(), by=self.member))

    def _publish(self):
        pinned = self.cleaned_data["state"] == Post.Status.PINNED
        return publish_notice(self._filled(), by=self.member, pinned=pinned)

    def _save_changes(self):
        return edit_notice(self._filled(), by=self.member)

    def _filled(self):
        """A notice with what was typed; the one that is changed stays as it is."""
        notice = copy(self.notice) if self.notice else Notice()
        notice.post, notice.category = copy(self.post) if self.post else Post(), self.cleaned_data["category"]
        notice.post.title, notice.post.body = self.cleaned_data["title"], self.body_html
        return notice


class NoticeAdmin(RulesModelAdmin):
    """Notices; whoever publishes may write, change and pin them."""

    add_words = "공지사항 등록"
    add_permission = "suggestions.add_notice"
    change_form_template = "admin/suggestions/notice/change_form.html"
    list_select_related = ["post__counts"]
    fields = readonly_fields = [
        *("public_id", "category_badge", "status", "pinned_slot", "title", "said", "views", "reactions", "comments"),
        *("published_at", "updated"),
    ]

    def offered(self, request, row):
        """What leads out of the state of its post."""
        return moves_of(row.post) | {"bulk"}

    def get_queryset(self, request):
        """With the moment of the last change."""
        return super().get_queryset(request).annotate(updated_at=Coalesce("post__edited_at", "post__published_at"))

    def view_on_site(self, obj):
        """Where it stands on the site."""
        return obj.get_absolute_url()

    def get_urls(self):
        """Add the page on which a notice is changed, and the two buttons of its pin."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/edit/", wrap(self.edit_view), name="suggestions_notice_edit"),
            path("<int:pk>/pin/", wrap(self.pin_view), name="suggestions_notice_pin"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """Publish a notice."""
        if not self.has_add_permission(request):
            raise PermissionDenied("공지는 관리자만 등록할 수 있습니다.")
        form = NoticeForm(posted(request), member=request.user)
        if page := self._preview(request, form):
            return page
        if form.is_bound and (notice := form.publish()):
            self.log_addition(request, notice, "공지 등록")
            messages.success(request, f"{notice}: 공지를 등록했습니다.")
            return redirect("admin:suggestions_notice_change", notice.pk)
        return self._form_page(request, form, title=self.add_words)

    def edit_view(self, request, pk):
        """Change a notice."""
        notice = get_object_or_404(Notice.objects.select_related("post"), pk=pk)
        if not request.user.has_perm("suggestions.change_notice", notice.post):
            raise PermissionDenied("공지는 관리자만 고칠 수 있습니다.")
        form = NoticeForm(posted(request), member=request.user, notice=notice)
        if page := self._preview(request, form):
            return page
        if form.is_bound and form.save_changes():
            self.log_change(request, notice, "공지 수정")
            messages.success(request, f"{notice}: 공지를 고쳤습니다.")
            return redirect("admin:suggestions_notice_change", pk)
        return self._form_page(request, form, title="공지사항 수정")

    def pin_view(self, request, pk):
        """Pin a notice, or let it go, as its state asks for; only when the button was pressed."""
        notice = get_object_or_404(Notice.objects.select_related("post"), pk=pk)
        if request.method == "POST":
            unpin, pin = (unpin_notice, "고정 해제", "고정을 해제했습니다."), (pin_notice, "고정", "고정했습니다.")
            verb, words, done = unpin if notice.is_pinned else pin
            form = PlainForm({})
            if form.perform(verb, notice, by=request.user):
                self.log_change(request, notice, f"공지 {words}")
                messages.success(request, f"{notice}: {done}")
            for error in form.non_field_errors():
                messages.error(request, error)
        return redirect("admin:suggestions_notice_change", pk)

    def _preview(self, request, form):
        """What was typed as the site would show it, stored nowhere, when that is asked for and nothing is wrong."""
        if "_preview" not in request.POST or not (notice := form.preview()):
            return None
        context = {"board": Board.NOTICE, "post": notice.post, "notice": notice, "views": notice.post.counts.views}
        return render(request, "suggestions/notice_preview.html", context)

    def _form_page(self, request, form, *, title):
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "row": form.notice}
        context["image_url"] = reverse("pictures:image-create")
        return form_page(request, "admin/suggestions/notice/form.html", form, **context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a notice, with ways to change and to pin it."""
        context = extra_context or {}
        notice = self.get_object(request, object_id)
        if notice and request.user.has_perm("suggestions.change_notice", notice.post):
            context |= {
                "edit": reverse("admin:suggestions_notice_edit", args=[notice.pk]),
                "pin": reverse("admin:suggestions_notice_pin", args=[notice.pk]),
                "is_pinned": notice.is_pinned,
            }
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description="공지사항 구분", ordering="category")
    def category_badge(self, notice):
        """What it is about, in its colour."""
        return notice_badge(notice)

    @admin.display(description="공지사항 아이디", ordering="pk")
    def public_id(self, notice):
        """The id that people see."""
        return notice.post.public_id

    @admin.display(description="제목")
    def title(self, notice):
        """The post's title."""
        return notice.post.title

    @admin.display(description="내용")
    def said(self, notice):
        """What people read, without markup."""
        return said_in_lines(notice.post.body_text)

    @admin.display(description="공지 상태")
    def status(self, notice):
        """Whether it can be seen, and whether it is pinned."""
        return status_badge(notice.post)

    @admin.display(description="조회수")
    def views(self, notice):
        """How often it was read."""
        return f"{notice.post.counts.views:,}"

    @admin.display(description="받은 반응")
    def reactions(self, notice):
        """Likes and dislikes, with links to who pressed them."""
        post = notice.post
        return reactions_of(post.public_id, post.counts.likes, post.counts.dislikes)

    @admin.display(description="댓글수")
    def comments(self, notice):
        """How many listed comments it has, with a link to them."""
        return comments_of(notice.post)

    @admin.display(description="작성일", ordering="post__published_at")
    def published_at(self, notice):
        """When it was published."""
        return short_moment(notice.post.published_at)

    @admin.display(description="최종수정일", ordering="updated_at")
    def updated(self, notice):
        """When it was changed last, else published."""
        return short_moment(notice.updated_at)
