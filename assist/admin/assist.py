"""What staff see and decide of what the site makes of texts."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from assist.models import Briefing, SentimentGauge, Summary, SummaryComplaint
from assist.models.ai_usage import AiDay, AiRequest
from assist.services import release_briefing, remake_summary, restore_summary, settle_complaints, withdraw_summary
from assist.services.ai.client import breaker
from polibat.staff.admin import MOST_COUNTED, RulesModelAdmin, reasoned_action
from polibat.staff.site import Task
from polibat.text import clean_html

PERMISSION = "assist.withdraw_summary"


class ComplaintFilter(admin.SimpleListFilter):
    """Summaries about which somebody complained."""

    title = "요약 신고"
    parameter_name = "complaints"

    def lookups(self, request, model_admin):
        """Those with open complaints."""
        return [("open", "처리 전 신고 있음")]

    def queryset(self, request, queryset):
        """The summaries of the choice."""
        return queryset.filter(open_complaints__gt=0) if self.value() == "open" else queryset


@admin.register(Summary)
class SummaryAdmin(RulesModelAdmin):
    """Summaries, to compare with their texts and to withdraw."""

    view_permission = "assist.view_ai"
    list_display = ["post", "first_line", "method", "open_complaints", "is_withdrawn", "made_at"]
    list_filter = [ComplaintFilter, "is_withdrawn", "method"]
    list_select_related = ["post"]
    search_fields = ["post__public_id"]
    search_help_text = "게시글 아이디(FB000001)"
    fields = readonly_fields = [
        *("post", "shown_lines", "method", "model", "prompt_version", "made_at", "complaints"),
        *("is_withdrawn", "withdrawn_by", "withdrawn_reason", "withdrawn_at"),
    ]
    actions = [
        reasoned_action(withdraw_summary, name="withdraw", description="요약 내림", permission=PERMISSION),
        reasoned_action(restore_summary, name="restore", description="요약 다시 보임", permission=PERMISSION),
        reasoned_action(remake_summary, name="remake", description="요약 다시 만들기", permission=PERMISSION),
        reasoned_action(settle_complaints, name="settle", description="문제없음(신고 정리)", permission=PERMISSION),
    ]

    def get_queryset(self, request):
        """Made ones, with how many complain, without the texts of the posts."""
        about = Q(post__summary_complaints__is_open=True)
        counted = Count("post__summary_complaints", filter=about)
        made = super().get_queryset(request).exclude(method="", is_withdrawn=False)
        return made.annotate(open_complaints=counted).defer("post__body", "post__body_text")

    def get_search_results(self, request, queryset, search_term):
        """The summary of a post."""
        term = search_term.strip().upper().replace("\x00", "")
        return (queryset.filter(post__public_id=term) if term else queryset), False

    def tasks(self, request):
        """Summaries of which somebody complains."""
        count = SummaryComplaint.objects.filter(is_open=True).values("post").distinct()[:MOST_COUNTED].count()
        return [Task("요약 신고", count, f"{reverse('admin:assist_summary_changelist')}?complaints=open")]

    @admin.display(description="첫 줄")
    def first_line(self, summary):
        """How it begins."""
        return str(summary)

    @admin.display(description="요약과 근거")
    def shown_lines(self, summary):
        """Each line with the sentence it comes from."""
        lines = ((made["line"], made["source"]) for made in summary.lines)
        return format_html_join("", "<p><strong>{}</strong><br>{}</p>", lines) or "-"

    @admin.display(description="신고")
    def open_complaints(self, summary):
        """How many complain."""
        return summary.open_complaints

    @admin.display(description="신고 내용")
    def complaints(self, summary):
        """What they say."""
        said = summary.post.summary_complaints.all()[:20]
        return format_html_join("", "<p>{} {}</p>", ((one.get_reason_display(), one.text) for one in said)) or "없음"


@admin.register(SentimentGauge)
class SentimentGaugeAdmin(RulesModelAdmin):
    """Moods as they were measured, to look at."""

    view_permission = "assist.view_ai"
    list_display = ["post", "positive", "neutral", "negative", "method", "is_frozen", "measured_at"]
    list_filter = ["is_frozen", "method"]
    list_select_related = ["post"]

    def get_queryset(self, request):
        """Without the texts of the posts."""
        return super().get_queryset(request).defer("post__body", "post__body_text")


@admin.action(description="공지하기")
def release(model_admin, request, queryset):
    """Publish the chosen drafts as notices."""
    for briefing in queryset:
        try:
            done = release_briefing(briefing, by=request.user)
        except ValidationError as error:
            messages.error(request, f"{briefing}: {' '.join(error.messages)}")
        else:
            messages.success(request, f"{briefing}: {'공지했습니다.' if done else '이미 공지한 초안입니다.'}")


release.permission = "assist.release_briefing"


@admin.register(Briefing)
class BriefingAdmin(RulesModelAdmin):
    """Drafts of the daily briefing, released with one click."""

    view_permission = "assist.view_ai"
    list_display = ["day", "title", "state", "released_by", "made_at"]
    list_filter = ["state"]
    fields = readonly_fields = ["day", "title", "shown_body", "state", "notice", "released_by", "made_at"]
    actions = [release]

    def tasks(self, request):
        """Today's draft, while it waits."""
        asked = {"state__exact": Briefing.State.DRAFT, "day__exact": timezone.localdate()}
        count = Briefing.objects.filter(**asked).count()
        address = reverse("admin:assist_briefing_changelist")
        return [Task("오늘의 브리핑 초안", count, f"{address}?{urlencode(asked)}")]

    @admin.display(description="내용")
    def shown_body(self, briefing):
        """As it would be read."""
        return mark_safe(clean_html(briefing.body))  # noqa: S308 - cleaned


@admin.register(AiDay)
class AiDayAdmin(RulesModelAdmin):
    """How much of the budget was used, a row a day; today's stands among the tasks of the first page."""

    view_permission = "assist.view_ai"
    list_display = ["day", "tokens", "requests"]

    def tasks(self, request):
        """Today's use, once the site has a key."""
        if not settings.OPENAI_API_KEY:
            return []
        day = AiDay.objects.filter(pk=timezone.localdate()).first()
        used = day.tokens if day else 0
        label = f"AI 토큰(오늘, 하루 {settings.AI_DAILY_TOKENS:,})" + (" · 차단기 열림" if breaker.is_open() else "")
        return [Task(label, used, reverse("admin:assist_aiday_changelist"), is_urgent=breaker.is_open())]


@admin.register(AiRequest)
class AiRequestAdmin(RulesModelAdmin):
    """The log of what went out, without what was said."""

    view_permission = "assist.view_ai"
    list_display = [
        *("made_at", "purpose", "prompt_version", "model", "outcome", "prompt_tokens", "answer_tokens", "duration_ms"),
    ]
    list_filter = ["outcome", "purpose", "made_at"]
