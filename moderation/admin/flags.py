"""What looks odd, in the back office: somebody looks and says what came of it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from moderation import services
from moderation.models import AbuseFlag, ReviewFlag
from polibat.staff.admin import MOST_COUNTED, RulesModelAdmin, reasoned_action
from polibat.staff.site import Task


class FlagAdmin(RulesModelAdmin):
    """Open flags first; settling one says what was found."""

    label = ""
    actions = [
        reasoned_action(
            services.settle_flag, name="settle", description="확인함(문제없음)", permission="moderation.settle_flag"
        )
    ]

    def tasks(self, request):
        """Open flags."""
        count = self.model.objects.open()[:MOST_COUNTED].count()
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return [Task(self.label, count, f"{reverse(name)}?state__exact={self.model.State.OPEN}")]


@admin.register(AbuseFlag)
class AbuseFlagAdmin(FlagAdmin):
    """Members and addresses that did very much in little time."""

    label = "이상 징후"
    list_display = [
        *("kind", "member", "post_link", "short_hash", "evidence", "windows"),
        *("first_seen", "last_seen", "state", "by"),
    ]
    list_filter = ["state", "kind", "last_seen"]
    list_select_related = ["member", "post", "by"]
    search_fields = ["member__public_id", "post__public_id"]
    search_help_text = "회원 아이디(NM000001)나 게시글 아이디"
    fields = readonly_fields = [
        *("kind", "member", "post_link", "short_hash", "evidence", "windows", "first_seen", "last_seen"),
        *("state", "note", "by", "settled_at"),
    ]
    ordering = ["state", "-last_seen"]

    def get_queryset(self, request):
        """Without the bodies of posts."""
        return super().get_queryset(request).defer("post__body", "post__body_text")

    @admin.display(description="게시글")
    def post_link(self, flag):
        """The flooded post, with a link to its page here."""
        if not flag.post:
            return "-"
        url = reverse("admin:boards_post_change", args=[flag.post_id])
        return format_html('<a href="{}">{}</a>', url, flag.post.public_id)

    @admin.display(description="주소(해시)")
    def short_hash(self, flag):
        """Enough to tell two addresses apart."""
        return flag.address_hash[:12] or "-"


@admin.register(ReviewFlag)
class ReviewFlagAdmin(FlagAdmin):
    """Texts with words of the list, those with most of them first."""

    label = "확인할 글(낱말)"
    list_display = ["text_link", "words", "shown_score", "state", "by", "created_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["post", "comment__post", "by"]
    fields = readonly_fields = ["text_link", "words", "shown_score", "created_at", "state", "note", "by", "settled_at"]
    ordering = ["state", "-score", "created_at", "pk"]

    def get_queryset(self, request):
        """Without the bodies of posts."""
        return super().get_queryset(request).defer("post__body", "post__body_text")

    @admin.display(description="글")
    def text_link(self, flag):
        """The text, with a link to its page here."""
        target = flag.target
        url = reverse(f"admin:boards_{target._meta.model_name}_change", args=[target.pk])
        return format_html('<a href="{}">{} {}</a>', url, target.public_id, target)

    @admin.display(description="정도", ordering="score")
    def shown_score(self, flag):
        """In percent."""
        return f"{round(flag.score * 100)}%"
