"""The list of words in the back office: added one by one or from a file, set aside, never silently gone."""

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import path

from moderation import services
from moderation.forms import WordFileForm, WordForm
from moderation.models import WatchWord
from polibat.staff.admin import RulesModelAdmin
from polibat.text.particles import with_particle


def _each(verb, description):
    def action(model_admin, request, queryset):
        changed = [word for word in queryset.order_by("pk") if verb(word, by=request.user)]
        for word in changed:
            model_admin.log_change(request, word, f"낱말 ‘{word}’: {description}")
        messages.success(request, f"낱말 {len(changed):,}개: {description} 처리했습니다.")

    action.__name__ = verb.__name__
    action.short_description = description
    action.permission = "moderation.change_watchword"
    return action


@admin.register(WatchWord)
class WatchWordAdmin(RulesModelAdmin):
    """Words and exceptions."""

    add_permission = "moderation.change_watchword"
    change_list_template = "admin/moderation/watchword/change_list.html"
    form = WordForm
    list_display = ["word", "is_exception", "is_active", "note", "by", "created_at"]
    list_filter = ["is_active", "is_exception"]
    list_select_related = ["by"]
    search_fields = ["word"]
    search_help_text = "낱말"
    actions = [_each(services.set_word_aside, "쓰지 않기"), _each(services.use_word_again, "다시 쓰기")]

    def get_urls(self):
        """Add the page for a file."""
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="moderation_watchword_import"), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Add one word."""
        if not self.has_add_permission(request):
            raise PermissionDenied("운영자만 할 수 있습니다.")
        form = WordForm(request.POST if request.method == "POST" else None, instance=WatchWord())
        if form.is_bound and (word := form.submit(services.add_word, by=request.user)):
            self.log_addition(request, word, f"낱말 추가: ‘{word}’{' (예외)' if word.is_exception else ''}")
            messages.success(request, f"{with_particle(f'‘{word}’', '을/를')} 목록에 넣었습니다.")
            return redirect("admin:moderation_watchword_changelist")
        return self._page(request, form, "낱말 추가")

    def import_view(self, request):
        """Add the words of a file."""
        if not self.has_add_permission(request):
            raise PermissionDenied("운영자만 할 수 있습니다.")
        form = WordFileForm(request.POST, request.FILES) if request.method == "POST" else WordFileForm()
        if form.is_bound and form.is_valid():
            try:
                values = {"by": request.user, "is_exception": form.cleaned_data["is_exception"]}
                added, known = services.import_words(form.cleaned_data["file"], **values)
            except ValidationError as refusal:
                form.add_error("file", refusal)
            else:
                self._log_import(request, added, known, is_exception=values["is_exception"])
                messages.success(request, f"새 낱말 {added:,}개를 넣었습니다. 이미 있던 낱말 {known:,}개.")
                return redirect("admin:moderation_watchword_changelist")
        return self._page(request, form, "낱말 파일 넣기")

    def _log_import(self, request, added, known, *, is_exception):
        """Put on record who brought a file, and how many words it had: of thousands, no entry each."""
        name, kind = request.FILES["file"].name, "예외" if is_exception else "낱말"
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(WatchWord),
            object_repr=name[:200],
            action_flag=ADDITION,
            change_message=f"낱말 파일 넣기: {name}에서 새 {kind} {added:,}개, 이미 있던 낱말 {known:,}개",
        )

    def _page(self, request, form, title):
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "form": form}
        return render(request, "admin/moderation/form.html", context, status=form.status)
